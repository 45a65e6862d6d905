"""What falls between two verbs: told late, told twice, told to those who are no longer there."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from journal.enums import AttentionState, Audience, Cadence, Channel, Reason
from journal.inbox import inbox, mark_read
from journal.models import Delivery, Entry, Notification, Preference
from journal.recipients import of_event
from journal.services import (
    Address,
    Details,
    edit,
    narrow,
    post,
    post_each,
    remove,
)
from journal.services.delivering import deliver
from journal.telling import tell
from sites.errors import StaleVersion
from sites.models import Event
from tests.factories import MembershipFactory, SiteFactory

ENDED = DateRange(date(2026, 1, 1), date(2026, 2, 1))


def of(*memberships):
    return Address(memberships=frozenset(one.pk for one in memberships))


@pytest.fixture
def write(cast, site, scope):
    def make(by=cast.owner, body="Passage ce matin.", **details):
        return post(scope(by), site.reference, uuid4(), body, Details(**details))

    return make


@pytest.fixture
def rows(scope):
    """`rows(membership)`: what his inbox says of messages."""

    def told(member):
        of_entries = inbox(scope(member)).exclude(entry=None)
        return [tell(row) for row in of_entries.with_what_happened().newest_first()]

    return told


def test_what_is_written_on_several_sites_may_be_taken_back_too(world, cast, site, scope, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    with transaction.atomic():
        post_each(scope(cast.owner), [site, other], uuid4(), "Passage ce matin.")
    assert Entry.objects.visible_to(scope(cast.owner)).count() == 2
    assert not Entry.objects.visible_to(scope(cast.colleague)).exists()
    assert not Delivery.objects.filter(not_before__lte=timezone.now()).exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        assert Entry.objects.visible_to(scope(cast.colleague)).count() == 2


def test_a_correction_tells_those_whom_it_calls_anew_and_nobody_else(cast, ville, write, scope):
    entry = write(mentions=of(cast.colleague))
    edit(scope(cast.owner), entry.pk, 1, entry.body, mentions=of(cast.colleague, ville))
    event = Event.objects.get(kind="journal.edited")
    assert {row: row.reason for row in of_event(event)} == {ville: Reason.MENTION}
    told = Notification.objects.filter(event=event)
    assert [row.recipient for row in told] == [ville]
    edit(scope(cast.owner), entry.pk, 2, "Passage hier.", mentions=of(cast.colleague, ville))
    assert not of_event(Event.objects.filter(kind="journal.edited").order_by("-pk").first())


def test_a_correction_that_calls_a_structure_tells_its_people_whom_it_had_not_called(
    cast, ville, write, scope, rows
):
    other = MembershipFactory(organisation=ville.organisation)
    entry = write(mentions=of(ville))
    whole = Address(of(ville).memberships, frozenset({ville.organisation_id}))
    edit(scope(cast.owner), entry.pk, 1, entry.body, mentions=whole)
    event = Event.objects.get(kind="journal.edited")
    assert set(of_event(event)) == {other}
    assert rows(other)[0].what == "Message corrigé"


@pytest.fixture
def point(raised, ville, cast):
    return raised(cast.owner, ville)


def test_who_was_asked_learns_that_the_point_is_gone(cast, ville, point, scope, rows):
    remove(scope(cast.mediator), point.entry_id, "Signalé deux fois.")
    point.refresh_from_db()
    assert point.state == AttentionState.SANS_SUITE
    step = point.steps.get()
    assert (step.actor, step.word) == (cast.mediator, "Message supprimé. Signalé deux fois.")
    row = rows(ville)[0]
    assert (row.what, row.excerpt) == ("Point d’attention retiré", "Motif : Signalé deux fois.")
    assert "La borne" not in str(rows(ville))
    told = Notification.objects.filter(event__kind="journal.removed")
    asked = {cast.owner.organisation_id, ville.organisation_id}
    assert {row.recipient.organisation_id for row in told} == asked
    mail.outbox.clear()
    deliver()
    assert [ville.user.email] in [message.to for message in mail.outbox]


def test_who_no_longer_reads_is_not_told_that_it_is_gone(cast, ville, point, scope, rows):
    remove(scope(cast.mediator), point.entry_id)
    assert rows(ville)
    ville.organisation.territories.clear()
    assert not rows(ville)


def test_a_moderator_says_so_to_the_author_and_to_those_who_were_asked(
    cast, ville, point, scope, rows
):
    remove(scope(cast.owner), point.entry_id, "Un nom y figure.")
    assert rows(cast.mediator)[0].what == "Votre message a été supprimé"
    assert rows(ville)[0].what == "Point d’attention retiré"


def test_of_what_is_closed_already_only_the_author_is_told(cast, ville, point, scope, rows):
    type(point).objects.filter(pk=point.pk).update(state=AttentionState.TRAITE)
    remove(scope(cast.owner), point.entry_id, "Un nom y figure.")
    assert not point.steps.exists()
    assert not rows(ville)
    assert not Notification.objects.filter(event__kind="journal.removed", recipient=ville).exists()


def test_nobody_is_told_of_a_point_that_nobody_knew_of(cast, ville, raised, scope, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    point = raised(ville)
    remove(scope(cast.mediator), point.entry_id)
    assert not Notification.objects.filter(event__kind="journal.removed").exists()


def test_the_page_of_a_removal_says_what_becomes_of_the_point(cast, point, site, client_of):
    path = f"/sites/{site.reference}/journal/{point.entry_id}/supprimer/"
    assert "classé sans suite" in client_of(cast.mediator).get(path).content.decode()
    type(point).objects.filter(pk=point.pk).update(state=AttentionState.TRAITE)
    assert "classé sans suite" not in client_of(cast.mediator).get(path).content.decode()


def test_who_corrects_what_was_narrowed_meanwhile_is_told(cast, write, scope):
    entry = write()
    answer = write(answers=entry.pk)
    narrowed = narrow(scope(cast.owner), entry.pk, Audience.INTERVENANTS)
    assert narrowed.version == 2
    for one in (entry, answer):
        with pytest.raises(StaleVersion):
            edit(scope(cast.owner), one.pk, 1, "Corrigé.")


GONE = {
    "account closed": lambda member: (
        type(member.user).objects.filter(pk=member.user_id).update(is_active=False)
    ),
    "membership ended": lambda member: (
        type(member).objects.filter(pk=member.pk).update(during=ENDED)
    ),
    "structure closed": lambda member: (
        type(member.organisation).objects.filter(pk=member.organisation_id).update(is_active=False)
    ),
}


@pytest.mark.parametrize("cadence", [Cadence.NOW, Cadence.DAILY, Cadence.WEEKLY])
@pytest.mark.parametrize("gone", GONE.values(), ids=GONE)
def test_who_is_gone_gets_nothing_any_more(cast, site, ville, write, scope, gone, cadence):
    Preference.objects.create(
        user=ville.user, reason=Reason.MENTION, channel=Channel.MAIL, cadence=cadence
    )
    write(mentions=of(ville))
    assert Delivery.objects.filter(recipient=ville, cadence=cadence).exists()
    gone(ville)
    write(body="Deuxième passage.")
    assert Notification.objects.filter(recipient=ville).count() == 1  # the one from before
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        deliver()
    assert [ville.user.email] not in [message.to for message in mail.outbox]
    assert not inbox(scope(ville)).exists()


@pytest.fixture
def twice(world, site):
    """One person of two structures, who has been told of nothing yet."""
    first = MembershipFactory(
        organisation__collectivite=True, organisation__territories=[world.venissieux]
    )
    second = MembershipFactory(
        user=first.user,
        organisation__collectivite=True,
        organisation__territories=[world.metropole],
    )
    return SimpleNamespace(first=first, second=second)


def test_a_person_of_two_structures_has_two_inboxes_and_one_mail(cast, twice, write, scope):
    both = (twice.first, twice.second)
    entry = write(mentions=of(*both))
    for member in both:
        assert [row.entry for row in inbox(scope(member))] == [entry]
    deliver()
    assert [message.to for message in mail.outbox].count([twice.first.user.email]) == 1


def test_what_is_read_for_one_structure_is_read_for_the_other_and_sends_no_mail(
    cast, twice, write, scope
):
    entry = write(mentions=of(twice.first, twice.second))
    assert mark_read(scope(twice.first), [entry.pk]) == 2
    assert not inbox(scope(twice.second)).unread().exists()
    deliver()
    assert [twice.first.user.email] not in [message.to for message in mail.outbox]


def test_who_leaves_one_structure_is_still_told_for_the_other(cast, twice, write, scope):
    write(mentions=of(twice.first, twice.second))
    mailed = Delivery.objects.get(recipient__user=twice.first.user).recipient
    type(mailed).objects.filter(pk=mailed.pk).update(during=ENDED)
    deliver()
    assert [message.to for message in mail.outbox].count([twice.first.user.email]) == 1
