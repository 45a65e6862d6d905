from uuid import uuid4

import pytest
from django.urls import reverse

from actors.services import scope_of
from journal import reading
from journal.models import Entry
from journal.services import edit, post
from tests.factories import SiteFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(site):
    return reverse("journal-post", args=[site.reference])


@pytest.fixture
def entry(cast, site):
    return post(scope_of(cast.owner.user), site.reference, uuid4(), "Passage <b>ce matin</b>.\nFin")


@pytest.fixture
def its_url(entry, site):
    return reverse("journal-edit", args=[site.reference, entry.pk])


def test_posting_goes_back_to_the_site(client_of, cast, url, site):
    answer = client_of(cast.owner).post(url, {"uuid": uuid4(), "body": "Passage"})
    assert answer["Location"] == f"{site.get_absolute_url()}#journal"
    assert Entry.objects.get().body == "Passage"


def test_for_htmx_a_fresh_composer_and_the_entries(client_of, cast, url, site):
    data = {"uuid": uuid4(), "body": "Passage"}
    text = client_of(cast.owner).post(url, data, headers=HTMX).text
    assert text.count("<form") == 1
    assert str(data["uuid"]) not in text
    assert f'id="entries-{site.reference}"' in text
    assert 'hx-swap-oob="true"' in text
    assert "Passage" in text


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
    assert "Passage &lt;b&gt;ce matin&lt;/b&gt;.<br>Fin" in text


@pytest.fixture
def three_pages(cast, site, entry, monkeypatch):
    """Of two messages each, the last of one: the oldest."""
    monkeypatch.setattr(reading, "PER_PAGE", 2)
    for number in range(4):
        post(scope_of(cast.owner.user), site.reference, uuid4(), f"Encore {number}.")


def test_an_old_message_is_found_on_its_page(client_of, cast, url, three_pages):
    reader = client_of(cast.reader)
    first, last = reader.get(url).text, reader.get(url, {"page": 3}).text
    assert "Encore 3." in first
    assert "Passage" not in first
    assert 'href="?page=3"' in first
    assert "Passage" in last
    assert "Encore" not in last
    assert ", page 3 —" in last


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("deux", "Un numéro de page"),
        ("0", "Un numéro de page"),
        ("-1", "Un numéro de page"),
        ("4", "Il n’y a que 3 pages"),
        ("9" * 30, "Il n’y a que 3 pages"),
    ],
)
def test_a_page_that_does_not_exist_is_told_in_words(
    client_of, cast, url, three_pages, page, words
):
    answer = client_of(cast.owner).get(url, {"page": page})
    assert answer.status_code == 400
    assert words in answer.text


def test_after_a_post_the_newest_and_the_way_to_the_others(client_of, cast, url, three_pages):
    data = {"uuid": uuid4(), "body": "Nouveau"}
    text = client_of(cast.owner).post(f"{url}?page=3", data, headers=HTMX).text
    assert "Nouveau" in text
    assert "Encore 2." not in text
    assert "Tous les messages (6)" in text


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
    assert its_url in client_of(cast.owner).get(url).text
    assert its_url not in client_of(cast.colleague).get(url).text


def test_who_may_not_write_has_no_composer(client_of, cast, url, site):
    site.intervenants.update(state="termine")
    text = client_of(cast.mediator).get(url).text
    assert "<textarea" not in text
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


def test_the_same_number_of_queries_with_more_entries(
    client_of, cast, url, site, entry, count_queries
):
    agent = client_of(cast.owner)
    agent.get(url)
    with count_queries(5):
        agent.get(url)
    for _ in range(5):
        post(scope_of(cast.owner.user), site.reference, uuid4(), "Encore.")
    with count_queries(5):
        agent.get(url)
