"""The summary of a day or a week: one mail a person, by territory and site, of what is left."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from journal.enums import Audience, Cadence, Channel, DeliveryState, Reason
from journal.models import Delivery, Entry, MailSettings, Notification, Preference
from journal.querysets import outbox as claims
from journal.services import post
from journal.services.delivering import deliver
from tests.factories import MembershipFactory, SiteFactory
from tests.journal.scopes import scope

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY_MORNING = datetime(2026, 11, 24, 6, 31, tzinfo=UTC)


@pytest.fixture
def other(cast, world):
    return SiteFactory(commune=world.macon, declared_by=cast.neighbour)


@pytest.fixture
def published(cast, site, other):
    """Two entries on the site of the Rhône, one on that of Saône-et-Loire; on Monday."""
    Delivery.objects.all().delete()
    with time_machine.travel(MONDAY, tick=False):
        entries = [post(scope(cast.owner), site.reference, uuid4(), f"C{n}") for n in range(2)]
        entries.append(post(scope(cast.neighbour), other.reference, uuid4(), "Canari"))
    return entries


def morning():
    """What leaves on Tuesday at half past seven, by address."""
    with time_machine.travel(TUESDAY_MORNING, tick=False):
        deliver()
    return {message.to[0]: message for message in mail.outbox if "Résumé" in message.subject}


def test_nothing_before_its_time(published):
    with time_machine.travel(TUESDAY_MORNING - timedelta(minutes=2), tick=False):
        deliver()
    assert not [message for message in mail.outbox if "Résumé" in message.subject]


def test_one_mail_a_person_by_territory_and_site(cast, site, other, published):
    mails = morning()
    assert set(mails) == {member.user.email for member in (cast.colleague, cast.reader, cast.dihal)}
    whole = mails[cast.dihal.user.email]
    assert whole.subject == "Résumé du 24 novembre"
    rhone, saone = whole.body.index("Rhône"), whole.body.index("Saône-et-Loire")
    assert rhone < whole.body.index(site.reference) < saone < whole.body.index(other.reference)
    assert "Message publié (2)" in whole.body
    assert "Message publié (1)" not in whole.body
    html = whole.alternatives[0][0]
    for word in (site.reference, other.reference, "Message publié (2)", "Rhône"):
        assert word in html
    assert "References" not in whole.extra_headers
    assert other.reference not in mails[cast.reader.user.email].body
    assert "Canari" not in whole.body + html
    assert "⚠" not in whole.body + html


def test_its_deliveries_are_sent_under_one_id(cast, published):
    message = morning()[cast.dihal.user.email]
    rows = Delivery.objects.filter(recipient=cast.dihal)
    assert set(rows.values_list("state", "message_id")) == {
        (DeliveryState.SENT, message.extra_headers["Message-ID"])
    }
    assert rows.count() == 3


def test_what_was_read_or_may_no_longer_be_is_left_out(cast, site, other, published):
    first, second = published[:2]
    Notification.objects.filter(entry=first).update(read_at=timezone.now())
    Entry.objects.filter(pk=second.pk).update(audience=Audience.SANTE)
    mails = morning()
    assert set(mails) == {cast.dihal.user.email, cast.reader.user.email}
    assert site.reference not in mails[cast.dihal.user.email].body
    assert other.reference in mails[cast.dihal.user.email].body
    assert "Message publié\n" in mails[cast.reader.user.email].body
    rows = Delivery.objects.filter(recipient=cast.colleague)
    assert set(rows.values_list("state", flat=True)) == {DeliveryState.CANCELLED}


def test_nothing_to_say_says_nothing(published):
    Notification.objects.update(read_at=timezone.now())
    assert morning() == {}
    states = Delivery.objects.filter(cadence=Cadence.DAILY).values_list("state", flat=True)
    assert set(states) == {DeliveryState.CANCELLED}


def test_two_memberships_one_summary(cast, site, other, published, world):
    both = MembershipFactory(user=cast.reader.user, organisation=cast.neighbour.organisation)
    with time_machine.travel(MONDAY, tick=False):
        post(scope(cast.neighbour), other.reference, uuid4(), "Encore")
    body = morning()[cast.reader.user.email].body
    assert site.reference in body
    assert other.reference in body
    assert Delivery.objects.filter(recipient=both, state=DeliveryState.SENT).count() == 1


def test_a_week_apart_from_a_day(cast, site, published):
    user = cast.colleague.user
    for reason, cadence in ((Reason.FOLLOWED, Cadence.DAILY), (Reason.TERRITORY, Cadence.WEEKLY)):
        Preference.objects.create(user=user, reason=reason, channel=Channel.MAIL, cadence=cadence)
    MailSettings.objects.create(user=user, digest_at=time(7, 30), weekly_on=1)
    Delivery.objects.all().delete()
    Notification.objects.all().delete()
    with time_machine.travel(MONDAY, tick=False):
        post(scope(cast.owner), site.reference, uuid4(), "Encore")
    assert morning()[user.email].subject == "Résumé de la semaine au 24 novembre"


def test_what_an_earlier_try_held_stays_together(cast, site, published, monkeypatch):
    sent = EmailBackend.send_messages

    def away(self, messages):
        raise TimeoutError

    with time_machine.travel(MONDAY, tick=False):
        deliver()  # what leaves at once
    mail.outbox.clear()
    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert morning() == {}
    rows = Delivery.objects.filter(recipient=cast.dihal)
    first = set(rows.values_list("message_id", flat=True))
    with time_machine.travel(MONDAY, tick=False):
        post(scope(cast.owner), site.reference, uuid4(), "Entre-temps")
    monkeypatch.setattr(EmailBackend, "send_messages", sent)
    with time_machine.travel(TUESDAY_MORNING + timedelta(minutes=5), tick=False):
        while deliver():
            pass
    mails = [message for message in mail.outbox if message.to == [cast.dihal.user.email]]
    ids = {message.extra_headers["Message-ID"] for message in mails}
    assert (len(mails), len(first - {""})) == (2, 1)
    assert first - {""} < ids


def test_two_workers_never_share_a_summary(cast, published):
    now = TUESDAY_MORNING
    taken = claims.claim_digests(1, now, "h"), claims.claim_digests(9, now, "h")
    people = [
        set(Delivery.objects.filter(pk__in=ids).values_list("recipient", flat=True))
        for ids in taken
    ]
    assert len(people[0]) == 1
    assert not people[0] & people[1]


def test_unsubscribing_from_a_summary_stops_its_reasons(cast, published, client_of):
    header = morning()[cast.dihal.user.email].extra_headers["List-Unsubscribe"]
    client_of(None).post(header.strip("<>").removeprefix(settings.PUBLIC_URL))
    row = Preference.objects.get()
    assert (row.user, row.reason) == (cast.dihal.user, Reason.TERRITORY)
