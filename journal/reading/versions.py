"""What an entry said before it was corrected."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from actors.scope import Scope
from journal.enums import EntryKind, Tag
from journal.models import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """What it said from `since` on."""

    since: datetime
    body: str
    kind: EntryKind
    tags: tuple[Tag, ...]
    happened_on: date | None


def versions_of(scope: Scope, entry: Entry) -> list[Version]:
    """The newest first, which is the entry as it stands; for those who read it now. Two queries.

    Raises Http404.
    """
    if not Entry.objects.visible_to(scope).filter(pk=entry.pk).exists():
        raise Http404("No such entry for this reader")
    found: list[Version] = []
    for row in entry.history.order_by("pgh_id"):  # type: ignore[attr-defined]
        version = _version(row, since=row.edited_at or row.published_at)
        if not found or _said(found[-1]) != _said(version):
            found.append(version)
    return found[::-1]


def _version(row: Entry, since: datetime) -> Version:
    return Version(
        since=since,
        body=row.body,
        kind=EntryKind(row.kind),
        tags=tuple(map(Tag, row.tags)),
        happened_on=row.happened_on,
    )


def _said(version: Version) -> tuple[object, ...]:
    return version.body, version.kind, version.tags, version.happened_on
