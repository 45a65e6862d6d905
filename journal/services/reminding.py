"""Reminders of points d’attention that nobody answers: each once, each an event of its own."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from journal.enums import WAITING_STATES, AttentionEvent, Reminder, Severity
from journal.models import AttentionPoint
from sites import events

AT_ONCE = 200


def remind() -> int:
    """Records what is due now; how many reminders. Two workers at once share the points."""
    told = 0
    while more := _some(timezone.now()):
        told += more
    return told


def due(point: AttentionPoint, now: datetime) -> list[Reminder]:
    """Those that the time has come for, and that were not made."""
    waited = now - point.state_since
    is_waiting = point.state in WAITING_STATES
    times = {
        Reminder.DAY: is_waiting
        and point.severity == Severity.URGENT
        and waited >= timedelta(days=1),
        Reminder.WEEK: is_waiting and waited >= timedelta(days=7),
        Reminder.DEADLINE: point.is_overdue,
    }
    return [one for one, has_come in times.items() if has_come and one not in point.reminders]


def _some(now: datetime) -> int:
    with transaction.atomic():
        points = (
            AttentionPoint.objects.to_remind(now, timezone.localdate(now))
            .select_related("site")
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("pk")[:AT_ONCE]
        )
        return sum(_remind(point, due(point, now)) for point in points)


def _remind(point: AttentionPoint, reminders: list[Reminder]) -> int:
    """After days without a worker, only the latest word on the silence is said."""
    point.reminders = [*point.reminders, *reminders]
    point.save(update_fields=["reminders"])
    said = [one for one in reminders if one != Reminder.DAY or Reminder.WEEK not in reminders]
    for one in said:
        events.record(AttentionEvent.REMINDED, point.site, None, point.entry_id, reminder=one.value)
    return len(said)
