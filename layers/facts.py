"""What is known of a site, in groups, each with its date: for the page and the sheet."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from sites.conditions import answered, in_words, work_out
from sites.enums import ConditionLevel, LevelSource, Precision, SurveyGroup
from sites.models import CONDITION_FIELDS, Site, Survey
from territories.geo import format_local, format_wgs84

# Those that the sheet says too; the page has them all (`layers.diagnostic`)
MAIN_FIGURES = ("people", "households", "minors", "schooled_minors")


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is None when nobody knows, never 0 for that; `copied`, people paste it elsewhere."""

    label: str
    value: Any
    copied: bool = False

    @property
    def is_day(self) -> bool:
        return isinstance(self.value, date)


@dataclass(frozen=True, slots=True)
class Condition:
    """The level of one living condition, and the day on which it was read. `reasons`: what made
    it so, or what is missing to know; `answers`: (question, answer) in words."""

    group: str
    label: str
    level: str
    words: str
    on: date | None
    reasons: str = ""
    is_stated: bool = False
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    population: tuple[Fact, ...]
    population_on: date | None
    conditions: tuple[Condition, ...]
    where: tuple[Fact, ...]
    access: tuple[Fact, ...]
    identity: tuple[Fact, ...]

    @property
    def place(self) -> tuple[Fact, ...]:
        return self.where + self.access


def facts_of(site: Site) -> Facts:
    """At most one query, for the newest survey's dates."""
    dates = _dates(site)
    return Facts(
        population=_columns(site, *MAIN_FIGURES),
        population_on=dates.get(SurveyGroup.POPULATION),
        conditions=explained_conditions(site, dates),
        where=_where(site),
        access=_access(site),
        identity=_identity(site),
    )


def conditions_of(site: Site, dates: dict[str, date] | None = None) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            group.value, group.label, level, ConditionLevel(level).label, (dates or {}).get(group)
        )
        for group, level in (
            (group, getattr(site, name)) for group, name in CONDITION_FIELDS.items()
        )
    )


def explained_conditions(site: Site, dates: dict[str, date]) -> tuple[Condition, ...]:
    """With what made each level so, of the newest survey."""
    newest = site.latest_survey
    known = conditions_of(site, dates)
    return tuple(_explained(one, newest) for one in known) if newest else known


def _explained(condition: Condition, newest: Survey) -> Condition:
    group = SurveyGroup(condition.group)
    answers = newest.answers.get(group, {})
    is_stated = newest.sources.get(group) == LevelSource.CONSTATE
    return replace(
        condition,
        reasons="" if is_stated or not answers else in_words(work_out(group, answers)),
        is_stated=is_stated,
        answers=tuple(answered(group, answers)),
    )


def _dates(site: Site) -> dict[str, date]:
    if site.latest_survey is None:
        return {}
    return {group: date.fromisoformat(day) for group, day in site.latest_survey.dates.items()}


def _columns(site: Site, *names: str) -> tuple[Fact, ...]:
    return tuple(Fact(_label(name), getattr(site, name)) for name in names)


def _label(name: str) -> str:
    label = str(Site._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _where(site: Site) -> tuple[Fact, ...]:
    rows = (
        Fact("Adresse", site.address or None),
        Fact("Commune", f"{site.commune.name} ({site.commune.code})"),
        Fact("Arrondissement", site.municipal_arrondissement),
        Fact("Intercommunalité", site.epci),
        Fact("Département", site.departement),
    )
    hidden_when_empty = {"Arrondissement", "Intercommunalité"}
    return tuple(row for row in rows if row.value or row.label not in hidden_when_empty)


def _access(site: Site) -> tuple[Fact, ...]:
    return (
        Fact("Accès", site.access_details or None),
        Fact("Précision", Precision(site.location_precision).label),
        Fact("Latitude, longitude", format_wgs84(site.location), copied=True),
        Fact("Coordonnées projetées", format_local(site.location), copied=True),
    )


def _identity(site: Site) -> tuple[Fact, ...]:
    return (
        Fact("Type", site.get_kind_display()),
        Fact("Installation", site.settled_on),
        Fact("Signalé le", timezone.localdate(site.created_at)),
        Fact("Objectif de résorption", site.target_year),
    )
