from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from actors.scope import Scope
from journal.enums import DeliveryState

# One statement: what is marked read here is no longer waited for by mail, whoever claims meanwhile.
_READ = f"""
WITH chosen(id) AS ({{chosen}}), read AS (
    UPDATE journal_notification n SET read_at = %s FROM chosen
    WHERE n.id = chosen.id AND n.read_at IS NULL RETURNING n.id
), cancelled AS (
    UPDATE journal_delivery d SET state = '{DeliveryState.CANCELLED}' FROM read
    WHERE d.notification_id = read.id AND d.state = '{DeliveryState.WAITING}'
)
SELECT count(*) FROM read
"""
# The reverse: only what was cancelled before anybody tried to send it.
_UNREAD = f"""
WITH chosen(id) AS ({{chosen}}), unread AS (
    UPDATE journal_notification n SET read_at = NULL FROM chosen WHERE n.id = chosen.id
    RETURNING n.id
), waiting AS (
    UPDATE journal_delivery d SET state = '{DeliveryState.WAITING}' FROM unread
    WHERE d.notification_id = unread.id AND d.state = '{DeliveryState.CANCELLED}'
      AND d.attempts = 0 AND d.claimed_at IS NULL
)
SELECT count(*) FROM unread
"""


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "NotificationQuerySet":
        """The inbox of a membership, as far as it may still know of what happened."""
        events: Any = apps.get_model("sites", "Event").objects
        # Looked up for each row of one's own: beside an OR, IN would first read all that one sees
        seen = events.visible_to(scope).filter(pk=OuterRef("event")).order_by()
        known = Coalesce(Subquery(seen.values(there=Value(True))[:1]), Value(False))
        mine = self.filter(recipient=scope.membership_id)
        return mine.filter(Q(known) | Q(event__in=events.addressed_to(scope)))

    def due(self, now: datetime) -> "NotificationQuerySet":
        """No longer waiting for what could still be taken back."""
        return self.filter(not_before__lte=now)

    def in_inbox(self) -> "NotificationQuerySet":
        """Those that the person wants to see in the service."""
        return self.filter(in_inbox=True)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def newest_first(self) -> "NotificationQuerySet":
        return self.order_by("-not_before", "-pk")

    def with_what_happened(self) -> "NotificationQuerySet":
        return self.select_related(
            "event__site__commune",
            "event__actor__user",
            "event__actor__organisation",
            "entry__attention",
        )

    def read(self, now: datetime) -> int:
        """Marks them read and cancels their waiting mails, in one statement; how many."""
        return self._write(_READ, now)

    def unmark(self) -> int:
        """Unread again, with the mails that reading them had cancelled; how many."""
        return self._write(_UNREAD)

    def _write(self, statement: str, *values: Any) -> int:
        try:
            chosen, params = self.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(statement.format(chosen=chosen), [*params, *values])
            return int(cursor.fetchone()[0])


class DeliveryQuerySet(models.QuerySet):
    pass
