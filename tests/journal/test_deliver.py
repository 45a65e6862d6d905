"""What leaves, to whom it still may, what is tried again, and what is given up."""

import smtplib
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from geo_resorption.celery import app as celery
from journal.enums import Audience, Cadence, Channel, DeliveryState, EntryEvent, Reason
from journal.models import Delivery, Entry, MailSettings, Notification, Preference
from journal.querysets import outbox as claims
from journal.services import delivering, outbox, post
from journal.services.delivering import deliver, wait_after
from sites import events
from tests.factories import MembershipFactory, UserFactory
from tests.journal.scopes import scope


@pytest.fixture
def entry(cast, site):
    """As the owner, told at once by mail to the mediator alone."""
    Delivery.objects.all().delete()
    return post(scope(cast.owner), site.reference, uuid4(), "Canari du site.")


@pytest.fixture
def delivery(cast, entry):
    return Delivery.objects.get(recipient=cast.mediator)


@pytest.fixture
def server(monkeypatch):
    """`server.error = …`: what the mail server answers, to whom `server.only` names if any."""

    class Server:
        error, only, opened, cannot_open = None, None, 0, None

    def send(self, messages):
        if Server.error and (Server.only is None or messages[0].to == [Server.only]):
            raise Server.error
        return sent(self, messages)

    def opening(self):
        Server.opened += 1
        if Server.cannot_open:
            raise Server.cannot_open

    sent = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    monkeypatch.setattr(EmailBackend, "open", opening)
    return Server


def refused(member, code):
    return smtplib.SMTPRecipientsRefused({member.user.email: (code, b"no such user")})


def test_what_is_due_leaves_once(cast, delivery):
    assert deliver() == 1
    assert [message.to for message in mail.outbox] == [[cast.mediator.user.email]]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)
    assert delivery.sent_at
    assert mail.outbox[0].message()["Message-ID"] == delivery.message_id
    assert deliver() == 0
    assert len(mail.outbox) == 1


def test_what_is_not_due_waits(delivery):
    Delivery.objects.update(not_before=timezone.now() + timedelta(seconds=5))
    assert deliver() == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)


def test_a_right_withdrawn_since(cast, site, entry, delivery):
    site.intervenants.update(state="termine")
    cast.mediator.organisation.territories.clear()
    assert deliver() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CANCELLED


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": Audience.SANTE},
        {"removed_at": datetime.fromisoformat("2026-11-20T00:00:00Z")},
        {"published_at": datetime.fromisoformat("2999-11-20T00:00:00Z")},
    ],
)
def test_an_entry_that_may_no_longer_be_read(entry, delivery, changed):
    Entry.objects.update(**changed)
    assert deliver() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CANCELLED


def test_a_membership_that_ended(cast, delivery):
    cast.mediator.user.is_active = False
    cast.mediator.user.save()
    assert deliver() == 0


def test_what_was_read_in_the_service_is_not_mailed(cast, delivery):
    Notification.objects.filter(pk=delivery.notification_id).update(read_at=timezone.now())
    assert deliver() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CANCELLED


def test_read_as_a_member_of_another_structure_too(cast, site, delivery):
    other = MembershipFactory(user=cast.mediator.user, organisation=cast.reader.organisation)
    Notification.objects.create(
        recipient=other,
        event=delivery.notification.event,
        reason=Reason.TERRITORY,
        not_before=timezone.now(),
        read_at=timezone.now(),
    )
    assert deliver() == 0


def test_a_wish_that_changed_since(cast, delivery):
    Preference.objects.create(
        user=cast.mediator.user,
        reason=Reason.INTERVENANT,
        channel=Channel.MAIL,
        cadence=Cadence.OFF,
    )
    assert deliver() == 0


def test_an_address_that_does_not_exist_is_marked(cast, site, delivery, server):
    server.error = refused(cast.mediator, 550)
    assert deliver() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DEAD
    assert "no such user" in delivery.error
    settings = MailSettings.objects.get(user=cast.mediator.user)
    assert settings.bounced_address == cast.mediator.user.email
    assert settings.bounced_at
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    assert Delivery.objects.filter(recipient=cast.mediator).count() == 1


@pytest.mark.parametrize(
    "error", [451, smtplib.SMTPDataError(554, b"spam"), smtplib.SMTPSenderRefused(452, b"full", "")]
)
def test_a_temporary_refusal_is_tried_again_later(cast, delivery, server, error):
    server.error = refused(cast.mediator, error) if isinstance(error, int) else error
    deliver()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert delivery.error
    assert delivery.not_before > timezone.now() + timedelta(seconds=8)
    assert not MailSettings.objects.exists()
    kept = delivery.message_id
    server.error = None
    with time_machine.travel(timezone.now() + timedelta(seconds=12)):
        assert deliver() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == kept


def test_after_the_last_try_it_is_given_up_until_someone_sends_it_again(
    cast, delivery, server, client_of
):
    server.error = refused(cast.mediator, 451)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=delivering.TRIES - 1)
    deliver()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DEAD
    server.error = None
    assert outbox.sweep() == 0
    assert deliver() == 0
    admin = client_of(UserFactory(is_staff=True, is_superuser=True))
    data = {"action": "send_again", "_selected_action": [delivery.pk]}
    page = admin.post("/administration/journal/delivery/", data, follow=True).text
    assert "1 envoi de nouveau en attente." in page
    assert deliver() == 1


def test_the_administration_shows_no_content(cast, site, delivery, client_of):
    deliver()
    admin = client_of(UserFactory(is_staff=True, is_superuser=True))
    for path in ("", "?state__exact=envoye", f"{delivery.pk}/change/"):
        page = admin.get(f"/administration/journal/delivery/{path}").text
        assert cast.mediator.user.email in page
        assert site.reference not in page
        assert "Canari" not in page
    assert client_of(cast.owner).get("/administration/journal/delivery/").status_code == 302


def test_one_refusal_stops_nobody_else(cast, site, delivery, server):
    other = MembershipFactory(organisation=cast.mediator.organisation)
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    server.error, server.only = refused(cast.mediator, 451), cast.mediator.user.email
    assert deliver() == 1
    assert [message.to for message in mail.outbox] == [[other.user.email]]


def test_a_mail_that_cannot_be_written_stops_nobody_else(cast, site, delivery, monkeypatch, caplog):
    other = MembershipFactory(organisation=cast.mediator.organisation)
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    written = delivering._written

    def broken(group):
        if group[0].pk == delivery.pk:
            raise KeyError("word")
        return written(group)

    monkeypatch.setattr(delivering, "_written", broken)
    assert deliver() == 2
    assert {message.to[0] for message in mail.outbox} == {
        other.user.email,
        cast.mediator.user.email,
    }
    delivery.refresh_from_db()
    assert delivery.error == "KeyError: 'word'"
    assert "could not be written" in caplog.text


@pytest.mark.parametrize("error", [ConnectionRefusedError(), smtplib.SMTPConnectError(421, b"")])
def test_without_a_server_nothing_is_held_against_the_mails(cast, site, delivery, server, error):
    MembershipFactory(organisation=cast.mediator.organisation)
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    server.cannot_open = error
    for _ in range(3):
        assert deliver() == 0
    # once: the rest waits without asking
    assert server.opened == 1
    waiting = Delivery.objects.filter(cadence=Cadence.NOW)
    assert set(waiting.values_list("state", "attempts")) == {(DeliveryState.WAITING, 0)}
    server.cannot_open = None
    with time_machine.travel(timezone.now() + timedelta(seconds=16)):
        assert deliver() == 3


def test_a_server_that_hangs_counts_for_the_mail_it_held(cast, site, delivery, server):
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    server.error = TimeoutError("timed out")
    assert deliver() == 0
    rows = Delivery.objects.filter(cadence=Cadence.NOW).order_by("pk")
    assert [(row.state, row.attempts) for row in rows] == [
        (DeliveryState.WAITING, 1),
        (DeliveryState.WAITING, 0),
    ]


def test_each_wait_is_twice_the_last_up_to_an_hour():
    for tries, seconds in ((1, 10), (2, 20), (5, 160), (12, 3600)):
        assert 0.9 * seconds <= wait_after(tries).total_seconds() <= 1.1 * seconds


def test_the_sweep_gives_back_what_a_dead_worker_held(delivery, monkeypatch):
    asked = []
    monkeypatch.setattr(celery, "send_task", lambda name, args, **_: asked.append(name))
    now = timezone.now()
    assert delivery.pk in claims.claim_now(20, now, "localhost")
    first = Delivery.objects.get(pk=delivery.pk)
    assert first.state == DeliveryState.SENDING
    assert outbox.sweep() == 0
    with time_machine.travel(now + timedelta(seconds=61)):
        assert outbox.sweep() == 1
        assert deliver() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)
    assert mail.outbox[0].extra_headers["Message-ID"] == first.message_id


def test_the_sweep_wakes_a_worker_for_what_the_broker_forgot(
    delivery, jobs_done, monkeypatch, django_capture_on_commit_callbacks
):
    with jobs_done():
        outbox.sweep()
    assert len(mail.outbox) == 1
    asked = []
    monkeypatch.setattr(celery, "send_task", lambda name, args, **_: asked.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        outbox.sweep()
    assert asked == []  # nothing is due any more


def test_who_lost_his_claim_changes_nothing(delivery):
    claims.claim_now(20, timezone.now(), "localhost")
    mine = Delivery.objects.get(pk=delivery.pk)
    Delivery.objects.update(claimed_at=timezone.now() + timedelta(minutes=1))
    delivering._failed([mine], ValueError("late"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (DeliveryState.SENDING, "")


def test_a_batch_that_lasts_is_given_back(cast, site, delivery, settings):
    for _ in range(3):
        post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    settings.JOURNAL_LEASE_SECONDS = 0
    ids = claims.claim_now(20, timezone.now(), "localhost")
    groups = [[row] for row in delivering._rows(ids)]
    delivering._give_back(groups[1:])
    states = list(Delivery.objects.filter(pk__in=ids).values_list("state", "attempts"))
    assert states.count((DeliveryState.SENDING, 1)) == 1
    assert states.count((DeliveryState.WAITING, 0)) == 3


def test_the_author_learns_of_a_removal(cast, site, entry):
    """An entry that is gone is still told to the one who wrote it."""
    mine = post(scope(cast.mediator), site.reference, uuid4(), "Canari.")
    deliver()
    mail.outbox.clear()
    Entry.objects.filter(pk=mine.pk).update(removed_at=timezone.now())
    events.record(EntryEvent.REMOVED, site, cast.owner.pk, mine.pk)
    assert deliver() == 1
    assert mail.outbox[0].to == [cast.mediator.user.email]
    assert "Message supprimé" in mail.outbox[0].body
