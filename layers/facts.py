"""What is known of a site, in groups, each with its date: for the page and the sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sites.enums import ConditionLevel, Precision, SurveyGroup
from sites.models import CONDITION_FIELDS, GROUP_FIELDS, Site
from territories.geo import format_local, format_wgs84


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is None when nobody knows, never 0 for that; `copied`, people paste it elsewhere."""

    label: str
    value: Any
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """The level of one living condition, and the day on which it was read."""

    label: str
    level: str
    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    population: tuple[Fact, ...]
    population_on: date | None
    conditions: tuple[Condition, ...]
    place: tuple[Fact, ...]
    identity: tuple[Fact, ...]


def facts_of(site: Site) -> Facts:
    """At most one query, for the newest survey's dates."""
    dates = _dates(site)
    return Facts(
        population=_columns(site, *GROUP_FIELDS[SurveyGroup.POPULATION]),
        population_on=dates.get(SurveyGroup.POPULATION),
        conditions=conditions_of(site, dates),
        place=_place(site),
        identity=_identity(site),
    )


def conditions_of(site: Site, dates: dict[str, date] | None = None) -> tuple[Condition, ...]:
    return tuple(
        Condition(group.label, level, ConditionLevel(level).label, (dates or {}).get(group))
        for group, level in (
            (group, getattr(site, name)) for group, name in CONDITION_FIELDS.items()
        )
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


def _place(site: Site) -> tuple[Fact, ...]:
    rows = (
        Fact("Adresse", site.address or None),
        Fact("Commune", f"{site.commune.name} ({site.commune.code})"),
        Fact("Arrondissement", site.municipal_arrondissement),
        Fact("Intercommunalité", site.epci),
        Fact("Département", site.departement),
        Fact("Accès", site.access_details or None),
        Fact("Précision", Precision(site.location_precision).label),
        Fact("Latitude, longitude", format_wgs84(site.location), copied=True),
        Fact("Coordonnées projetées", format_local(site.location), copied=True),
    )
    hidden_when_empty = {"Arrondissement", "Intercommunalité"}
    return tuple(row for row in rows if row.value or row.label not in hidden_when_empty)


def _identity(site: Site) -> tuple[Fact, ...]:
    return (
        Fact("Type", site.get_kind_display()),
        Fact("Installation", site.settled_on),
        Fact("Signalé le", site.created_at.date()),
        Fact("Objectif de résorption", site.target_year),
    )
