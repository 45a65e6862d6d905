"""What a site is, in which state, and what is aimed at."""

from django.db.models import Q
from django.utils import timezone

from sites.enums import ACTIVE, ConditionLevel, SiteKind, SiteStatus
from sites.filters.choosing import chosen
from sites.filters.declaration import Choice, Control, Filter
from sites.models import CONDITION_FIELDS

ALL = "tous"
NONE, MISSED = "aucun", "depasse"
FIRST_YEAR, LAST_YEAR = 2012, 2100  # what the database accepts
YEARS_AHEAD = 5
DEFAULT_STATUSES = tuple(status.value for status in ACTIVE)

_AIMS = (Choice(NONE, "Sans objectif"), Choice(MISSED, "Année dépassée"))


def active_words() -> str:
    """What holds by default, said where no chip does."""
    return ", ".join(SiteStatus(status).label.lower() for status in ACTIVE)


def _by_status(given: tuple[str, ...]) -> Q:
    return Q() if ALL in given else Q(status__in=given)


def _aims(text: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(part for part in text.split(",") if part))
    for part in given:
        if part in (NONE, MISSED):
            continue
        if not (part.isascii() and part.isdigit() and len(part) == 4):
            raise ValueError(f"Une année, « {NONE} » ou « {MISSED} » sont attendus.")
        if not FIRST_YEAR <= int(part) <= LAST_YEAR:
            raise ValueError(f"Une année de {FIRST_YEAR} à {LAST_YEAR} est attendue.")
    return given


def _by_aim(given: tuple[str, ...]) -> Q:
    condition = Q(target_year__in=[int(part) for part in given if part.isdigit()])
    if NONE in given:
        condition |= Q(target_year__isnull=True)
    if MISSED in given:
        condition |= Q(target_year__lt=timezone.localdate().year, status__in=ACTIVE)
    return condition


def _years() -> tuple[Choice, ...]:
    """This year and the next ones: a target is set a few years ahead."""
    this = timezone.localdate().year
    years = (str(year) for year in range(this, this + YEARS_AHEAD + 1))
    return (*_AIMS, *(Choice(year, year) for year in years))


def _aim_words(given: tuple[str, ...]) -> str:
    names = {choice.value: choice.label.lower() for choice in _AIMS}
    return ", ".join(names.get(part, part) for part in given)


STATUS = chosen(
    "statut",
    "Statut",
    "status",
    SiteStatus,
    Choice(ALL, "Tous les statuts"),
    where=_by_status,
    fold="Statut",
)
CONDITIONS = tuple(
    chosen(str(group.value), str(group.label), field, ConditionLevel, fold="Conditions de vie")
    for group, field in CONDITION_FIELDS.items()
)
KINDS = (
    chosen("type", "Type", "kind", SiteKind, fold="Type et objectif"),
    Filter(
        "objectif",
        "Objectif de résorption",
        _aims,
        _by_aim,
        _aim_words,
        offers=_years,
        several=True,
        control=Control.CHOICES,
        fold="Type et objectif",
        expects=f"des années, « {NONE} » ou « {MISSED} » (site encore actif après son année)",
    ),
)
