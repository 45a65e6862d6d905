"""What journals make of events: the handlers of `settings.EVENT_HANDLERS`."""

from django.utils import timezone

from actors.jobs import enqueue
from journal.enums import AttentionEvent, Channel, EntryEvent
from journal.models import Delivery, Notification
from journal.preferences import DEFAULTS
from journal.querysets import outbox
from journal.recipients import entry_of, weighed
from sites.models import Event

_TOLD_BY_THE_POINT = (EntryEvent.POSTED, EntryEvent.ANSWERED)


def notify(event: Event) -> None:
    """Writes the notifications and deliveries of an event, in its transaction."""
    entry, now = entry_of(event), timezone.now()
    not_before = max(now, entry.published_at) if entry else now
    if event.kind == AttentionEvent.RAISED:
        _take_the_place_of_the_message(event)
    defaults = [
        (reason, cadences[Channel.INBOX], cadences[Channel.MAIL])
        for reason, cadences in DEFAULTS.items()
    ]
    entry_id = entry.pk if entry else None
    outbox.write(weighed(event, entry), defaults, event.pk, entry_id, not_before)
    enqueue("journal.deliver", after=(not_before - now).total_seconds(), is_swept=True)


def _take_the_place_of_the_message(event: Event) -> None:
    """A point is raised in the transaction of its message, and told in its stead: one notification
    and one mail for both."""
    rows = Notification.objects.filter(entry=event.object_id, event__kind__in=_TOLD_BY_THE_POINT)
    Delivery.objects.filter(notification__in=rows.values("pk")).delete()
    rows.delete()
