"""What one is told before publishing, what a program is answered, what becomes of an entry."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from actors.services import scope_of
from journal.enums import Audience
from journal.models import Entry
from journal.services import Details, edit, post

JSON = {"Accept": "application/json"}


@pytest.fixture
def url(site):
    return reverse("journal-post", args=[site.reference])


@pytest.fixture
def entry(cast, site):
    return post(scope_of(cast.owner.user), site.reference, uuid4(), "Passage lundi.")


def test_who_will_read_is_counted_and_named(client_of, cast, url):
    text = client_of(cast.owner).get(f"{url}lecteurs/", {"audience": "sante"}).text
    assert "<strong>1 personne</strong> de 1 structure le lira" in text
    assert cast.reader.user.get_full_name() in text
    assert cast.colleague.user.get_full_name() not in text


def test_completion_holds_to_the_readers_of_the_draft(client_of, cast, url):
    def keys(**asked):
        answer = client_of(cast.owner).get(f"{url}personnes/", asked)
        return {row["value"] for row in answer.json()}

    name = cast.colleague.user.first_name
    assert f"m{cast.colleague.pk}" in keys(q=name)
    assert f"m{cast.colleague.pk}" not in keys(q=name, audience="sante")
    assert keys(q=cast.neighbour.user.first_name + " " + cast.neighbour.user.last_name) == set()
    assert f"m{cast.owner.pk}" not in keys(q="")


def test_a_program_is_told_what_was_written_once(client_of, cast, url):
    data = {"uuid": uuid4(), "body": "Passage"}
    agent = client_of(cast.owner)
    first, again = (agent.post(url, data, headers=JSON) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    entry = Entry.objects.get()
    assert first.json()["id"] == again.json()["id"] == entry.pk
    assert first.json()["url"] == entry.get_absolute_url()


def test_a_program_is_told_what_is_wrong_by_field(client_of, cast, url):
    answer = client_of(cast.owner).post(url, {"uuid": uuid4(), "body": " "}, headers=JSON)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["errors"]["body"] == ["Écrivez un message."]


def test_what_was_typed_comes_back_with_the_reason(client_of, cast, url):
    data = {"uuid": uuid4(), "body": "Plus d’eau.", "attention": "on", "audience": "intervenants"}
    answer = client_of(cast.owner).post(url, data)
    assert answer.status_code == 400
    assert ">Plus d’eau.</textarea>" in answer.text
    assert "Choisissez un sujet." in answer.text
    assert "data-error-summary" in answer.text
    assert 'id="entry-attention_topic"' in answer.text


def test_the_usual_addressees_are_ticked(client_of, cast, url, world):
    text = client_of(cast.reader).get(url).text
    owner = cast.owner.organisation_id
    assert f'name="attention_addressees" value="{owner}" data-kind="prefecture" checked' in (
        " ".join(text.split())
    )


def test_a_moderator_says_why_and_the_author_need_not(client_of, cast, url, entry):
    address = f"{url}{entry.pk}/supprimer/"
    moderator = client_of(cast.colleague)
    assert moderator.post(address, {"reason": ""}).status_code == 400
    assert Entry.objects.get().removed_at is None
    assert moderator.post(address, {"reason": "Un nom y figure."}).status_code == 302
    assert Entry.objects.get().removal_reason == "Un nom y figure."


def test_versions_show_what_changed(client_of, cast, url, entry):
    edit(scope_of(cast.owner.user), entry.pk, 1, "Passage mardi.")
    text = client_of(cast.reader).get(f"{url}{entry.pk}/versions/").text
    assert "<del>lundi.</del><ins>mardi.</ins>" in text


def test_narrowing_offers_only_what_is_narrower(client_of, cast, url, site):
    first = post(
        scope_of(cast.owner.user),
        site.reference,
        uuid4(),
        "Point.",
        Details(audience=Audience.POUVOIRS_PUBLICS),
    )
    agent = client_of(cast.owner)
    address = f"{url}{first.pk}/audience/"
    text = agent.get(address).text
    assert 'value="nommes"' in text
    assert 'value="tous"' not in text
    assert agent.post(address, {"audience": "tous"}).status_code == 400
    key = f"m{cast.reader.pk}"
    assert agent.post(address, {"audience": "nommes", "named": [key]}).status_code == 302
    assert "Point." not in client_of(cast.colleague).get(url).text
    assert "Point." in client_of(cast.reader).get(url).text
