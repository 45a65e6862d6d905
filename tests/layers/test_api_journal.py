"""`/api/sites/<ref>/journal/`: entries with all their details, in JSON."""

import pytest

from actors.services import scope_of
from journal.models import Entry
from journal.services import Details, post
from tests.factories import SiteFactory
from tests.layers.shapes import a_uuid
from tests.layers.test_bad_input import refused, rows
from tests.uploads import hang_on, pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(site):
    return f"/api/sites/{site.reference}/journal/"


def test_an_entry_is_posted_and_read_with_its_details(api, cast, world, site, url):
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    body = {
        "body": "Passage de **ce matin**.",
        "kind": "passage",
        "tags": ["maraude"],
        "happened_on": "2026-11-20",
        "audience": "pouvoirs-publics",
        "mentions": [f"m{cast.reader.pk}", f"o{cast.dihal.organisation_id}"],
        "links": [other.reference],
    }
    answer = api(cast.owner).post(url, body)
    assert answer.status_code == 201, answer.json()
    first = answer.json()
    assert {name: first[name] for name in ("body", "kind", "tags", "happened_on", "audience")} == {
        name: body[name] for name in ("body", "kind", "tags", "happened_on", "audience")
    }
    assert first["audience_label"] == "Pouvoirs publics"
    assert first["mentions"] == [cast.reader.user.get_full_name(), "Dihal"]
    assert first["links"] == [other.reference]
    assert (first["files"], first["attention"], first["answers"]) == ([], None, None)
    said = api(cast.reader).post(url, {"body": "Merci.", "answers": first["id"]}).json()
    assert (said["answers"], said["audience"]) == (first["id"], "pouvoirs-publics")
    listed = api(cast.owner).get(url).json()["results"]
    assert [(one["id"], one["replies"]) for one in listed] == [(said["id"], 0), (first["id"], 1)]


def test_a_link_shows_only_what_the_reader_sees(api, cast, world, site, url):
    in_macon = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    answer = api(cast.dihal).post(url, {"body": "Voir.", "links": [in_macon.reference]})
    assert answer.json()["links"] == [in_macon.reference]
    assert api(cast.owner).get(url).json()["results"][0]["links"] == []


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"body": "<script>x</script>"}, "body", "du code"),
        ({"body": "[x](javascript:x)"}, "body", "n’est pas accepté"),
        ({"body": "x", "happened_on": "2126-01-01"}, "happened_on", "à venir"),
        ({"body": "x", "links": ["71-9999"]}, "links", "inconnue"),
        ({"body": "x", "answers": 10**9}, "answers", "n’existe pas"),
        ({"body": "x", "audience": "nommes"}, "named", "au moins"),
        ({"body": "x", "audience": "amis"}, "audience", "choix"),
        ({"body": "x", "mentions": ["m1000000000"]}, "mentions", "ne peut pas lire"),
        ({"body": "x", "mentions": ["moi"]}, "mentions", "numéro"),
        ({"body": "x", "kind": "fete"}, "kind", "choix"),
        ({"body": "x", "tags": ["fete"]}, "tags", "choix"),
        ({"body": "x", "attention": {"topic": "eau"}}, "attention", "obligatoire"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(api, cast, site, url, body, field, words):
    before = rows()
    answer = api(cast.owner).post(url, body)
    assert answer.status_code == 400
    assert words in str(answer.json()["errors"][field])
    assert rows() == before


def test_a_correction_leaves_what_it_does_not_name(api, cast, site, url):
    owner = api(cast.owner)
    made = owner.post(url, {"body": "Hier.", "kind": "passage", "tags": ["maraude"]}).json()
    changed = owner.patch(f"{url}{made['id']}/", {"version": 1, "tags": ["incendie"]}).json()
    assert (changed["body"], changed["kind"], changed["tags"]) == ("Hier.", "passage", ["incendie"])
    assert changed["version"] == 2


def test_removing_and_narrowing(api, cast, site, url):
    owner = api(cast.owner)
    made = owner.post(url, {"body": "Hier."}).json()
    narrowed = owner.post(f"{url}{made['id']}/audience/", {"audience": "sante"})
    assert narrowed.json()["audience"] == "sante"
    wider = owner.post(f"{url}{made['id']}/audience/", {"audience": "tous"})
    refused(wider, 400, "audience", "se restreindre")
    assert api(cast.colleague).post(f"{url}{made['id']}/supprimer/", {}).status_code == 404
    assert owner.post(f"{url}{made['id']}/supprimer/", {}).status_code == 204
    assert owner.get(url).json()["results"] == []
    by_other = api(cast.mediator).post(url, {"body": "Un nom."}).json()
    refused(owner.post(f"{url}{by_other['id']}/supprimer/", {}), 400, "reason", "pourquoi")
    gone = owner.post(f"{url}{by_other['id']}/supprimer/", {"reason": "Un nom y figure."})
    assert gone.status_code == 204


def test_the_uuid_of_a_removed_entry_is_a_conflict(api, cast, site, url):
    owner, body = api(cast.owner), {"body": "Hier.", "uuid": str(a_uuid())}
    made = owner.post(url, body).json()
    owner.post(f"{url}{made['id']}/supprimer/", {})
    refused(owner.post(url, body), 409, None, "supprimé")


def test_as_many_queries_for_three_entries_as_for_eight(api, cast, site, url, count_queries):
    scope, reader = scope_of(cast.owner.user), api(cast.reader)
    first = post(scope, site.reference, a_uuid(), "Lu.")
    reader.get(url)
    for number in (3, 8):
        while Entry.objects.count() < number:
            post(scope, site.reference, a_uuid(), "Lu.", Details(answers=first.pk))
        with count_queries(8):
            assert len(reader.get(url).json()["results"]) == number


def test_the_schema_says_that_a_document_has_no_thumbnail_and_what_waits_no_address(api, cast):
    schemas = api(cast.owner).get("/api/schema/").json()["components"]["schemas"]
    assert schemas["File"]["properties"]["thumbnail_url"]["nullable"]
    for name in ("File", "Paper"):
        assert schemas[name]["properties"]["url"]["nullable"]


def test_what_waits_is_its_author_s_without_an_address(api, cast, site, url, an_entry):
    hang_on(an_entry(site, cast.owner), upload("a.pdf", pdf()))
    (one,) = api(cast.owner).get(url).json()["results"]
    assert [(file["state"], file["url"]) for file in one["files"]] == [("attente", None)]
    (one,) = api(cast.colleague).get(url).json()["results"]
    assert one["files"] == []
