"""What hangs on entries and is read in other apps: their events, their files."""

from collections.abc import Collection

from django.db.models import BooleanField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from actors.scope import Scope
from journal.audiences import readable_by
from journal.enums import EntryEvent
from journal.models import Entry
from journal.querysets import EntryQuerySet
from sites import events, files
from sites.enums import Refusal
from sites.models import File

# Kinds of rows on which a file may hang (`sites.models.File.hangs_on`)
ENTRY = "journal.entry"


# What an author alone is told of, also once his entry is gone.
_FOR_ITS_AUTHOR = Q(kind__in=[EntryEvent.REMOVED, EntryEvent.FILE_REFUSED])


def entry_events(scope: Scope) -> Q:
    """Those of the entries that one reads; the author's own ones, even of what was removed; that a
    point d’attention was removed while it waited for one's structure, if one read it."""
    read = _its_entry(Entry.objects.visible_to(scope))
    written = _its_entry(Entry.objects.filter(author=scope.membership_id))
    asked = Entry.objects.filter(attention__addressees=scope.organisation_id)
    lost = _its_entry(asked.filter(readable_by(scope)))
    return (
        (Q(read) & ~_FOR_ITS_AUTHOR)
        | (Q(written) & _FOR_ITS_AUTHOR)
        | (Q(kind=EntryEvent.REMOVED, facts__closed_point=True) & Q(lost))
    )


def _its_entry(entries: EntryQuerySet) -> Coalesce:
    """Whether the event's entry is among them, asked of each event that is looked at.

    For `IN`, and for EXISTS as its hashed twin, PostgreSQL may first read all the entries that the
    reader reads, even for a page of thirty events; a value is looked up when it is needed.
    """
    found = entries.filter(pk=OuterRef("object_id")).order_by().values(there=Value(True))
    return Coalesce(Subquery(found[:1]), Value(False), output_field=BooleanField())


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
