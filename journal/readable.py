"""What hangs on entries and is read in other apps: their events, their files."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from actors.scope import Scope
from journal.enums import EntryEvent
from journal.models import Entry
from sites import events, files
from sites.enums import Refusal
from sites.models import File

# Kinds of rows on which a file may hang (`sites.models.File.hangs_on`)
ENTRY = "journal.entry"


# What an author alone is told of, also once his entry is gone.
_FOR_ITS_AUTHOR = Q(kind__in=[EntryEvent.REMOVED, EntryEvent.FILE_REFUSED])


def entry_events(scope: Scope) -> Q:
    """Those of the entries that one reads; the author's own ones, even of what was removed."""
    # Asked of each event: `IN (SELECT …)` beside an OR would read all that the reader may read.
    its = Entry.objects.filter(pk=OuterRef("object_id")).order_by()
    read = Q(Exists(its.visible_to(scope))) & ~_FOR_ITS_AUTHOR
    return read | (Q(Exists(its.filter(author=scope.membership_id))) & _FOR_ITS_AUTHOR)


def readable_entries(scope: Scope, ids: Collection[int]) -> set[int]:
    """Those that one reads; until it is published, its author's alone, with its files."""
    return set(Entry.objects.visible_to(scope).filter(pk__in=ids).values_list("pk", flat=True))


def file_refused(file: File, reason: Refusal) -> None:
    events.record(
        EntryEvent.FILE_REFUSED, file.site, None, file.object_id, file=file.name, reason=reason
    )


def declare() -> None:
    events.declare_readable("journal.", entry_events)
    events.declare_readable("attention.", entry_events)
    files.declare(ENTRY, readable_entries, file_refused)
