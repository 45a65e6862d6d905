"""`/api/sites/`: the feature, the list and its pages, reporting, correcting."""

import pytest
from django.utils import timezone

from sites.models import Event, Intervenant, Site, Survey
from tests.layers.shapes import a_uuid, feature, point, survey

pytestmark = pytest.mark.django_db


def at(site, *rest):
    return "/".join(["/api/sites", site.reference, *rest, ""])


def test_the_feature_holds_identity_state_survey_intervenants_and_journal(
    api, site, cast, an_entry
):
    an_entry(site, cast.colleague, "Eau coupée depuis hier.")
    owner = api(cast.owner)
    owner.post(at(site, "diagnostics"), survey(people=42, minors=12))
    answer = owner.get(at(site)).json()
    assert answer["type"] == "Feature"
    assert answer["id"] == site.reference
    assert answer["geometry"] == point()
    found = answer["properties"]
    assert found["reference"] == site.reference
    assert found["status"] == "ouvert"
    today = timezone.localdate().isoformat()
    assert found["period"] == {
        "since": today,
        "cause": "",
        "context": "",
        "with_solutions": None,
        "solutions": [],
        "destination": "",
    }
    assert found["commune"] == {"code": "69259", "name": "Vénissieux"}
    assert found["departement"]["code"] == "69"
    assert found["epci"]["name"] == "Métropole de Lyon"
    assert found["survey"]["people"] == 42
    assert found["survey"]["dates"] == {"population": "2026-11-20"}
    assert found["survey"]["water"] == "inconnu"
    (intervenant,) = found["intervenants"]
    assert intervenant["organisation"] == cast.mediator.organisation.name
    assert found["journal"]["count"] == 1
    assert found["journal"]["latest"][0]["body"] == "Eau coupée depuis hier."
    assert found["journal"]["url"].endswith(at(site, "journal"))
    assert found["url"].endswith(f"/sites/{site.reference}/")


def test_features_take_the_same_number_of_queries_for_three_sites_and_for_eight(
    cast, a_site, an_entry, count_queries
):
    from actors.services import scope_of
    from layers.feature import features

    scope = scope_of(cast.owner.user)
    for number in (3, 8):
        while Site.objects.count() < number:
            an_entry(a_site(), cast.owner)
        with count_queries(8):
            assert len(features(scope, Site.objects.visible_to(scope))) == number


def test_the_list_is_filtered_as_the_map_is_and_comes_by_pages(api, cast, a_site, site):
    lyon = [a_site(name=f"Lyon {number}") for number in range(3)]
    owner = api(cast.owner)
    answer = owner.get("/api/sites/", {"texte": "Lyon", "page_size": 2}).json()
    assert answer["type"] == "FeatureCollection"
    assert answer["count"] == len(lyon)
    assert len(answer["features"]) == 2
    assert "page=2" in answer["next"]
    second = owner.get("/api/sites/", {"texte": "Lyon", "page_size": 2, "page": 2}).json()
    assert len(second["features"]) == 1
    assert owner.get("/api/sites/", {"dans": "departement-71"}).json()["count"] == 0
    assert owner.get("/api/sites/", {"bbox": "4.5,45.0,5.0,45.5"}).json()["count"] == 4
    assert owner.get("/api/sites/", {"bbox": "4.0,46.0,5.0,47.0"}).json()["count"] == 0


def test_a_page_makes_as_many_queries_with_three_sites_as_with_eight(
    api, cast, a_site, count_queries
):
    owner = api(cast.owner)
    owner.get("/api/sites/")
    for number in (3, 8):
        while Site.objects.count() < number:
            a_site()
        with count_queries(4):  # person, scope, count, page
            assert owner.get("/api/sites/").json()["count"] == number


def test_a_report_makes_a_site_where_the_point_is(api, cast):
    body = feature(point(), name="Bord du canal", kind="terrain", survey=survey(people=12))
    answer = api(cast.owner).post("/api/sites/", body)
    assert answer.status_code == 201, answer.json()
    made = Site.objects.get()
    assert answer["Location"] == at(made)
    assert answer.json()["properties"]["commune"]["name"] == "Vénissieux"
    assert (made.status, made.people) == ("signale", 12)


def test_the_same_uuid_makes_one_row_and_answers_alike(api, cast, site):
    owner = api(cast.owner)
    report = feature(point(4.6, 45.1), uuid=str(a_uuid()))
    first, second = (owner.post("/api/sites/", report) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    read = survey(people=3, uuid=str(a_uuid()))
    first, second = (owner.post(at(site, "diagnostics"), read) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    said = {"body": "Bonjour", "uuid": str(a_uuid())}
    first, second = (owner.post(at(site, "journal"), said) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Site.objects.count() == 2
    assert Survey.objects.count() == site.entries.count() == 1


def test_a_possible_duplicate_is_shown_before_it_is_accepted(api, cast, site):
    owner = api(cast.owner)
    refused = owner.post("/api/sites/", feature(point(4.7501, 45.25)))
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["possible_duplicates"] == [site.reference]
    assert (
        owner.post("/api/sites/", feature(point(4.7501, 45.25), distinct=True)).status_code == 201
    )


def test_a_correction_carries_the_version_that_was_read(api, cast, site):
    owner = api(cast.owner)
    version = owner.get(at(site)).json()["properties"]["version"]
    done = owner.patch(at(site), feature(name="Nouveau nom"), **{"If-Match": f'"{version}"'})
    assert done.status_code == 200
    assert done.json()["properties"]["name"] == "Nouveau nom"
    assert done.json()["properties"]["version"] == version + 1
    stale = owner.patch(at(site), feature(name="Autre", version=version))
    assert stale.status_code == 409
    assert stale.json()["current"]["name"] == "Nouveau nom"
    without = owner.patch(at(site), feature(name="Autre"))
    assert without.status_code == 400
    assert "version" in without.json()["errors"]
    moved = owner.patch(at(site), feature(point(4.2, 45.2), version=version + 1))
    assert moved.json()["properties"]["commune"]["name"] == "Lyon"


def test_the_status_follows_its_table(api, cast, site):
    owner = api(cast.owner)
    closed = owner.post(at(site, "statut"), {"action": "fermer", "cause": "justice"})
    assert closed.json()["properties"]["status"] == "ferme"
    assert closed.json()["properties"]["period"]["cause"] == "justice"
    again = owner.post(at(site, "statut"), {"action": "fermer", "cause": "justice"})
    assert again.status_code == 400
    assert owner.post(at(site, "verifier")).status_code == 400
    assert owner.post(at(site, "statut"), {"action": "rouvrir"}).status_code == 200
    assert api(cast.reader).post(at(site, "statut"), {"action": "rouvrir"}).status_code == 403


def test_surveys_are_listed_newest_first(api, cast, site):
    owner = api(cast.owner)
    for day, people in (("2026-10-01", 10), ("2026-11-01", 20)):
        assert owner.post(at(site, "diagnostics"), survey(day, people=people)).status_code == 201
    owner.post(at(site, "diagnostics"), survey("2026-11-02", ("eau",), water="mauvais"))
    answer = owner.get(at(site, "diagnostics"), {"page_size": 2}).json()
    assert answer["count"] == 3
    assert [row["people"] for row in answer["results"]] == [20, 20]
    assert answer["results"][0]["dates"] == {"population": "2026-11-01", "eau": "2026-11-02"}
    beside = owner.post(at(site, "diagnostics"), survey("2026-11-03", ("eau",), people=3))
    assert beside.status_code == 400
    assert list(beside.json()["errors"]) == ["people"]


def test_a_site_is_verified_in_one_click(api, cast, site):
    assert api(cast.reader).post(at(site, "verifier")).status_code == 200
    assert Event.objects.filter(kind="site.verified", site=site).count() == 1


def test_intervenants_are_declared_confirmed_renewed_and_ended(api, cast, site):
    reader, owner = api(cast.reader), api(cast.owner)
    declared = reader.post(at(site, "intervenants"), {"themes": ["sante"]})
    assert declared.status_code == 201
    number = str(declared.json()["id"])
    assert reader.post(at(site, "intervenants", number, "confirmer")).json()["state"] == "confirme"
    assert reader.post(at(site, "intervenants", number, "renouveler")).status_code == 200
    assert owner.post(at(site, "intervenants", number, "renouveler")).status_code == 403
    listed = owner.get(at(site, "intervenants")).json()
    assert {row["organisation"] for row in listed} == {"ARS", cast.mediator.organisation.name}
    assert owner.post(at(site, "intervenants", number, "terminer")).json()["state"] == "termine"
    assert owner.post(at(site, "intervenants", number, "terminer")).status_code == 404
    proposed = owner.post(
        at(site, "intervenants"), {"themes": ["emploi"], "membership": cast.colleague.pk}
    )
    assert proposed.json()["state"] == "propose"
    assert Intervenant.objects.count() == 3


def test_the_journal_is_read_by_pages_and_corrected_by_its_author(api, cast, site, an_entry):
    entries = [an_entry(site, cast.owner, f"Message {number}") for number in range(3)]
    owner = api(cast.owner)
    answer = owner.get(at(site, "journal"), {"page_size": 2}).json()
    assert [row["body"] for row in answer["results"]] == ["Message 2", "Message 1"]
    one = at(site, "journal", str(entries[0].pk))
    done = owner.patch(one, {"body": "Corrigé", "version": 1})
    assert (done.status_code, done.json()["version"]) == (200, 2)
    assert owner.patch(one, {"body": "Trop tard", "version": 1}).status_code == 409
    assert api(cast.colleague).patch(one, {"body": "x", "version": 2}).status_code == 403
    assert api(cast.neighbour).patch(one, {"body": "x", "version": 2}).status_code == 404
