"""The phases that prepare a resorption: dated, planned, taken back."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import EventKind, Phase, SiteStatus
from sites.errors import StaleVersion
from sites.models import Site, SitePhase
from sites.services.closed import require_open
from sites.services.dates import FIRST_DAY
from sites.services.versions import require_version

YEARS_AHEAD = 20
NO_TARGET = (
    "Les phases préparatoires se datent une fois fixé un objectif de résorption, ou la résorption "
    "engagée."
)


def prepares(site: Site) -> bool:
    """Whether phases make sense there: it has a target, or its resorption is under way."""
    return site.target_year is not None or site.status == SiteStatus.EN_COURS


Dates = Mapping[Phase, date | None]


def date_phases(
    scope: Scope,
    reference: str,
    dates: Dates,
    *,
    opened: Dates | None = None,
    version: int | None = None,
) -> list[SitePhase]:
    """Writes the days that differ, to come ones being plans and None taking one back; one event.

    `opened`: the days of those phases as the sender read them, `version`: the site's; what he did
    not give is not compared. Answers with the rows that changed. Raises Http404, PermissionDenied,
    StaleVersion, ValidationError by phase.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SET_TARGET, site)
        require_open(site)
        if not prepares(site):
            raise ValidationError(NO_TARGET)
        known = {row.phase: row for row in SitePhase.objects.filter(site=site)}
        now = {phase.value: known[phase].on if phase in known else None for phase in Phase}
        require_version(site, version, now)
        _require_unchanged(site, dates, opened or {}, now)
        _check(dates)
        changed = [
            _write(known.get(phase) or SitePhase(site=site, phase=phase), day, scope)
            for phase, day in dates.items()
            if day != now[phase]
        ]
        if changed:
            phases = [row.phase for row in changed]
            events.record(EventKind.SITE_PHASE, site, scope.membership_id, phases=phases)
            Site.objects.filter(pk=site.pk).update(version=F("version") + 1)
    return changed


def _require_unchanged(
    site: Site, dates: Dates, opened: Dates, now: Mapping[str, date | None]
) -> None:
    """Phases are dated one by one: only what another person made of the same one is a conflict."""
    for phase, read in opened.items():
        if now[phase] != read and now[phase] != dates[phase]:
            raise StaleVersion({"version": site.version, **now})


def _write(row: SitePhase, day: date | None, scope: Scope) -> SitePhase:
    row.on = day
    row.author_id = scope.membership_id  # type: ignore[assignment]
    row.save()
    return row


def _check(dates: Mapping[Phase, date | None]) -> None:
    this_year = timezone.localdate().year
    last = date(this_year + YEARS_AHEAD, 12, 31)
    wrong = {
        str(phase.value): "Cette date est trop ancienne (avant 1990)."
        if day < FIRST_DAY
        else f"Une date est attendue avant {last.year + 1}."
        for phase, day in dates.items()
        if day and not FIRST_DAY <= day <= last
    }
    if wrong:
        raise ValidationError(wrong)
