"""The link under a mail: asked first, done by one click, signed in or not."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from journal.enums import Cadence, Channel, DeliveryState, Reason
from journal.models import Delivery, Preference
from journal.services import post
from journal.services.delivering import deliver
from journal.services.unsubscribing import token_of
from tests.journal.scopes import scope


@pytest.fixture
def address(cast):
    return reverse("unsubscribe", args=[token_of(cast.mediator.user_id, [Reason.INTERVENANT])])


def test_looking_changes_nothing(client_of, cast, address):
    answer = client_of(None).get(address)
    assert answer.status_code == 200
    assert "Sites où ma structure intervient" in answer.text
    assert "Ne plus les recevoir" in answer.text
    assert cast.mediator.user.email not in answer.text
    assert not Preference.objects.exists()


@pytest.mark.parametrize("times", [1, 2])
def test_one_click_of_a_mail_reader_does_it(cast, site, address, times):
    post(scope(cast.owner), site.reference, uuid4(), "Passage.")
    for _ in range(times):
        client = Client(enforce_csrf_checks=True)
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "C’est fait" in answer.text
        assert "/notifications/preferences/" in answer.text
    row = Preference.objects.get()
    assert (row.user, row.reason, row.channel, row.cadence) == (
        cast.mediator.user,
        Reason.INTERVENANT,
        Channel.MAIL,
        Cadence.OFF,
    )
    waiting = Delivery.objects.filter(recipient=cast.mediator)
    assert set(waiting.values_list("state", flat=True)) == {DeliveryState.CANCELLED}
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    deliver()
    assert mail.outbox == []


def test_the_link_of_the_mail_is_the_one(cast, site, client_of):
    post(scope(cast.owner), site.reference, uuid4(), "Passage.")
    deliver()
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    path = header.strip("<>").removeprefix(settings.PUBLIC_URL)
    assert client_of(None).post(path).status_code == 200
    assert Preference.objects.get().user == cast.mediator.user


def test_another_wish_is_replaced(cast, client_of, address):
    Preference.objects.create(
        user=cast.mediator.user,
        reason=Reason.INTERVENANT,
        channel=Channel.MAIL,
        cadence=Cadence.WEEKLY,
    )
    client_of(None).post(address)
    assert Preference.objects.get().cadence == Cadence.OFF


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_is_told_in_words(client_of, cast, address, method):
    gone = reverse("unsubscribe", args=[token_of(999_999, [Reason.INTERVENANT])])
    for wrong in (address[:-3] + "x/", "/notifications/desabonnement/abc/", gone):
        answer = getattr(client_of(None), method)(wrong)
        assert answer.status_code == 404
        assert "Ce lien n’est pas reconnu" in answer.text
    assert not Preference.objects.exists()


def test_another_kind_of_link_opens_nothing_here(client_of, cast):
    from django.core import signing

    token = signing.dumps([cast.mediator.user_id, [Reason.INTERVENANT]], salt="sites.proposal")
    assert client_of(None).post(reverse("unsubscribe", args=[token])).status_code == 404
