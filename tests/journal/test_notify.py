"""The rows written with an event: one statement, for each as he wishes to be told."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from actors.jobs import ONCE_MORE
from geo_resorption.celery import app as celery
from journal import reactions
from journal.enums import (
    AttentionEvent,
    Cadence,
    Channel,
    DeliveryState,
    EntryEvent,
    Reason,
    Severity,
    Topic,
)
from journal.models import (
    AttentionPoint,
    Delivery,
    Entry,
    Follow,
    MailSettings,
    Notification,
    Preference,
)
from journal.services import outbox, post
from sites import events
from tests.factories import MembershipFactory
from tests.journal.scopes import scope

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in Paris


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def publish(cast, site):
    """An entry as the owner; the deliveries by membership. The set-up's own rows are gone."""
    Delivery.objects.all().delete()
    Notification.objects.all().delete()

    def run():
        post(scope(cast.owner), site.reference, uuid4(), "Passage.")
        return {row.recipient: row for row in Delivery.objects.order_by("pk")}

    return run


def paris(day, hour, minute=0):
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def prefer(member, reason, channel, cadence):
    Preference.objects.create(user=member.user, reason=reason, channel=channel, cadence=cadence)


def test_at_once_for_intervenants_at_the_next_morning_for_a_territory(cast, publish):
    mails = publish()
    assert {member: (row.cadence, row.not_before) for member, row in mails.items()} == {
        cast.mediator: (Cadence.NOW, MONDAY),
        cast.colleague: (Cadence.DAILY, paris(24, 7, 30)),
        cast.reader: (Cadence.DAILY, paris(24, 7, 30)),
        cast.dihal: (Cadence.DAILY, paris(24, 7, 30)),
    }
    row = Notification.objects.get(recipient=cast.mediator)
    assert (row.reason, row.entry, row.in_inbox, row.not_before, row.read_at) == (
        Reason.INTERVENANT,
        Entry.objects.get(),
        True,
        MONDAY,
        None,
    )
    assert Notification.objects.count() == 4


def test_nothing_leaves_before_it_can_no_longer_be_taken_back(cast, publish, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    mails = publish()
    later = MONDAY + timedelta(seconds=10)
    assert mails[cast.mediator].not_before == later
    assert set(Notification.objects.values_list("not_before", flat=True)) == {later}
    mediator = scope(cast.mediator)
    assert not Notification.objects.visible_to(mediator).exists()
    with time_machine.travel(later, tick=False):
        assert Notification.objects.visible_to(mediator).due(timezone.now()).exists()


def test_no_mail_for_who_wants_none(cast, publish):
    prefer(cast.mediator, Reason.INTERVENANT, Channel.MAIL, Cadence.OFF)
    prefer(cast.colleague, Reason.TERRITORY, Channel.MAIL, Cadence.NOW)
    prefer(cast.reader, Reason.ATTENTION, Channel.MAIL, Cadence.OFF)  # of something else
    mails = publish()
    assert cast.mediator not in mails
    assert mails[cast.colleague].cadence == Cadence.NOW
    assert mails[cast.reader].cadence == Cadence.DAILY
    assert Notification.objects.filter(recipient=cast.mediator, in_inbox=True).exists()


def test_out_of_the_inbox_and_still_by_mail(cast, publish):
    prefer(cast.mediator, Reason.INTERVENANT, Channel.INBOX, Cadence.OFF)
    assert cast.mediator in publish()
    assert not Notification.objects.get(recipient=cast.mediator).in_inbox


@pytest.mark.parametrize(
    ("cadence", "at", "on", "expected"),
    [
        (Cadence.DAILY, time(12, 15), 0, paris(23, 12, 15)),
        (Cadence.DAILY, time(10, 0), 0, paris(24, 10, 0)),
        (Cadence.DAILY, time(0, 0), 0, paris(24, 1, 0) - timedelta(hours=1)),
        (Cadence.WEEKLY, time(7, 30), 0, paris(30, 7, 30)),
        (Cadence.WEEKLY, time(12, 0), 0, paris(23, 12, 0)),
        (Cadence.WEEKLY, time(7, 30), 4, paris(27, 7, 30)),
        (Cadence.WEEKLY, time(7, 30), 6, paris(29, 7, 30)),
    ],
)
def test_summaries_come_when_one_wants_them(cast, publish, cadence, at, on, expected):
    prefer(cast.mediator, Reason.INTERVENANT, Channel.MAIL, cadence)
    MailSettings.objects.create(user=cast.mediator.user, digest_at=at, weekly_on=on)
    assert publish()[cast.mediator].not_before == expected


def test_the_night_the_clock_changes(cast, publish):
    """24 October 2026, 20 h in Paris: in summer; at half past seven it is winter."""
    with time_machine.travel(datetime(2026, 10, 24, 18, 0, tzinfo=UTC), tick=False):
        mails = publish()
    assert mails[cast.colleague].not_before == datetime(2026, 10, 25, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        ((time(9), time(11)), paris(23, 11)),
        ((time(10), time(10, 1)), paris(23, 10, 1)),
        ((time(8), time(10)), MONDAY),  # over since this very minute
        ((time(20), time(7)), MONDAY),
        ((time(20), time(11)), paris(23, 11)),
        ((time(9, 30), time(7)), paris(24, 7)),
        ((time(9), time(9)), MONDAY),
        ((time(9), None), MONDAY),
    ],
)
def test_quiet_hours_are_waited_out(cast, publish, quiet, expected):
    MailSettings.objects.create(user=cast.mediator.user, quiet_from=quiet[0], quiet_until=quiet[1])
    assert publish()[cast.mediator].not_before == expected


def test_an_address_that_bounced_gets_nothing_until_it_changes(cast, publish):
    MailSettings.objects.create(
        user=cast.mediator.user,
        bounced_at=timezone.now(),
        bounced_address=cast.mediator.user.email,
    )
    assert cast.mediator not in publish()
    cast.mediator.user.email = "autre@exemple.fr"
    cast.mediator.user.save()
    assert cast.mediator in publish()


def test_two_memberships_two_notifications_one_mail(cast, site, publish):
    """The mail for the reason that counts."""
    other = MembershipFactory(user=cast.reader.user, organisation=cast.mediator.organisation)
    mails = publish()
    assert Notification.objects.filter(recipient__in=[other, cast.reader]).count() == 2
    assert (cast.reader in mails, mails[other].cadence) == (False, Cadence.NOW)


def test_as_many_queries_for_three_as_for_eight(cast, site, count_queries):
    for number in range(2):
        entry = Entry.objects.create(site=site, author=cast.owner, body="Passage.")
        happened = events.record(EntryEvent.EDITED, site, cast.owner.pk, entry.pk)
        happened.kind = EntryEvent.POSTED
        with count_queries(2):  # the entry, and one statement
            reactions.notify(happened)
        assert Notification.objects.filter(event=happened).count() == 4 + 5 * number
        for _ in range(5):
            MembershipFactory(organisation=cast.mediator.organisation)


def test_a_point_is_told_in_the_place_of_its_message(cast, site, publish):
    publish()
    entry = Entry.objects.get()
    point = AttentionPoint.objects.create(
        entry=entry, site=site, author=cast.owner, topic=Topic.EAU, severity=Severity.URGENT
    )
    point.addressees.set([cast.reader.organisation])
    events.record(AttentionEvent.RAISED, site, cast.owner.pk, entry.pk)
    kinds = Notification.objects.values_list("event__kind", flat=True)
    assert set(kinds) == {AttentionEvent.RAISED}
    assert Delivery.objects.get(recipient=cast.reader).cadence == Cadence.NOW


def test_what_is_taken_back_never_leaves(cast, publish, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    publish()
    outbox.cancel([Entry.objects.get().pk])
    states = Delivery.objects.values_list("state", flat=True)
    assert set(states) == {DeliveryState.CANCELLED}


def test_what_is_hastened_leaves_now_and_respects_the_rest(cast, publish, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    prefer(cast.colleague, Reason.TERRITORY, Channel.MAIL, Cadence.NOW)
    MailSettings.objects.create(user=cast.colleague.user, quiet_from=time(9), quiet_until=time(11))
    publish()
    outbox.hasten(Entry.objects.get())
    mails = {row.recipient: row.not_before for row in Delivery.objects.all()}
    assert mails[cast.mediator] == MONDAY
    assert mails[cast.colleague] == paris(23, 11)
    assert mails[cast.reader] == paris(24, 7, 30)
    assert set(Notification.objects.values_list("not_before", flat=True)) == {MONDAY}


def test_the_worker_is_asked_for_when_it_can_leave(
    cast, publish, settings, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(celery, "send_task", lambda name, args, **how: asked.append((name, how)))
    settings.JOURNAL_UNDO_SECONDS = 10
    with django_capture_on_commit_callbacks(execute=True):
        publish()
    assert asked == [("journal.deliver", {"countdown": 10, "retry_policy": ONCE_MORE})]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_refuses_nobody(cast, site, monkeypatch, caplog):
    def away(*_, **__):
        raise OSError("no broker")

    monkeypatch.setattr(celery, "send_task", away)
    with transaction.atomic():
        post(scope(cast.owner), site.reference, uuid4(), "Passage.")
    assert Entry.objects.count() == 1
    assert "no broker" in caplog.text


def test_nothing_is_written_if_the_event_is_not(cast, site, publish):
    def broken():
        with transaction.atomic():
            publish()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not Notification.objects.exists()


def test_follows_of_who_left_tell_nobody(cast, site, publish):
    Follow.objects.create(membership=cast.stranger, site=site)
    assert cast.stranger not in publish()
