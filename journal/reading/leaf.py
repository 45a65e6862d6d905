"""A site's journal as its readers leaf through it: threads, the newest first, paged by key."""

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from actors.scope import Scope
from journal.inbox import mark_read
from journal.keys import Key
from journal.models import Entry
from journal.querysets import EntryQuerySet
from journal.reading.threads import Thread, threads_of
from sites.models import Site

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a journal, of the messages that are `readable`, answers with them. `older`: the
    key after which the next page begins, None on the last; `is_first`: nothing newer was left
    out."""

    threads: list[Thread]
    readable: EntryQuerySet
    older: Key | None
    is_first: bool

    @property
    def total(self) -> int:
        """One query, for who says it."""
        return self.readable.count()


def leaf(scope: Scope, site: Site, before: Key | None = None, through: int | None = None) -> Leaf:
    """The threads after `before`, or from the one that holds the entry `through` on when that one
    is not among the newest. The same number of queries whatever they hold.
    """
    readable = Entry.objects.visible_to(scope).filter(site=site)
    begun = _begun(readable, site)
    rows = list(_after(begun, before)[: PER_PAGE + 1])
    if through is not None and through not in {row.pk for row in rows[:PER_PAGE]}:
        key = _key_of_thread(readable, begun, through, rows)
        if key is not None:
            before = key
            rows = list(_after(begun, key)[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    return Leaf(
        threads=threads_of(scope, shown, readable),
        readable=readable,
        older=_key_of(shown[-1]) if len(rows) > PER_PAGE else None,
        is_first=before is None,
    )


def one_thread(scope: Scope, entry: Entry) -> Thread | None:
    """The thread of an entry that this reader may read, as it is now."""
    readable = Entry.objects.visible_to(scope).filter(site=entry.site_id)
    rows = _begun(readable, entry.site).filter(pk=entry.thread_id)
    threads = threads_of(scope, list(rows), readable)
    return threads[0] if threads else None


def read(scope: Scope, shown: Leaf) -> None:
    """What is shown is read, on every channel."""
    ids = [post.entry.pk for thread in shown.threads for post in thread.posts]
    if ids:
        mark_read(scope, ids)


def _begun(readable: QuerySet, site: Site) -> QuerySet:
    """The first entries of threads in which something may be read, each whether it `is_read`: one
    that was removed, or that who answered it no longer reads, stands for these answers and says
    nothing else."""
    is_read = ExpressionWrapper(Q(pk__in=readable.values("pk")), BooleanField())
    left = Exists(readable.filter(answers=OuterRef("pk")))
    firsts = Entry.objects.filter(site=site, answers=None).annotate(is_read=is_read)
    found = firsts.filter(Q(is_read=True) | Q(left)).with_authors().with_points()
    return found.order_by("-published_at", "-pk")


def _after(begun: QuerySet, key: Key | None) -> QuerySet:
    return begun.filter(key.beyond("published_at")) if key else begun


def _key_of(entry: Entry) -> Key:
    return Key(entry.published_at, entry.pk)


def _key_of_thread(
    readable: QuerySet, begun: QuerySet, entry_id: int, rows: list[Entry]
) -> Key | None:
    """Just before the thread of that entry; None when it is shown already, or not readable."""
    wanted = readable.filter(pk=entry_id).first()
    if wanted is None or wanted.thread_id in {row.pk for row in rows[:PER_PAGE]}:
        return None
    first = begun.filter(pk=wanted.thread_id).first()
    return None if first is None else Key(first.published_at, first.pk + 1)
