"""Events as the rows of a page: who did what, where, with what may be read of it.

The events are already those that the reader may know of; their texts are asked for again with his
own eyes, so that no row says more than the journal itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from actors.scope import Scope
from journal.enums import AttentionAction, AttentionEvent, Audience, EntryEvent, EntryKind
from journal.markdown import plain
from journal.models import AttentionPoint, AttentionStep, Entry
from journal.models.entry import address_of
from journal.readable import ENTRY
from journal.sentences import SENTENCES, Group, facts_in_words, sentence
from sites.enums import EventKind, FileKind, FileState
from sites.models import Event, File, Intervenant

EXCERPT = 280  # characters
AT_ONCE = timedelta(seconds=5)  # a step and its event are written together
_WRITTEN = (EntryEvent.POSTED, EntryEvent.ANSWERED, AttentionEvent.RAISED)
_ACTIONS: Mapping[str, AttentionAction] = {
    AttentionEvent.TAKEN: AttentionAction.TAKE,
    AttentionEvent.TREATED: AttentionAction.TREAT,
    AttentionEvent.DROPPED: AttentionAction.DROP,
    AttentionEvent.REOPENED: AttentionAction.REOPEN,
}
_OF_ENTRIES = ("journal.", "attention.")
_NOT_HIS = (
    EventKind.INTERVENANT_CONFIRMED,
    EventKind.INTERVENANT_ENDED,
)  # the structure is not the actor's


@dataclass(slots=True)
class Happening:
    """One row. `details`: what the event adds, each in words; several when alike were joined."""

    event: Event
    details: list[str] = field(default_factory=list)
    times: int = 1
    entry: Entry | None = None
    point: AttentionPoint | None = None
    excerpt: str = ""
    answer: str = ""
    photos: int = 0
    documents: int = 0

    @property
    def who(self) -> str:
        return self.event.actor.user.get_full_name() if self.event.actor else ""

    @property
    def structure(self) -> str:
        return self.event.actor.organisation.short_name if self.event.actor else ""

    @property
    def words(self) -> str:
        return sentence(self.event)

    @property
    def group(self) -> str:
        return SENTENCES[self.event.kind].group

    @property
    def day(self) -> date:
        return timezone.localtime(self.event.at).date()

    @property
    def narrow(self) -> str:
        """The audience, where it is not everybody."""
        if self.entry is None or self.entry.audience == Audience.TOUS:
            return ""
        return Audience(self.entry.audience).label

    @property
    def kind(self) -> str:
        """Of a message, where it says more than that it is one."""
        if self.entry is None or self.group != Group.MESSAGES:
            return ""
        return "" if self.entry.kind == EntryKind.MESSAGE else EntryKind(self.entry.kind).label

    @property
    def has_more(self) -> bool:
        """Something stands under the text."""
        return bool(self.point or self.kind or self.narrow or self.photos or self.documents)

    @property
    def url(self) -> str:
        """Where it is read whole: in its thread, or on the site's page."""
        site: Any = self.event.site  # those that a reader may know of are all on one
        if self.entry is None:
            return str(site.get_absolute_url())
        return address_of(site.reference, self.entry.pk)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    rows: list[Happening]


def with_all(events: QuerySet[Event]) -> QuerySet[Event]:
    """With what a row names."""
    return events.select_related("actor__user", "actor__organisation", "site__commune")


def rows_of(scope: Scope, events: Sequence[Event]) -> list[Happening]:
    """The rows of a page, those that tell the same joined: five queries at most."""
    about = _About(scope, events)
    return list(_joined(about.row(event) for event in _told_once(events)))


def by_day(rows: Iterable[Happening]) -> list[Day]:
    return [Day(on, list(those)) for on, those in groupby(rows, key=lambda row: row.day)]


class _About:
    """What the events of a page are about, looked up once for all of them."""

    def __init__(self, scope: Scope, events: Sequence[Event]) -> None:
        of_entries = {event.object_id for event in events if event.kind.startswith(_OF_ENTRIES)}
        read = Entry.objects.visible_to(scope).filter(pk__in=of_entries)
        self.entries = read.defer("search_text").in_bulk()
        points = AttentionPoint.objects.filter(entry__in=self.entries)
        self.points = {point.entry_id: point for point in points}
        steps = AttentionStep.objects.filter(point__entry__in=self.entries).order_by("at", "pk")
        self.steps = list(steps.select_related("point"))
        self.files = _files(self.entries)
        declared = {_object(event) for event in events if event.kind in _NOT_HIS}
        rows = Intervenant.objects.filter(pk__in=declared).select_related("organisation")
        self.intervenants = rows.in_bulk()

    def row(self, event: Event) -> Happening:
        row = Happening(event, [words] if (words := facts_in_words(event)) else [])
        if event.kind in _NOT_HIS and (there := self.intervenants.get(_object(event))):
            row.details.append(there.organisation.short_name)
        if not event.kind.startswith(_OF_ENTRIES):
            return row
        about = _object(event)
        row.entry, row.point = self.entries.get(about), self.points.get(about)
        if row.point:
            row.details.append(row.point.get_topic_display())
        row.answer = self._answer(event, about) if row.entry else ""
        if row.entry and event.kind in _WRITTEN:
            row.excerpt = plain(row.entry.body, EXCERPT)
            row.photos = self.files.get((about, True), 0)
            row.documents = self.files.get((about, False), 0)
        return row

    def _answer(self, event: Event, entry_id: int) -> str:
        """The word of the step that the event is of: the last such one before it."""
        action = _ACTIONS.get(event.kind)
        words = [
            step.word
            for step in self.steps
            if (step.point.entry_id, step.actor_id, step.action)
            == (entry_id, event.actor_id, action)
            and step.at <= event.at + AT_ONCE
        ]
        return words[-1] if words else ""


def _object(event: Event) -> int:
    return event.object_id or 0


def _files(entries: Iterable[int]) -> dict[tuple[int, bool], int]:
    """{(entry, whether photos): how many}, of those that may be shown."""
    ready = File.objects.filter(hangs_on=ENTRY, object_id__in=list(entries), state=FileState.READY)
    found: dict[tuple[int, bool], int] = {}
    for pk, kind, number in ready.order_by().values_list("object_id", "kind").annotate(Count("pk")):
        key = (pk, kind == FileKind.IMAGE)
        found[key] = found.get(key, 0) + number
    return found


def _told_once(events: Sequence[Event]) -> Iterator[Event]:
    """Without the message that a point d’attention came with: the point tells it."""
    raised = {event.object_id for event in events if event.kind == AttentionEvent.RAISED}
    for event in events:
        if event.kind != EntryEvent.POSTED or event.object_id not in raised:
            yield event


def _joined(rows: Iterable[Happening]) -> Iterator[Happening]:
    """One row for what a person did several times running on a site the same day."""
    last: Happening | None = None
    for row in rows:
        if last and _alike(last, row):
            last.times += 1
            last.details += [words for words in row.details if words not in last.details]
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _alike(one: Happening, other: Happening) -> bool:
    a, b = one.event, other.event
    same = (a.kind, a.site_id, a.actor_id) == (b.kind, b.site_id, b.actor_id)
    return same and one.entry is None and other.entry is None and one.day == other.day
