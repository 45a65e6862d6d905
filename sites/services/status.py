"""From one status to the next, by the table `sites.enums.TRANSITIONS`."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import copies, events
from sites.access import lock_site
from sites.enums import CLOSED, TRANSITIONS, ClosingCause, EventKind, SiteStatus, StatusAction
from sites.models import Site, SitePeriod
from sites.services.closing import NOTHING_SAID, Closing, write_solutions
from sites.services.dates import not_in_future
from sites.services.versions import require_version

EVENTS: Mapping[StatusAction, EventKind] = {
    StatusAction.CONFIRM: EventKind.SITE_CONFIRMED,
    StatusAction.START_RESORPTION: EventKind.SITE_RESORPTION,
    StatusAction.CLOSE: EventKind.SITE_CLOSED,
    StatusAction.RESORB: EventKind.SITE_RESORBED,
    StatusAction.REOPEN: EventKind.SITE_REOPENED,
    StatusAction.CANCEL: EventKind.SITE_CANCELLED,
}
NEEDS_CONTEXT = "Précisez le contexte en quelques mots."


def possible_actions(scope: Scope, site: Site) -> list[StatusAction]:
    """What this reader may do next with the site's status."""
    if not abilities.may(scope, Ability.CONFIRM_SITE, site):
        return []
    return [action for action in StatusAction if TRANSITIONS[SiteStatus(site.status), action]]


def change_status(
    scope: Scope,
    reference: str,
    action: StatusAction,
    *,
    version: int | None = None,
    on: date | None = None,
    cause: str = "",
    context: str = "",
    closing: Closing = NOTHING_SAID,
) -> Site:
    """Ends the period in force on that day (today by default) and begins the next one.

    `closing`: what was offered, for a status that ends a site's life. Raises Http404,
    PermissionDenied, StaleVersion, ValidationError by field (`on`, `cause`, `context`, and those of
    `sites.services.closing`), or without a field when the status does not allow the action.
    """
    day = on or timezone.localdate()
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.CONFIRM_SITE, site)
        require_version(site, version, {"status": site.status})
        status = next_status(site, action)
        period = SitePeriod.objects.select_for_update().get(site=site, during__upper_inf=True)
        cause = cause if action == StatusAction.CLOSE else ""
        closing = closing if status in CLOSED else NOTHING_SAID
        _check(action, period, day, cause, context, closing)
        _turn(period, status, day, cause, context, closing, scope)
        Site.objects.filter(pk=site.pk).update(version=F("version") + 1)
        copies.refresh([site.pk])
        events.record(EVENTS[action], site, scope.membership_id, on=day.isoformat(), cause=cause)
    return Site.objects.one(pk=site.pk)


def next_status(site: Site, action: StatusAction) -> SiteStatus:
    """Where the action leads. Raises ValidationError when the status does not allow it."""
    current = SiteStatus(site.status)
    status = TRANSITIONS[current, action]
    if status is None:
        raise ValidationError(
            f"« {action.label} » n’est pas possible : le site est {current.label.lower()}."
        )
    return status


def _check(
    action: StatusAction,
    period: SitePeriod,
    day: date,
    cause: str,
    context: str,
    closing: Closing,
) -> None:
    not_in_future(on=day)
    wrong = closing.problems()
    if day < period.during.lower:
        wrong["on"] = (
            f"Cette date précède le début de la situation actuelle "
            f"({period.during.lower:%d/%m/%Y})."
        )
    if action == StatusAction.RESORB and closing.with_solutions is False:
        wrong["with_solutions"] = "Un site est résorbé avec des solutions. Sans elles, fermez-le."
    if action == StatusAction.CLOSE and cause not in ClosingCause.values:
        wrong["cause"] = "Choisissez la cause de la fermeture."
    if not context.strip() and (action == StatusAction.CANCEL or cause == ClosingCause.AUTRE):
        wrong["context"] = NEEDS_CONTEXT
    if wrong:
        raise ValidationError(wrong)


def _turn(
    period: SitePeriod,
    status: SiteStatus,
    day: date,
    cause: str,
    context: str,
    closing: Closing,
    scope: Scope,
) -> None:
    """A status that lasted less than a day leaves its place; history keeps what it was."""
    if period.during.lower < day:
        period.during = DateRange(period.during.lower, day)
        period.save(update_fields=["during"])
        period = SitePeriod(site_id=period.site_id)
    period.status, period.cause, period.context = status, cause, context
    period.during = DateRange(day, None)
    period.author_id = scope.membership_id  # type: ignore[assignment]
    period.with_solutions, period.destination = closing.with_solutions, closing.destination
    period.save()
    write_solutions(period, closing)
