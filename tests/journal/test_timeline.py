"""The life of a site: its messages and all else that happened, on one line of time."""

from uuid import uuid4

import pytest
from django.urls import reverse

from actors.services import scope_of
from journal.enums import Audience
from journal.recent import timeline
from journal.services import Details, post
from sites import events

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(site):
    return reverse("site-life", args=[site.reference])


@pytest.fixture
def write(site):
    def make(author, body, **details):
        return post(
            scope_of(author.user, author.pk), site.reference, uuid4(), body, Details(**details)
        )

    return make


def test_messages_and_facts_together_newest_first(client_of, cast, site, url, write):
    events.record("site.surveyed", site, cast.owner.pk, None, groups=["eau"])
    entry = write(cast.owner, "Ce matin.")
    text = client_of(cast.reader).get(url).text
    order = [
        text.index(words)
        for words in ("Ce matin.", "a actualisé le diagnostic", "a confirmé le site", "a signalé")
    ]
    assert order == sorted(order)
    assert f"/sites/{site.reference}/journal/?message={entry.pk}#message-{entry.pk}" in text


def test_for_htmx_the_fragment_alone(client_of, cast, site, url):
    text = client_of(cast.owner).get(url, headers=HTMX).text
    assert "<html" not in text
    assert text.lstrip().startswith("<div")


@pytest.mark.parametrize(
    ("group", "there", "gone"),
    [
        ("messages", "Ce matin.", "a confirmé le site"),
        ("statut", "a confirmé le site", "Ce matin."),
        ("intervenants", "Rien de tel", "Ce matin."),
    ],
)
def test_by_kind(client_of, cast, url, write, group, there, gone):
    write(cast.owner, "Ce matin.")
    text = client_of(cast.owner).get(url, {"nature": group}, headers=HTMX).text
    assert there in text
    assert gone not in text


def test_what_an_audience_hides_is_not_there(client_of, cast, url, write):
    write(cast.owner, "Entre nous.", audience=Audience.POUVOIRS_PUBLICS)
    assert "Entre nous." in client_of(cast.reader).get(url).text
    text = client_of(cast.mediator).get(url).text
    assert "Entre nous." not in text
    assert "a écrit au journal" not in text


def test_older_ones_on_their_page(client_of, cast, url, write, monkeypatch):
    monkeypatch.setattr(timeline, "PAGE_SIZE", 2)
    for number in range(3):
        write(cast.owner, f"Message n{number}.")
    client = client_of(cast.owner)
    first = client.get(url).text
    assert "Message n2." in first
    assert "Message n0." not in first
    older = first.split("?apres=")[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"{url}?apres={older}").text
    assert "Message n0." in second
    assert "Message n1." not in second
    assert "Revenir aux plus récents" in second


@pytest.mark.parametrize("params", [{"nature": "bruit"}, {"apres": "hier"}])
def test_what_means_nothing_is_refused_in_words(client_of, cast, url, params):
    answer = client_of(cast.owner).get(url, params)
    assert answer.status_code == 400
    assert "Choix possibles" in answer.text or "Cette suite" in answer.text


def test_for_strangers_there_is_no_such_site(client_of, cast, url):
    for membership in (cast.neighbour, cast.stranger):
        assert client_of(membership).get(url).status_code == 404


def test_the_page_of_a_site_asks_for_it(client_of, cast, site, url):
    assert f'hx-get="{url}"' in client_of(cast.owner).get(site.get_absolute_url()).text
