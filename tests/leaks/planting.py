"""A plan made into rows, and then into what changed since; each text holds a word of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from psycopg.types.range import DateRange

from journal.enums import AttentionAction, AttentionState, Audience, EntryEvent, Severity, Topic
from journal.models import AttentionPoint, AttentionStep, Entry, Follow, Mention, NamedReader
from journal.readable import ENTRY
from sites import events, storage
from sites.enums import FileKind, FileState, IntervenantState, Theme
from sites.models import File, Intervenant, Site
from tests.factories import MembershipFactory, OrganisationFactory, SiteFactory
from tests.leaks.plan import SITES, Person, Post, Presence, Structure, World

LONG_AGO, BEFORE = date(2026, 1, 1), date(2026, 2, 1)


@dataclass
class Message:
    """An entry and what the plan says of it: `post`, and `answers` when it is the answer to one."""

    entry: Entry
    post: Post
    author: int
    is_answer: bool
    file: File | None = None
    point: AttentionPoint | None = None

    @property
    def word(self) -> str:
        return word_of(self.entry)

    @property
    def is_out(self) -> bool:
        """Published, and not removed."""
        return self.is_answer or not (self.post.is_removed or self.post.is_waiting)


@dataclass
class Planted:
    sites: dict[str, Site]
    organisations: list
    people: list
    presences: list[Intervenant] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


def word_of(entry: Entry) -> str:
    return f"Canari{entry.uuid.hex[:10]}"


def plant(world: SimpleNamespace, plan: World) -> Planted:
    """The world as it is when it is written in."""
    nobody = MembershipFactory(organisation__dihal=True, organisation__territories=[world.nation])
    organisations = [OrganisationFactory() for _ in plan.structures]
    people = [
        MembershipFactory(organisation=organisations[person.structure], during=_since(LONG_AGO))
        for person, _ in plan.people
    ]
    sites = {name: SiteFactory(declared_by=nobody, commune=getattr(world, name)) for name in SITES}
    planted = Planted(sites, organisations, people)
    # Whoever may read is told
    Follow.objects.bulk_create(
        Follow(membership=person, site=site) for person in people for site in sites.values()
    )
    planted.presences = [
        Intervenant.objects.create(
            site=sites[presence.site],
            organisation=organisations[presence.structure],
            author=nobody,
            themes=[Theme.SANTE, Theme.EMPLOI],
            state=IntervenantState.DECLARE,
            during=_since(LONG_AGO),
        )
        for presence, _ in plan.presences
    ]
    _become(world, planted, [[before for before, _ in pairs] for pairs in _changing(plan)])
    for post in plan.posts:
        _write(planted, post)
    return planted


def change(world: SimpleNamespace, planted: Planted, plan: World) -> None:
    """The world as it is when it is read."""
    _become(world, planted, [[after for _, after in pairs] for pairs in _changing(plan)])


def _changing(plan: World):
    return plan.structures, plan.people, plan.presences


def _become(world: SimpleNamespace, planted: Planted, plan: list[list]) -> None:
    structures, people, presences = plan
    for row, structure in zip(planted.organisations, structures, strict=True):
        _structure(world, row, structure)
    for row, person in zip(planted.people, people, strict=True):
        _person(world, row, person)
    for row, presence in zip(planted.presences, presences, strict=True):
        _presence(row, presence)


def _structure(world: SimpleNamespace, row, structure: Structure) -> None:
    row.kind, row.is_active = structure.kind, structure.is_active
    row.save()
    row.territories.set([getattr(world, name) for name in structure.places])


def _person(world: SimpleNamespace, row, person: Person) -> None:
    row.during = DateRange(LONG_AGO, BEFORE) if person.has_left else _since(LONG_AGO)
    row.save()
    row.parts.set([getattr(world, name) for name in person.parts])


def _presence(row: Intervenant, presence: Presence) -> None:
    row.state, row.confirmed_themes = presence.state, list(presence.confirmed)
    row.during = DateRange(LONG_AGO, BEFORE) if presence.is_over else _since(LONG_AGO)
    row.save()


def _since(day: date) -> DateRange:
    return DateRange(day, None)


def _write(planted: Planted, post: Post) -> None:
    first = _entry(planted, post, post.author, None)
    thread = [first]
    if post.answered_by is not None and not post.is_waiting:
        thread.append(_entry(planted, post, post.answered_by, first.entry))
    planted.messages += thread
    mine = Entry.objects.filter(pk=first.entry.pk)
    if post.is_edited:  # what it said before is history, and as secret
        mine.update(body=f"{first.word} corrigé", edited_at=timezone.now())
    if post.is_narrowed:
        written = [message.entry.pk for message in thread]
        Entry.objects.filter(pk__in=written).update(audience=post.audience)
    if post.is_removed:
        mine.update(removed_at=timezone.now())
    for message in thread:
        message.entry.refresh_from_db()


def _entry(planted: Planted, post: Post, author: int, answers: Entry | None) -> Message:
    site, uuid = planted.sites[post.site], uuid4()
    out = timezone.now() + timedelta(hours=1 if post.is_waiting else -1)
    entry = Entry.objects.create(
        uuid=uuid,
        site=site,
        author=planted.people[author],
        answers=answers,
        audience=Audience.TOUS if post.is_narrowed else post.audience,
        body=f"Canari{uuid.hex[:10]}",
        published_at=out,
    )
    message = Message(entry, post, author, is_answer=answers is not None)
    if answers is None:
        _name(planted, entry, post)
        _call(planted, entry, post)
        message.file = _file(entry)
        message.point = _point(planted, entry) if post.is_point else None
    kind = EntryEvent.ANSWERED if answers else EntryEvent.POSTED
    events.record(kind, site, entry.author_id, entry.pk)
    return message


def _name(planted: Planted, entry: Entry, post: Post) -> None:
    for number in post.named_people:
        NamedReader.objects.create(entry=entry, membership=planted.people[number])
    for number in post.named_structures:
        NamedReader.objects.create(entry=entry, organisation=planted.organisations[number])


def _call(planted: Planted, entry: Entry, post: Post) -> None:
    for number in post.called:
        Mention.objects.create(entry=entry, membership=planted.people[number])


def _file(entry: Entry) -> File:
    """Bytes that hold the word; those of the thumbnail too."""
    return File.objects.create(
        author=entry.author,
        site=entry.site,
        hangs_on=ENTRY,
        object_id=entry.pk,
        name=f"Fichier{word_of(entry)}.pdf",
        kind=FileKind.DOCUMENT,
        media_type="application/pdf",
        size=1,
        digest="0",
        state=FileState.READY,
        stored=_bytes(entry),
        thumbnail=_bytes(entry),
    )


def _bytes(entry: Entry) -> str:
    return storage.write(SimpleUploadedFile("a.pdf", word_of(entry).encode()))


def _point(planted: Planted, entry: Entry) -> AttentionPoint:
    point = AttentionPoint.objects.create(
        entry=entry,
        site=entry.site,
        author=entry.author,
        topic=Topic.EAU,
        severity=Severity.URGENT,
    )
    point.addressees.set(planted.organisations[:1])
    AttentionStep.objects.create(
        point=point,
        action=AttentionAction.TAKE,
        before=AttentionState.SIGNALE,
        after=AttentionState.PRIS_EN_COMPTE,
        actor=entry.author,
        word=f"{word_of(entry)} pris",
    )
    return point
