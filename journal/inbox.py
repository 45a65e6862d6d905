"""A reader's notifications, as his rights of this moment let him see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from actors.scope import Scope
from journal import keys
from journal.enums import Reason
from journal.keys import Key
from journal.models import Notification
from journal.querysets import NotificationQuerySet

PER_PAGE = 30
MOST_COUNTED = 99  # beyond, a number says nothing more
WRONG_INSTANT = "Ce moment ne s’écrit pas ainsi : revenez à vos notifications."


BEGINNING = Key(datetime(2000, 1, 1, tzinfo=UTC), 0)


@dataclass(frozen=True, slots=True)
class Unread:
    """How many are unread, and of these how many came since a key; `MOST_COUNTED` + 1 at most."""

    count: int
    new: int
    newest: Key | None

    @property
    def is_over(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED}+" if self.is_over else str(self.count)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`older` is the key to go on with, empty at the end."""

    rows: list[Notification]
    older: str


def inbox(scope: Scope) -> NotificationQuerySet:
    """What the reader sees, in no order."""
    return Notification.objects.visible_to(scope).in_inbox().due(timezone.now())


def page(
    scope: Scope, *, unread: bool = False, reason: Reason | None = None, before: Key | None = None
) -> InboxPage:
    """The newest first, by key: what arrives meanwhile neither repeats a row nor hides one. One
    query."""
    rows = inbox(scope)
    if unread:
        rows = rows.unread()
    if reason:
        rows = rows.filter(reason=reason)
    if before:
        rows = rows.filter(before.beyond("not_before"))
    found = list(rows.with_what_happened().newest_first()[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return InboxPage(shown, str(key_of(shown[-1])) if len(found) > PER_PAGE else "")


def unread(scope: Scope, since: Key | None = None) -> Unread:
    """One query, which stops at `MOST_COUNTED` + 1 rows."""
    rows = inbox(scope).unread().newest_first()
    found = [Key(*row) for row in rows.values_list("not_before", "pk")[: MOST_COUNTED + 1]]
    new = [key for key in found if since and key > since]
    return Unread(len(found), len(new), found[0] if found else None)


def find(scope: Scope, notification_id: int) -> Notification:
    """One of the reader's, with what it tells of; Http404 for any other."""
    row = inbox(scope).with_what_happened().filter(pk=notification_id).first()
    if row is None:
        raise Http404("No such notification for this reader")
    return row


def mark_read(scope: Scope, entry_ids: Collection[int]) -> int:
    """The person has these entries before his eyes: whatever tells him of them is read, on every
    channel and for each of his memberships. One query, none without entries; how many were unread.
    """
    if not entry_ids or scope.user_id is None:
        return 0
    mine = Notification.objects.unread().filter(recipient__user=scope.user_id)
    return mine.filter(entry__in=list(entry_ids)).read(timezone.now())


def mark(scope: Scope, notification_id: int, *, is_read: bool) -> Notification:
    """One notification, read or unread again; Http404 as `find`."""
    row = find(scope, notification_id)
    one = Notification.objects.filter(pk=row.pk)
    row.read_at = timezone.now() if is_read else None
    if is_read:
        one.read(timezone.now())
    else:
        one.unmark()
    return row


def mark_all_read(scope: Scope, until: datetime) -> datetime | None:
    """Whatever the reader had before him at `until`; the instant that undoes it, None if nothing
    was unread."""
    now = timezone.now()
    seen = inbox(scope).unread().due(min(until, now))
    return now if seen.read(now) else None


def undo_mark_all_read(scope: Scope, instant: datetime) -> int:
    """What `mark_all_read` marked at that instant is unread again; how many."""
    mine = Notification.objects.filter(recipient=scope.membership_id, read_at=instant)
    return mine.unmark()


def since(rows: Collection[Notification], waiting: Unread) -> Key:
    """From where a notification is new to who has these before him: the newest that he knows of."""
    known = [*(key_of(row) for row in rows), *([waiting.newest] if waiting.newest else [])]
    return max(known, default=BEGINNING)


def key_of(row: Notification) -> Key:
    return Key(row.not_before, row.pk)


def read_instant(text: str | None, name: str) -> datetime:
    """An instant as `journal.keys` writes it; ValidationError on `name`."""
    instant = keys.read_instant(text or "")
    if instant is None:
        raise ValidationError({name: WRONG_INSTANT})
    return instant
