"""What the API and the layers answer when they do not answer: problem details, in French."""

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db
SITES, POINTS = "/api/sites/", "/couches/sites.geojson"
MACHINES = (SITES, POINTS, "/api/schema/", "/api/sites/69-0001/", "/api/territoires/")


def problem(answer, status, words):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert words in answer.json()["detail"]
    return answer.json()


@pytest.mark.parametrize("path", MACHINES)
def test_without_a_session_one_is_told_to_sign_in(client, path):
    answer = client.get(path)
    problem(answer, 401, "Connectez-vous")
    assert answer["WWW-Authenticate"] == "Session"


def test_the_page_of_the_api_leads_to_the_sign_in(client):
    assert client.get("/api/").status_code == 302


def test_the_page_of_the_api_lists_what_it_offers(api, cast):
    body = api(cast.owner).get("/api/").content.decode()
    assert "/api/sites/{reference}/statut/" in body
    assert "personnes_min" in body


def test_a_write_without_its_token_is_refused_in_those_words(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner.user)
    answer = client.post(SITES, "{}", content_type="application/json")
    problem(answer, 403, "X-CSRFToken")


def test_what_a_structure_may_not_do_is_named(api, cast, site):
    answer = api(cast.reader).post(f"{SITES}{site.reference}/statut/", {"action": "rouvrir"})
    problem(answer, 403, "confirmer, fermer, rouvrir")


@pytest.mark.parametrize("path", [SITES, POINTS, "/api/territoires/"])
def test_another_method_is_named_with_those_there_are(client_of, cast, path):
    answer = client_of(cast.owner).delete(path)
    problem(answer, 405, "")
    assert "GET" in answer["Allow"]


def test_an_address_of_forms_opened_as_a_page_is_told_in_words(client_of, cast, site):
    """Where the `next` of a lost session leads."""
    answer = client_of(cast.owner).get(f"/sites/{site.reference}/verifier/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Rien n’a été enregistré" in answer.text
    assert 'href="/"' in answer.text
    assert "private" in answer["Cache-Control"]


def test_another_format_is_refused(client_of, cast, site):
    client = client_of(cast.owner)
    problem(client.get(SITES, headers={"Accept": "text/html"}), 406, "Accept")
    sent = client.post(SITES, "a=1", content_type="application/x-www-form-urlencoded")
    problem(sent, 415, "application/x-www-form-urlencoded")
    problem(client.post(SITES, {"a": "1"}), 415, "multipart")


def test_an_address_that_leads_nowhere(client_of, cast):
    client = client_of(cast.owner)
    problem(client.get("/api/planetes/"), 404, "n’existe pas")
    problem(client.get("/couches/rien"), 404, "n’existe pas")
    assert client.get("/rien/")["Content-Type"].startswith("text/html")


def test_a_database_that_does_not_answer_is_a_503_with_words(client_of, cast, monkeypatch):
    def cut(*args, **options):
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("layers.points.sites_geojson", cut)
    answer = client_of(cast.owner).get(POINTS)
    problem(answer, 503, "Réessayez")
    assert answer["Retry-After"] == "10"


@pytest.mark.parametrize("path", [SITES, POINTS, "/carte/"])
def test_a_database_away_before_any_view_is_a_503_too(client_of, cast, monkeypatch, path):
    def away(*args):
        raise OperationalError("connection refused")

    client = client_of(cast.owner)
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.cached_db.SessionStore.load", away)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "met trop de temps à répondre" in answer.content.decode()
    assert answer["Retry-After"] == "10"


def test_a_fault_tells_a_program_no_more_than_that(client_of, cast, monkeypatch):
    def fault(*args, **options):
        raise RuntimeError("secret")

    client = client_of(cast.owner)
    client.raise_request_exception = False
    monkeypatch.setattr("layers.points.sites_geojson", fault)
    answer = client.get(POINTS)
    problem(answer, 500, "enregistrée")
    assert "secret" not in answer.content.decode()


def test_a_feature_is_not_sent_again(api, cast, site):
    owner, path = api(cast.owner), f"{SITES}{site.reference}/"
    first = owner.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(first["Vary"].split(", "))
    assert owner.get(path, **{"If-None-Match": first["ETag"]}).status_code == 304
    owner.post(f"{path}journal/", {"body": "Du nouveau"})
    assert owner.get(path, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_openapi_document_has_no_warning(tmp_path):
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "openapi.yaml")
    )
