"""The phases that prepare a resorption: dated, planned, taken back."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import EventKind, Phase, SiteStatus
from sites.models import Site, SitePhase
from sites.services.closed import require_open
from sites.services.dates import FIRST_DAY

YEARS_AHEAD = 20
NO_TARGET = (
    "Les phases préparatoires se datent une fois fixé un objectif de résorption, ou la résorption "
    "engagée."
)


def prepares(site: Site) -> bool:
    """Whether phases make sense there: it has a target, or its resorption is under way."""
    return site.target_year is not None or site.status == SiteStatus.EN_COURS


def date_phases(
    scope: Scope, reference: str, dates: Mapping[Phase, date | None]
) -> list[SitePhase]:
    """Writes the days that differ, to come ones being plans and None taking one back; one event.

    Answers with the rows that changed. Raises Http404, PermissionDenied, ValidationError by phase.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SET_TARGET, site)
        require_open(site)
        if not prepares(site):
            raise ValidationError(NO_TARGET)
        _check(dates)
        known = {row.phase: row for row in SitePhase.objects.filter(site=site)}
        changed = [
            _write(known.get(phase) or SitePhase(site=site, phase=phase), day, scope)
            for phase, day in dates.items()
            if day != (known[phase].on if phase in known else None)
        ]
        if changed:
            phases = [row.phase for row in changed]
            events.record(EventKind.SITE_PHASE, site, scope.membership_id, phases=phases)
    return changed


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
