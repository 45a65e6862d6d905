"""What prepares a site's resorption and completes its record, for its page and its sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.completeness import EDIT, SURVEY, Completeness, completeness_of
from sites.enums import Phase
from sites.models import Document, Site
from sites.services import prepares

SHOWN = 5  # documents on the page; the rest is on theirs


@dataclass(frozen=True, slots=True)
class Marks:
    """`heatwave_until`: its last day, None when nobody knows it."""

    is_favourite: bool
    heatwave: bool
    heatwave_until: date | None
    phase: str
    prepares: bool
    may_date: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A phase of the nine: "reached", "planned" or "waiting"; `who` set its day."""

    label: str
    state: str
    on: date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    percent: int
    links: tuple[tuple[str, str], ...]

    @property
    def missing(self) -> bool:
        return bool(self.links)


def marks_of(scope: Scope, site: Any) -> Marks:
    """Of a site `marked` for this reader."""
    heat = site.heat if site.is_active else None
    upper = heat.upper if heat else None
    aims = prepares(site)
    return Marks(
        is_favourite=site.is_favourite,
        heatwave=heat is not None,
        heatwave_until=upper - timedelta(days=1) if upper else None,
        phase=site.reached or "",
        prepares=aims,
        may_date=aims and site.is_active and abilities.may(scope, Ability.SET_TARGET, site),
    )


def phases_of(site: Any) -> list[Dated]:
    """The nine of them, of a `whole` site; none for one of which nothing is prepared."""
    if not prepares(site):
        return []
    return list(_dated({row["phase"]: row for row in site.dated}))


def _dated(known: Mapping[str, Mapping[str, str]]) -> Iterator[Dated]:
    today = timezone.localdate()
    for phase in Phase:
        row = known.get(phase)
        if row is None:
            yield Dated(str(phase.label), "waiting")
        else:
            on = date.fromisoformat(row["on"])
            state = "planned" if on > today else "reached"
            yield Dated(str(phase.label), state, on, f"{row['who']}, {row['structure']}")


def merges_of(site: Any) -> list[dict[str, Any]]:
    """Those in force into a site `with_merges`, the latest first: its aliases, who made them."""
    return [row | {"at": datetime.fromisoformat(row["at"])} for row in site.merged]


def documents_of(scope: Scope, site: Site) -> list[Document]:
    """The newest that the reader reads, with their files; one query."""
    rows = Document.objects.readable_by(scope).filter(site=site, removed_at=None)
    return list(rows.with_files(scope).order_by("-recorded_at", "-pk")[:SHOWN])


def known_of(site: Site, may_survey: bool, may_edit: bool) -> Known:
    """How much is known, and each thing that is not with where it is filled in, if one may."""
    found: Completeness = completeness_of(site)
    may = {SURVEY: may_survey, EDIT: may_edit}
    links = tuple(
        (item.label, item.address(site) if may[item.route] else "") for item in found.missing
    )
    return Known(found.percent, links)
