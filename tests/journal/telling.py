"""Rows of an inbox, written without what writes them in the service."""

import uuid
from datetime import timedelta

from django.utils import timezone

from journal.enums import Cadence, Channel, EntryEvent, Reason
from journal.models import Delivery, Entry, Notification
from sites.models import Event


def told(member, site, author, *, kind=EntryEvent.POSTED, ago=0, mail=False, **values):
    """A notification of that event, `ago` minutes old, with a mail that waits if asked."""
    at = timezone.now() - timedelta(minutes=ago)
    body = values.pop("body", "Passage ce matin.")
    about = {name: values.pop(name) for name in ("audience", "removed_at") if name in values}
    entry = values.pop("entry", None) or Entry.objects.create(
        uuid=uuid.uuid4(), site=site, author=author, body=body, published_at=at, **about
    )
    event = Event.objects.create(
        kind=kind, site=site, actor=author, object_id=entry.pk, facts=values.pop("facts", {})
    )
    row = Notification.objects.create(
        **{
            "recipient": member,
            "event": event,
            "entry": entry,
            "reason": Reason.FOLLOWED,
            "not_before": at,
        }
        | values
    )
    if mail:
        Delivery.objects.create(
            notification=row,
            recipient=member,
            channel=Channel.MAIL,
            cadence=Cadence.DAILY,
            not_before=at + timedelta(hours=8),
        )
    return row
