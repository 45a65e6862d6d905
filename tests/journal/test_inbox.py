"""What stands in an inbox, what is unread, and what reading does on the other channels."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from actors.services import scope_of
from journal import inbox, keys
from journal.enums import Audience, DeliveryState, EntryEvent, Reason
from journal.models import Delivery, Notification
from tests.factories import IntervenantFactory, MembershipFactory, SiteFactory
from tests.journal.telling import told

pytestmark = pytest.mark.usefixtures("nothing_else_is_told")


def scope(membership):
    return scope_of(membership.user, membership.pk)


def rows(membership, **asked):
    return inbox.page(scope(membership), **asked).rows


def unread(membership):
    return inbox.unread(scope(membership)).count


@pytest.fixture
def row(cast, site):
    return told(cast.reader, site, cast.owner, mail=True)


def test_the_newest_first_and_only_ones_own(cast, site, row):
    older = told(cast.reader, site, cast.owner, ago=30)
    told(cast.owner, site, cast.reader)
    assert rows(cast.reader) == [row, older]
    assert unread(cast.reader) == 2


def test_nothing_before_its_time_nor_what_the_person_does_not_want_here(cast, site):
    told(cast.reader, site, cast.owner, ago=-1)
    told(cast.reader, site, cast.owner, in_inbox=False)
    assert rows(cast.reader) == []
    assert unread(cast.reader) == 0


def test_a_right_that_is_gone_takes_the_row_away(cast, site, world):
    """The site is out of the territory of the one who was an intervenant there."""
    elsewhere = SiteFactory(commune=world.tournus, declared_by=cast.neighbour)
    row = told(cast.mediator, elsewhere, cast.neighbour)
    presence = IntervenantFactory(
        site=elsewhere,
        organisation=cast.mediator.organisation,
        author=cast.neighbour,
        themes=["sante"],
        confirmed_themes=["sante"],
        state="confirme",
    )
    assert rows(cast.mediator) == [row]
    presence.state = "termine"
    presence.save()
    assert rows(cast.mediator) == []
    assert unread(cast.mediator) == 0
    with pytest.raises(Http404):
        inbox.find(scope(cast.mediator), row.pk)
    with pytest.raises(Http404):
        inbox.mark(scope(cast.mediator), row.pk, is_read=True)


def test_an_audience_narrowed_since_takes_the_row_away(cast, site):
    row = told(cast.mediator, site, cast.reader)
    row.entry.audience = Audience.SANTE
    row.entry.save()
    assert rows(cast.mediator) == []
    assert unread(cast.mediator) == 0


def test_its_author_is_told_of_what_was_removed_and_nobody_else(cast, site):
    gone = {"kind": EntryEvent.REMOVED, "removed_at": timezone.now()}
    mine = told(cast.mediator, site, cast.mediator, **gone)
    told(cast.reader, site, cast.mediator, **gone)
    assert rows(cast.mediator) == [mine]
    assert rows(cast.reader) == []


def test_pages_by_key_repeat_nothing_and_hide_nothing(cast, site, monkeypatch):
    monkeypatch.setattr(inbox, "PER_PAGE", 2)
    made = [told(cast.reader, site, cast.owner, ago=ago) for ago in range(5)]
    Notification.objects.filter(pk=made[1].pk).update(not_before=made[2].not_before)  # the same
    found, key = [], None
    while True:
        page = inbox.page(scope(cast.reader), before=key)
        found += page.rows
        told(cast.reader, site, cast.owner)  # comes meanwhile
        if not page.older:
            break
        key = keys.read_key(page.older, "avant")
    assert sorted(row.pk for row in found) == sorted(row.pk for row in made)
    assert found == [made[0], made[2], made[1], made[3], made[4]]


@pytest.mark.parametrize(
    "text", ["x", "2026-11-23~1", "2026-13-01T00:00:00.000000Z~1", "2026-11-23T00:00:00.000000Z~"]
)
def test_a_key_that_is_none_is_refused_at_its_name(text):
    with pytest.raises(ValidationError) as refused:
        keys.read_key(text, "avant")
    assert set(refused.value.error_dict) == {"avant"}


def test_filters(cast, site, row):
    read = told(cast.reader, site, cast.owner, read_at=timezone.now(), reason=Reason.MENTION)
    assert rows(cast.reader, unread=True) == [row]
    assert rows(cast.reader, reason=Reason.MENTION) == [read]


def test_reading_an_entry_reads_all_that_tells_of_it_on_every_channel(cast, site, row):
    twice = told(cast.reader, site, cast.owner, kind=EntryEvent.ANSWERED, entry=row.entry)
    hidden = told(cast.reader, site, cast.owner, entry=row.entry, in_inbox=False, mail=True)
    other = told(cast.reader, site, cast.owner, mail=True)
    colleague = told(cast.owner, site, cast.reader, entry=row.entry, mail=True)

    assert inbox.mark_read(scope(cast.reader), [row.entry_id]) == 3

    for mine in (row, twice, hidden):
        mine.refresh_from_db()
        assert mine.read_at
    states = dict(Delivery.objects.values_list("notification", "state"))
    assert states == {
        row.pk: DeliveryState.CANCELLED,
        hidden.pk: DeliveryState.CANCELLED,
        other.pk: DeliveryState.WAITING,
        colleague.pk: DeliveryState.WAITING,
    }
    assert unread(cast.owner) == 1


def test_reading_it_in_one_structure_reads_it_in_the_other(cast, site, row):
    hat = MembershipFactory(user=cast.reader.user, organisation=cast.mediator.organisation)
    elsewhere = told(hat, site, cast.owner, entry=row.entry)
    inbox.mark_read(scope(cast.reader), [row.entry_id])
    elsewhere.refresh_from_db()
    assert elsewhere.read_at


def test_a_mail_that_has_left_stays_sent(cast, row):
    Delivery.objects.update(state=DeliveryState.SENT)
    inbox.mark_read(scope(cast.reader), [row.entry_id])
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_reading_costs_one_query_and_none_without_entries(cast, row, count_queries):
    reader = scope(cast.reader)
    with count_queries(1):
        inbox.mark_read(reader, [row.entry_id])
    with count_queries(1):
        assert inbox.mark_read(reader, [row.entry_id]) == 0
    with count_queries(0):
        assert inbox.mark_read(reader, []) == 0


def test_unread_again_and_its_mail_waits_again(cast, row):
    inbox.mark(scope(cast.reader), row.pk, is_read=True)
    assert unread(cast.reader) == 0
    inbox.mark(scope(cast.reader), row.pk, is_read=False)
    assert unread(cast.reader) == 1
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_a_mail_that_was_tried_does_not_wait_again(cast, row):
    Delivery.objects.update(state=DeliveryState.CANCELLED, attempts=1)
    inbox.mark(scope(cast.reader), row.pk, is_read=False)
    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_all_read_leaves_what_came_since_and_is_undone_alone(cast, site, row):
    before = told(cast.reader, site, cast.owner, ago=60, read_at=timezone.now())
    until = timezone.now()
    since = told(cast.reader, site, cast.owner, ago=-0.0001)
    Notification.objects.filter(pk=since.pk).update(not_before=until + timedelta(milliseconds=1))

    instant = inbox.mark_all_read(scope(cast.reader), until)

    assert rows(cast.reader, unread=True) == [since]
    assert inbox.mark_all_read(scope(cast.reader), until) is None
    assert inbox.undo_mark_all_read(scope(cast.owner), instant) == 0
    assert inbox.undo_mark_all_read(scope(cast.reader), instant) == 1
    before.refresh_from_db()
    assert before.read_at
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_all_read_does_not_read_what_one_does_not_see(cast, site, row):
    hidden = told(cast.reader, site, cast.owner, audience=Audience.NOMMES)
    inbox.mark_all_read(scope(cast.reader), timezone.now())
    hidden.refresh_from_db()
    assert hidden.read_at is None


def test_the_count_stops_where_a_number_says_nothing_more(cast, site, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(4):
        told(cast.reader, site, cast.owner)
    counted = inbox.unread(scope(cast.reader))
    assert (counted.count, counted.shown, counted.is_over) == (3, "2+", True)


def test_new_is_what_came_after_what_one_has_before_him(cast, site, row):
    reader = scope(cast.reader)
    shown = inbox.page(reader)
    since = inbox.since(shown.rows, inbox.unread(reader))
    assert inbox.unread(reader, since).new == 0
    told(cast.reader, site, cast.owner)
    assert inbox.unread(reader, since).new == 1
    assert inbox.unread(reader, inbox.since([], inbox.Unread(0, 0, None))).new == 2
