"""What waits to be told: taken back with an entry, sent on with it, found again, sent again."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from actors.jobs import enqueue
from journal.enums import Cadence, DeliveryState
from journal.models import Delivery, Entry, Notification


def cancel(entries: Iterable[int]) -> None:
    """Nothing of them (ids) leaves any more. Their notifications are hidden by their being
    unreadable."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    waiting.filter(notification__entry__in=entries).update(state=DeliveryState.CANCELLED)


def hasten(entry: Entry) -> None:
    """It is told now; what waits for a summary or the end of quiet hours goes on waiting."""
    now = timezone.now()
    held = _waiting(entry).filter(not_before=F("notification__not_before"))
    held.filter(cadence=Cadence.NOW).update(not_before=now)
    Notification.objects.filter(entry=entry, not_before__gt=now).update(not_before=now)
    enqueue("journal.deliver", is_swept=True)


def send_again(deliveries: QuerySet[Delivery]) -> int:
    """Those that were given up start anew, under the same Message-ID; how many."""
    count = deliveries.filter(state=DeliveryState.DEAD).update(
        state=DeliveryState.WAITING, attempts=0, not_before=timezone.now(), claimed_at=None
    )
    enqueue("journal.deliver", is_swept=True)
    return count


def sweep() -> int:
    """Gives back what a worker took and never sent, and wakes a worker if anything is due; how
    many were given back."""
    now = timezone.now()
    lost = Delivery.objects.filter(
        state=DeliveryState.SENDING,
        claimed_at__lt=now - timedelta(seconds=settings.JOURNAL_LEASE_SECONDS),
    ).update(state=DeliveryState.WAITING, claimed_at=None)
    if Delivery.objects.filter(state=DeliveryState.WAITING, not_before__lte=now).exists():
        enqueue("journal.deliver", is_swept=True)
    return lost


def _waiting(entry: Entry) -> QuerySet[Delivery]:
    return Delivery.objects.filter(notification__entry=entry, state=DeliveryState.WAITING)
