from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When

from actors.scope import Scope
from journal.enums import OPEN_STATES, WAITING_STATES, Reminder, Severity

OVERDUE = 10  # above any severity
_SEVERITIES = {Severity.URGENT: 3, Severity.IMPORTANT: 2, Severity.INFORMATION: 1}


class AttentionQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "AttentionQuerySet":
        """Those whose entry this reader may read. Narrow before, not after: what is left are the
        only entries that are looked at, by their keys. Left to itself the planner reads all of
        the reader's journals for a handful of points.
        """
        entries: Any = apps.get_model("journal", "Entry").objects
        theirs = ArraySubquery(self.order_by().values("entry"))
        return self.filter(entry__in=entries.visible_to(scope).filter(pk__in_array=theirs))

    def open(self) -> "AttentionQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def waiting(self) -> "AttentionQuerySet":
        """Open, and nobody has taken them in charge."""
        return self.filter(state__in=WAITING_STATES)

    def addressed_to(self, organisation_id: int | None) -> "AttentionQuerySet":
        through = apps.get_model("journal", "AttentionPoint").addressees.through
        rows = through.objects.filter(organisation=organisation_id)
        return self.filter(pk__in=rows.values("attentionpoint"))

    def to_remind(self, now: datetime, today: date) -> "AttentionQuerySet":
        """Published, open, and past a time at which nobody was reminded of them yet."""
        waiting = Q(state__in=WAITING_STATES)
        return self.filter(
            (Q(severity=Severity.URGENT) & waiting & _since(now, 1) & _not(Reminder.DAY))
            | (waiting & _since(now, 7) & _not(Reminder.WEEK))
            | (Q(state__in=OPEN_STATES, deadline__lt=today) & _not(Reminder.DEADLINE)),
            entry__removed_at=None,
            entry__published_at__lte=now,
        )

    def with_rank(self, today: date) -> "AttentionQuerySet":
        """`rank`: the higher, the sooner something is to be done. Past its deadline, then by
        severity; 0 for all that is closed."""
        late = When(state__in=OPEN_STATES, deadline__lt=today, then=Value(OVERDUE))
        severity = [
            When(state__in=OPEN_STATES, severity=severity, then=Value(rank))
            for severity, rank in _SEVERITIES.items()
        ]
        whole = IntegerField()
        return self.annotate(
            rank=Case(late, default=Value(0), output_field=whole)
            + Case(*severity, default=Value(0), output_field=whole)
        )

    def with_story(self) -> "AttentionQuerySet":
        """All that it takes to show them: who raised, who is asked, who answered what."""
        return self.select_related(
            "site__commune", "entry", "author__user", "author__organisation"
        ).prefetch_related(*story())

    def by_urgency(self) -> "AttentionQuerySet":
        """Open ones: the highest rank, then the oldest; `rank` from `with_rank`."""
        return self.order_by(F("rank").desc(), "raised_at", "pk")


def story() -> tuple[str, Prefetch]:
    """Who is asked and who answered what, to be prefetched with points."""
    steps = apps.get_model("journal", "AttentionStep").objects
    people = steps.select_related("actor__user", "actor__organisation").order_by("at", "pk")
    return "addressees", Prefetch("steps", people)


def _since(now: datetime, days: int) -> Q:
    return Q(state_since__lte=now - timedelta(days=days))


def _not(reminder: Reminder) -> Q:
    return ~Q(reminders__contains=[reminder])
