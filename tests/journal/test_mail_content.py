"""What a mail says: what kind of thing happened on which site, and nothing of what was written."""

from email import message_from_string
from email.policy import default
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from journal.models import Delivery, Follow
from journal.services import post
from journal.services.delivering import deliver
from journal.services.letters import host
from legal.enums import LegalEvent
from sites.enums import StatusAction
from sites.events import record
from sites.services import change_status
from tests.journal.scopes import scope

SECRET = "Canari au genou cassé"


@pytest.fixture
def entry(cast, site):
    Delivery.objects.all().delete()
    return post(scope(cast.owner), site.reference, uuid4(), SECRET)


@pytest.fixture
def sent(entry):
    deliver()
    (message,) = mail.outbox
    return message


def parsed(message):
    return message_from_string(message.message().as_string(), policy=default)


def test_a_reference_and_a_kind_in_the_subject(sent, site):
    assert sent.subject == f"{site.reference} : Message publié"


def test_nothing_of_the_text_the_people_or_the_place(sent, cast, site):
    whole = parsed(sent)
    text = "".join(
        [part.get_content() for part in whole.walk() if part.get_content_maintype() == "text"]
        + [str(value) for value in whole.values()]
    )
    secrets = [SECRET, "genou", site.name, site.commune.name, site.departement.name]
    secrets += [cast.owner.user.last_name, cast.owner.organisation.name]
    for secret in secrets:
        assert secret not in text, secret


def test_what_is_no_message_leads_where_its_notification_does(cast, site, entry):
    """The object of a legal event is a row of its own, whose number may be that of a message."""
    Delivery.objects.all().delete()
    Follow.objects.create(membership=cast.colleague, site=site)
    record(LegalEvent.EVACUATION, site, cast.owner.pk, entry.pk)
    deliver()
    assert mail.outbox
    for message in mail.outbox:
        assert f"{settings.PUBLIC_URL}/sites/{site.reference}/\n" in message.body
        assert "#message-" not in message.body


def test_a_link_to_the_entry_a_reason_and_the_ways_out_in_text_and_html(sent, site, entry):
    link = f"{settings.PUBLIC_URL}{entry.get_absolute_url()}"
    html = sent.alternatives[0][0]
    for part in (sent.body, html):
        assert link in part
        assert "Sites où ma structure intervient" in part
        assert "/notifications/preferences/" in part
        assert "/notifications/desabonnement/" in part
    assert html.startswith("<!doctype html>")
    for outside in ("fonts.googleapis", "<img", "@import", "<mj-"):
        assert outside not in html
    assert "⚠" not in sent.body + html


def test_headers(sent, site):
    headers = parsed(sent)
    thread = f"<{site.uuid}@{host()}>"
    assert (headers["References"], headers["In-Reply-To"]) == (thread, thread)
    assert headers["Message-ID"].endswith(f"@{host()}>")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<> ")
    assert address.startswith(f"{settings.PUBLIC_URL}/notifications/desabonnement/")
    assert headers.get_content_type() == "multipart/alternative"


def test_one_thread_a_site(sent, cast, site):
    post(scope(cast.owner), site.reference, uuid4(), "Encore.")
    change_status(scope(cast.owner), site.reference, StatusAction.CLOSE, cause="justice")
    deliver()
    threads = {message.extra_headers["References"] for message in mail.outbox}
    assert (len(mail.outbox), len(threads)) == (3, 1)
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 3
    closed = mail.outbox[-1]
    assert closed.subject == f"{site.reference} : Site fermé"
    assert settings.PUBLIC_URL + reverse("site", args=[site.reference]) in closed.body


def test_what_stands_in_a_name_is_no_markup(site, cast, entry, monkeypatch):
    from journal.services import letters

    monkeypatch.setattr(letters, "TITLES", {**letters.TITLES, "journal.posted": "a < b & c"})
    deliver()
    (message,) = mail.outbox
    assert "a < b & c" in message.body
    assert "a &lt; b &amp; c" in message.alternatives[0][0]
