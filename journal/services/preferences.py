"""How a person wants to be told, and when mails may come to him."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from django.core.exceptions import ValidationError
from django.db import transaction

from actors.scope import Scope
from journal.enums import Cadence, Channel, DeliveryState, Reason
from journal.models import Delivery, MailSettings, Preference
from journal.preferences import DEFAULTS

Choices = Mapping[tuple[Reason, Channel], Cadence]
# Seen in the service or not: a digest of an inbox means nothing.
INBOX_CADENCES = frozenset({Cadence.NOW, Cadence.OFF})


@dataclass(frozen=True, slots=True)
class Hours:
    """`weekly_on`: 0 is Monday. Silence from `quiet_from` until `quiet_until`, over midnight too;
    both or none."""

    digest_at: time
    weekly_on: int
    quiet_from: time | None = None
    quiet_until: time | None = None


def preferences_of(user_id: int) -> dict[tuple[Reason, Channel], Cadence]:
    """What holds for this person, the defaults where he chose nothing; one query."""
    rows = Preference.objects.filter(user=user_id)
    chosen = {(row.reason, row.channel): Cadence(row.cadence) for row in rows}
    return {
        (reason, channel): chosen.get((reason, channel), cadence)
        for reason, cadences in DEFAULTS.items()
        for channel, cadence in cadences.items()
    }


def choose(scope: Scope, choices: Choices) -> None:
    """Keeps what differs from what holds; mails that wait for a reason now refused do not leave.

    Raises ValidationError for a digest of the inbox.
    """
    if any(
        channel == Channel.INBOX and cadence not in INBOX_CADENCES
        for (_, channel), cadence in choices.items()
    ):
        raise ValidationError("Dans le service : aussitôt, ou jamais.")
    user_id = _user_of(scope)
    before = preferences_of(user_id)
    changed = {key: cadence for key, cadence in choices.items() if before[key] != cadence}
    rows = [
        Preference(user_id=user_id, reason=reason, channel=channel, cadence=cadence)
        for (reason, channel), cadence in changed.items()
    ]
    refused = [
        reason
        for (reason, channel), cadence in changed.items()
        if channel == Channel.MAIL and cadence == Cadence.OFF
    ]
    with transaction.atomic():
        Preference.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "reason", "channel"],
            update_fields=["cadence"],
        )
        if refused:
            Delivery.objects.filter(
                recipient__user=user_id,
                channel=Channel.MAIL,
                state=DeliveryState.WAITING,
                notification__reason__in=refused,
            ).update(state=DeliveryState.CANCELLED)


def settings_of(user_id: int) -> MailSettings:
    """The person's row, or one with the defaults that is not written yet."""
    return MailSettings.objects.filter(user=user_id).first() or MailSettings(user_id=user_id)


def set_hours(scope: Scope, hours: Hours) -> None:
    """Raises ValidationError on `quiet_until`, `quiet_from` or `weekly_on`."""
    _check(hours)
    MailSettings.objects.update_or_create(
        user_id=_user_of(scope),
        defaults={
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_at": hours.digest_at,
            "weekly_on": hours.weekly_on,
        },
    )


def try_address_again(scope: Scope) -> None:
    """Mails leave again to an address that had refused them."""
    MailSettings.objects.filter(user=_user_of(scope)).update(bounced_at=None, bounced_address="")


def _check(hours: Hours) -> None:
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        missing = "quiet_from" if hours.quiet_from is None else "quiet_until"
        raise ValidationError({missing: "Donnez les deux heures, ou aucune."})
    if hours.quiet_from is not None and hours.quiet_from == hours.quiet_until:
        raise ValidationError({"quiet_until": "Le silence doit finir à une autre heure."})
    if hours.weekly_on not in range(7):
        raise ValidationError({"weekly_on": "Choisissez un jour de la semaine."})


def _user_of(scope: Scope) -> int:
    assert scope.user_id is not None
    return scope.user_id
