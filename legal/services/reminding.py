"""Deadlines that come near are told 30, 7 and 1 days before, each once."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from legal.enums import LegalEvent
from legal.models import Reminder, Step
from sites import events

DAYS = (30, 7, 1)
AT_ONCE = 200


def remind() -> int:
    """Records what is due now; how many. Two workers at once share the steps."""
    today, told = timezone.localdate(), 0
    for days in sorted(DAYS):
        while more := _some(today, days):
            told += more
    return told


def forget_reads() -> int:
    """Reads of more than three years are gone, by the owner's own function: how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_forget_reads()")
        return cursor.fetchone()[0]


def _some(today: date, days: int) -> int:
    """The nearest word first, which is then the only one: « dans 1 jour » says « dans 7 jours »."""
    due = (today, today + timedelta(days=days))
    told = Reminder.objects.filter(
        step=OuterRef("pk"), deadline=OuterRef("deadline"), days__lte=days
    )
    with transaction.atomic():
        steps = (
            Step.objects.waiting()
            .filter(~Exists(told.order_by()), deadline__range=due)
            .select_related("procedure__site")
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("deadline", "pk")[:AT_ONCE]
        )
        return sum(_remind(step, days) for step in steps)


def _remind(step: Step, days: int) -> int:
    """The unique row decides who tells it."""
    made = Reminder(step=step, deadline=step.deadline, days=days)  # type: ignore[misc]
    if Reminder.objects.bulk_create([made], ignore_conflicts=True):
        site = step.procedure.site
        events.record(LegalEvent.DEADLINE, site, None, step.pk, days=days)
    return 1
