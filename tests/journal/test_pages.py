import re
from uuid import uuid4

import pytest
from django.urls import reverse

from actors.services import scope_of
from journal.enums import Audience
from journal.models import Entry
from journal.reading import leaf as reading
from journal.services import Address, Details, edit, post
from tests.factories import SiteFactory

HTMX = {"HX-Request": "true"}
QUERIES = 9  # a leaf, whatever it holds


@pytest.fixture
def url(site):
    return reverse("journal-post", args=[site.reference])


@pytest.fixture
def entry(cast, site):
    return post(scope_of(cast.owner.user), site.reference, uuid4(), "Passage <b>ce matin</b>.\nFin")


@pytest.fixture
def its_url(entry, site):
    return reverse("journal-edit", args=[site.reference, entry.pk])


def test_posting_leads_to_the_message(client_of, cast, url):
    answer = client_of(cast.owner).post(url, {"uuid": uuid4(), "body": "Passage"})
    entry = Entry.objects.get()
    assert entry.body == "Passage"
    assert answer["Location"] == f"{url}?message={entry.pk}#message-{entry.pk}"


def test_for_htmx_a_fresh_composer_and_the_new_thread(client_of, cast, url, site):
    data = {"uuid": uuid4(), "body": "Relevé du jour"}
    text = client_of(cast.owner).post(url, data, headers=HTMX).text
    assert text.count("data-composer") == 1
    assert str(data["uuid"]) not in text
    assert f'<ol id="threads-{site.reference}" hx-swap-oob="afterbegin">' in text
    assert text.index('id="thread-') < text.index("Relevé du jour")


@pytest.mark.parametrize(("headers", "status"), [({}, 400), (HTMX, 422)])
def test_an_empty_message_comes_back_in_words(client_of, cast, url, headers, status):
    answer = client_of(cast.owner).post(url, {"uuid": uuid4(), "body": " "}, headers=headers)
    assert answer.status_code == status
    assert "Écrivez un message." in answer.text
    assert "hx-swap-oob" not in answer.text


def test_a_double_click_is_one_entry(client_of, cast, url):
    data = {"uuid": uuid4(), "body": "Passage"}
    for _ in range(2):
        client_of(cast.owner).post(url, data)
    assert Entry.objects.count() == 1


def test_the_text_is_escaped_and_keeps_its_lines(client_of, cast, url, entry):
    text = client_of(cast.owner).get(url).text
    assert "Passage &lt;b&gt;ce matin&lt;/b&gt;.<br>" in text
    assert "<b>ce matin" not in text


@pytest.fixture
def three_leaves(cast, site, entry, monkeypatch):
    """Of two threads each, the last of one: the oldest."""
    monkeypatch.setattr(reading, "PER_PAGE", 2)
    for number in range(4):
        post(scope_of(cast.owner.user), site.reference, uuid4(), f"Encore {number}.")


def older(text):
    return re.search(r'href="([^"]+avant=[^"]+)"', text)[1]


def test_older_messages_follow_each_other_and_none_twice(client_of, cast, url, three_leaves):
    reader = client_of(cast.reader)
    seen, address = [], url
    for _ in range(3):
        text = reader.get(address).text
        seen += re.findall(r"Encore \d|Passage(?= &lt;)", text)
        address = older(text) if "avant=" in text else None
    assert seen == ["Encore 3", "Encore 2", "Encore 1", "Encore 0", "Passage"]
    assert address is None


def test_a_message_written_meanwhile_shifts_nothing(client_of, cast, url, site, three_leaves):
    reader = client_of(cast.reader)
    address = older(reader.get(url).text)
    post(scope_of(cast.owner.user), site.reference, uuid4(), "Entre-temps.")
    text = reader.get(address).text
    assert re.findall(r"Encore \d", text) == ["Encore 1", "Encore 0"]
    assert "Messages plus récents" in text


def test_for_htmx_the_next_leaf_alone(client_of, cast, url, three_leaves):
    reader = client_of(cast.reader)
    text = reader.get(older(reader.get(url).text), headers=HTMX).text
    assert "Encore 1" in text
    assert "<html" not in text
    assert "data-composer" not in text


def test_the_link_of_an_old_message_opens_the_leaf_that_holds_it(
    client_of, cast, url, entry, three_leaves
):
    text = client_of(cast.reader).get(entry.get_absolute_url().split("#")[0]).text
    assert f'id="message-{entry.pk}"' in text
    assert "data-arrived" in text
    assert "Encore 3" not in text


@pytest.mark.parametrize("key", ["hier", "12", "12-", "-3", "9" * 40 + "-1"])
def test_a_leaf_that_cannot_be_is_told_in_words(client_of, cast, url, key):
    answer = client_of(cast.owner).get(url, {"avant": key})
    assert answer.status_code == 400
    assert "Cette suite n’existe pas" in answer.text


def test_how_many_messages_is_exact_for_each_reader(client_of, cast, url, site, entry):
    secret = Details(audience=Audience.SANTE)
    post(scope_of(cast.reader.user), site.reference, uuid4(), "Consultation.", secret)
    assert "2 messages" in client_of(cast.reader).get(url).text
    assert "1 message<" in client_of(cast.owner).get(url).text


@pytest.mark.parametrize(("headers", "status"), [({}, 409), (HTMX, 422)])
def test_a_form_that_served_on_another_site_is_told_in_words(
    client_of, cast, world, entry, headers, status
):
    other = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
    data = {"uuid": entry.uuid, "body": "Ailleurs"}
    url = reverse("journal-post", args=[other.reference])
    answer = client_of(cast.owner).post(url, data, headers=headers)
    assert answer.status_code == status
    assert "déjà servi pour un autre site" in answer.text
    assert "Ailleurs" in answer.text


def test_only_its_author_is_offered_to_correct(client_of, cast, url, its_url):
    assert f'href="{its_url}"' in client_of(cast.owner).get(url).text
    assert f'href="{its_url}"' not in client_of(cast.colleague).get(url).text


def test_who_may_not_write_has_no_composer(client_of, cast, url, site):
    site.intervenants.update(state="termine")
    text = client_of(cast.mediator).get(url).text
    assert "data-composer" not in text
    assert "intervenants" in text
    answer = client_of(cast.mediator).post(url, {"uuid": uuid4(), "body": "x"})
    assert answer.status_code == 403


def test_strangers_meet_nothing(client_of, cast, url, its_url):
    for member in (cast.neighbour, cast.stranger):
        for address in (url, its_url):
            assert client_of(member).get(address).status_code == 404
            assert client_of(member).post(address, {"body": "x"}).status_code == 404


def test_correcting(client_of, cast, its_url, entry):
    agent = client_of(cast.owner)
    assert 'name="version" value="1"' in agent.get(its_url).text
    assert agent.post(its_url, {"version": 1, "body": "Hier."}).status_code == 302
    entry.refresh_from_db()
    assert entry.body == "Hier."
    assert client_of(cast.colleague).get(its_url).status_code == 403


def test_a_stale_correction_shows_both(client_of, cast, its_url, entry):
    edit(scope_of(cast.owner.user), entry.pk, 1, "Avant-hier.")
    answer = client_of(cast.owner).post(its_url, {"version": 1, "body": "Hier."})
    assert answer.status_code == 409
    for words in ("Avant-hier.", "Hier.", 'name="version" value="2"'):
        assert words in answer.text


def test_an_entry_of_another_site_is_not_here(client_of, cast, world, entry):
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    address = reverse("journal-edit", args=[other.reference, entry.pk])
    assert client_of(cast.owner).get(address).status_code == 404


@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, url, site, count_queries, rows):
    for _ in range(rows):
        named = Details(
            audience=Audience.NOMMES,
            named=Address(frozenset({cast.colleague.pk})),
            mentions=Address(frozenset({cast.colleague.pk})),
        )
        first = post(scope_of(cast.owner.user), site.reference, uuid4(), "Un.", named)
        for _ in range(rows):
            answer = Details(answers=first.pk)
            post(scope_of(cast.colleague.user), site.reference, uuid4(), "Deux.", answer)
    agent = client_of(cast.owner)
    agent.get(url)
    with count_queries(QUERIES):
        agent.get(url)
