"""No more mails of a kind, by the link that each mail carries."""

from collections.abc import Collection
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.http import Http404

from actors.models import User
from journal.enums import Cadence, Channel, DeliveryState, Reason
from journal.models import Delivery, Preference

SALT = "journal.unsubscribe"


class Wish(NamedTuple):
    user_id: int
    reasons: list[Reason]


def token_of(user_id: int, reasons: Collection[Reason]) -> str:
    """Good for ever: an old mail's link must still work. It opens nothing else."""
    return signing.dumps([user_id, [reason.value for reason in reasons]], salt=SALT)


def wish_of(token: str) -> Wish:
    """What a link stands for; Http404 when it is not ours, or the account is gone."""
    try:
        user_id, reasons = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404("Unreadable link") from None
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        raise Http404("No such person")
    return Wish(user_id, [Reason(reason) for reason in reasons])


def unsubscribe(wish: Wish) -> None:
    """These reasons send no mail any more, also what waits; again changes nothing."""
    rows = [
        Preference(  # type: ignore[misc]
            user_id=wish.user_id, reason=reason, channel=Channel.MAIL, cadence=Cadence.OFF
        )
        for reason in wish.reasons
    ]
    with transaction.atomic():
        Preference.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "reason", "channel"],
            update_fields=["cadence"],
        )
        Delivery.objects.filter(
            recipient__user=wish.user_id,
            notification__reason__in=wish.reasons,
            state=DeliveryState.WAITING,
        ).update(state=DeliveryState.CANCELLED)
