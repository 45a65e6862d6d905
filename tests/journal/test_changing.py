"""What becomes of an entry: taken back, sent at once, corrected, removed, narrowed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from actors.scope import NOBODY
from journal.enums import (
    NARROWER,
    Audience,
    Cadence,
    Channel,
    DeliveryState,
    EntryKind,
    Reason,
    Severity,
    Tag,
    Topic,
)
from journal.errors import AlreadyPublished
from journal.models import AttentionPoint, Delivery, Entry, Notification
from journal.reading.versions import versions_of
from journal.services import Address, Details, edit, narrow, post, release, remove, undo
from sites.models import Event


def people(*memberships):
    return Address(frozenset(one.pk for one in memberships), frozenset())


def structures(*memberships):
    return Address(frozenset(), frozenset(one.organisation_id for one in memberships))


@pytest.fixture
def write(cast, site, scope):
    def make(by=cast.owner, body="Passage ce matin.", **details):
        return post(scope(by), site.reference, uuid4(), body, Details(**details))

    return make


@pytest.fixture
def waiting(write, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    return write()


def told(entry, person, not_before, cadence=Cadence.NOW):
    """The mail that waits for that person, whatever he asked for."""
    event = Event.objects.get(object_id=entry.pk, kind="journal.posted")
    notification, _ = Notification.objects.update_or_create(
        recipient=person,
        event=event,
        defaults={
            "entry": entry,
            "reason": Reason.INTERVENANT,
            "not_before": entry.published_at,
        },
    )
    return Delivery.objects.update_or_create(
        notification=notification,
        channel=Channel.MAIL,
        defaults={"recipient": person, "cadence": cadence, "not_before": not_before},
    )[0]


def test_what_waits_is_taken_back_and_nobody_is_told(cast, waiting, write, scope):
    mail = told(waiting, cast.colleague, waiting.published_at)
    write(answers=waiting.pk)
    undone = undo(scope(cast.owner), waiting.pk)
    assert undone.removed_at
    assert not Entry.objects.visible_to(scope(cast.owner)).exists()
    inbox = Notification.objects.visible_to(scope(cast.colleague))
    assert not inbox.filter(entry=waiting).exists()
    mail.refresh_from_db()
    assert mail.state == DeliveryState.CANCELLED
    assert not Event.objects.filter(kind="journal.removed").exists()


def test_only_its_author_takes_it_back_and_only_in_time(cast, waiting, scope):
    with pytest.raises(Http404):
        undo(scope(cast.colleague), waiting.pk)
    Entry.objects.update(published_at=timezone.now())
    for verb in (undo, release):
        with pytest.raises(AlreadyPublished):
            verb(scope(cast.owner), waiting.pk)
        with pytest.raises(PermissionDenied):
            verb(scope(cast.colleague), waiting.pk)
    assert Entry.objects.get().removed_at is None


def test_sent_without_waiting(cast, waiting, scope):
    at_once = told(waiting, cast.colleague, waiting.published_at)
    tomorrow = timezone.now() + timedelta(days=1)
    digest = told(waiting, cast.reader, tomorrow, Cadence.DAILY)
    release(scope(cast.owner), waiting.pk)
    now = timezone.now()
    for row in (waiting, at_once, digest, at_once.notification):
        row.refresh_from_db()
    assert waiting.published_at <= now
    assert max(at_once.not_before, at_once.notification.not_before) <= now
    assert digest.not_before == tomorrow
    assert Entry.objects.visible_to(scope(cast.colleague)).get() == waiting


def test_its_author_corrects_more_than_the_text(cast, write, scope):
    entry = write(mentions=people(cast.reader))
    edited = edit(
        scope(cast.owner),
        entry.pk,
        1,
        entry.body,
        kind=EntryKind.SANTE,
        tags=(Tag.MARAUDE,),
        happened_on=timezone.localdate(),
        mentions=people(cast.mediator),
    )
    assert (edited.kind, edited.tags, edited.version) == ("sante", ["maraude"], 2)
    assert edited.mentions.get().membership == cast.mediator
    assert Event.objects.first().kind == "journal.edited"


def test_a_correction_is_judged_as_a_post_is(cast, write, scope):
    entry = write(audience=Audience.SANTE)
    with pytest.raises(ValidationError) as error:
        edit(
            scope(cast.owner),
            entry.pk,
            1,
            "[x](javascript:x)",
            happened_on=timezone.localdate() + timedelta(days=1),
            mentions=people(cast.colleague),
        )
    assert set(error.value.message_dict) == {"body", "happened_on", "mentions"}
    assert Entry.objects.get().version == 1


def test_former_versions_are_for_those_who_read_now(cast, write, scope):
    entry = write()
    edit(scope(cast.owner), entry.pk, 1, "Passage hier.")
    edit(scope(cast.owner), entry.pk, 2, "Passage hier.", kind=EntryKind.PASSAGE)
    narrow(scope(cast.owner), entry.pk, Audience.SANTE)
    versions = versions_of(scope(cast.reader), entry)
    assert [(one.body, one.kind) for one in versions] == [
        ("Passage hier.", "passage"),
        ("Passage hier.", "message"),
        ("Passage ce matin.", "message"),
    ]
    for who in (scope(cast.colleague), scope(cast.stranger), NOBODY):
        with pytest.raises(Http404):
            versions_of(who, entry)


def test_its_author_removes_it_without_a_reason(cast, write, scope):
    entry = write()
    answer = write(cast.mediator, answers=entry.pk)
    remove(scope(cast.owner), entry.pk)
    assert Entry.objects.visible_to(scope(cast.colleague)).get() == answer
    assert Event.objects.get(kind="journal.removed").facts == {"reason": "", "by_author": True}


def test_a_moderator_gives_a_reason_that_the_author_receives(cast, write, scope):
    entry = write(cast.mediator)
    mail = told(entry, cast.reader, entry.published_at)
    with pytest.raises(ValidationError) as error:
        remove(scope(cast.owner), entry.pk, "  ")
    assert "Dites pourquoi" in error.value.message_dict["reason"][0]
    removed = remove(scope(cast.owner), entry.pk, "Un nom y figure.")
    assert (removed.removed_by, removed.removal_reason) == (cast.owner, "Un nom y figure.")
    event = Event.objects.get(kind="journal.removed")
    assert event.facts == {"reason": "Un nom y figure.", "by_author": False}
    assert Event.objects.visible_to(scope(cast.mediator)).filter(pk=event.pk).exists()
    assert not Event.objects.visible_to(scope(cast.colleague)).filter(pk=event.pk).exists()
    mail.refresh_from_db()
    assert mail.state == DeliveryState.CANCELLED


def test_who_may_remove(cast, write, scope):
    entry = write(audience=Audience.SANTE)
    with pytest.raises(PermissionDenied):
        remove(scope(cast.reader), entry.pk, "Non.")
    for stranger in (cast.colleague, cast.neighbour):  # a moderator removes what he reads
        with pytest.raises(Http404):
            remove(scope(stranger), entry.pk, "Non.")
    assert Entry.objects.get().removed_at is None


def test_a_thread_is_narrowed_whole(cast, write, scope):
    first = write()
    answer = write(cast.mediator, answers=first.pk)
    narrow(scope(cast.owner), first.pk, Audience.POUVOIRS_PUBLICS)
    assert set(Entry.objects.values_list("audience", flat=True)) == {"pouvoirs-publics"}
    # his own answer stays his to read, and that alone
    assert Entry.objects.visible_to(scope(cast.mediator)).get() == answer
    event = Event.objects.first()
    assert (event.kind, event.facts) == (
        "journal.narrowed",
        {"before": "tous", "after": "pouvoirs-publics"},
    )
    assert [row.audience for row in answer.history.order_by("pgh_id")] == [
        "tous",
        "pouvoirs-publics",
    ]


@pytest.mark.parametrize("before", Audience)
def test_no_audience_lets_anybody_in(cast, write, scope, before):
    reader = {"named": people(cast.reader)} if before == Audience.NOMMES else {}
    entry = write(audience=before, **reader)
    for after in set(Audience) - NARROWER[before]:
        with pytest.raises(ValidationError) as error:
            narrow(scope(cast.owner), entry.pk, after, people(cast.reader))
        assert "ne peut que se restreindre" in error.value.message_dict["audience"][0]


def test_those_who_are_named_read_it_already(cast, write, scope):
    entry = write(audience=Audience.POUVOIRS_PUBLICS)
    for wrong in (people(cast.mediator), structures(cast.mediator), people(cast.stranger)):
        with pytest.raises(ValidationError) as error:
            narrow(scope(cast.owner), entry.pk, Audience.NOMMES, wrong)
        assert list(error.value.message_dict) == ["named"]
        assert cast.stranger.user.last_name not in str(error.value)
    narrow(scope(cast.owner), entry.pk, Audience.NOMMES, structures(cast.colleague, cast.reader))
    narrow(scope(cast.owner), entry.pk, Audience.NOMMES, people(cast.colleague))
    assert entry.named.get().membership == cast.colleague
    with pytest.raises(ValidationError):  # the structure would let the others of it in again
        narrow(scope(cast.owner), entry.pk, Audience.NOMMES, structures(cast.reader))
    assert not Entry.objects.visible_to(scope(cast.reader)).exists()


def test_a_structure_is_not_named_for_one_of_its_people(cast, write, scope):
    entry = write(cast.reader, audience=Audience.NOMMES, named=people(cast.colleague))
    with pytest.raises(ValidationError) as error:
        narrow(scope(cast.reader), entry.pk, Audience.NOMMES, structures(cast.colleague))
    assert "choisissez-les une à une" in error.value.message_dict["named"][0]
    assert not Entry.objects.visible_to(scope(cast.owner)).exists()


def test_only_who_began_the_thread_narrows_it(cast, write, scope):
    first = write()
    answer = write(cast.mediator, answers=first.pk)
    for who, pk in ((cast.colleague, first.pk), (cast.mediator, answer.pk)):
        with pytest.raises(PermissionDenied):
            narrow(scope(who), pk, Audience.SANTE)
    with pytest.raises(Http404):
        narrow(scope(cast.neighbour), first.pk, Audience.SANTE)


def test_whom_a_point_asks_goes_on_reading_it(cast, write, scope, site):
    first = write()
    answer = write(answers=first.pk)
    point = AttentionPoint.objects.create(
        entry=answer, site=site, author=cast.owner, topic=Topic.EAU, severity=Severity.URGENT
    )
    point.addressees.add(cast.colleague.organisation, cast.dihal.organisation)
    with pytest.raises(ValidationError) as error:
        narrow(scope(cast.owner), first.pk, Audience.SANTE)
    (said,) = error.value.message_dict["audience"]
    assert said.startswith("Dihal ne lirait plus")  # the author, of the préfecture, goes on
    narrow(scope(cast.owner), first.pk, Audience.POUVOIRS_PUBLICS)
