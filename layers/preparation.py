"""What prepares a site's resorption and completes its record, for its page and its sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.completeness import EDIT, SURVEY, Completeness, completeness_of
from sites.enums import Phase
from sites.models import Document, Favourite, Heatwave, Site, SitePhase
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


def marks_of(scope: Scope, site: Site) -> Marks:
    """One query."""
    over = Heatwave.objects.in_force(timezone.localdate()).over_the_site()
    favourite = Favourite.objects.filter(user=scope.user_id, site=OuterRef("pk")).order_by()
    reached = SitePhase.objects.filter(site=site.pk).reached(timezone.localdate())
    row: Any = (
        Site.objects.filter(pk=site.pk)
        .annotate(
            kept=Exists(favourite),
            heat=over.order_by("-during").values("during")[:1],
            reached=reached.values("phase")[:1],
        )
        .order_by()
        .values_list("kept", "heat", "reached")[0]
    )
    kept, during, phase = row
    upper = during.upper if during else None
    aims = prepares(site)
    return Marks(
        is_favourite=kept,
        heatwave=during is not None,
        heatwave_until=upper - timedelta(days=1) if upper else None,
        phase=phase or "",
        prepares=aims,
        may_date=aims and site.is_active and abilities.may(scope, Ability.SET_TARGET, site),
    )


def phases_of(site: Site) -> list[Dated]:
    """The nine of them; none, and no query, for a site of which nothing is prepared."""
    if not prepares(site):
        return []
    rows = SitePhase.objects.dated().filter(site=site)
    known = {row.phase: row for row in rows.select_related("author__user", "author__organisation")}
    return list(_dated(known))


def _dated(known: dict[str, SitePhase]) -> Iterator[Dated]:
    today = timezone.localdate()
    for phase in Phase:
        row = known.get(phase)
        if row is None or row.on is None:
            yield Dated(str(phase.label), "waiting")
        else:
            state = "planned" if row.on > today else "reached"
            who = f"{row.author.user.get_full_name()}, {row.author.organisation.short_name}"
            yield Dated(str(phase.label), state, row.on, who)


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
