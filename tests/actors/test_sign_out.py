"""Leaving empties the browser, unless it holds what another person wrote."""

import pytest
from django.urls import reverse

TOKEN = reverse("token")
JSON = {"accept": "application/json"}


def test_the_browser_forgets_everything(client_of, cast):
    answer = client_of(cast.owner).post("/deconnexion/")
    assert answer.url == "/connexion/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_what_another_wrote_on_the_device_stays(client_of, cast):
    answer = client_of(cast.owner).post("/deconnexion/", {"garder": "autres"})
    assert answer["Clear-Site-Data"] == '"cache"'


def test_asking_clears_nothing(client_of, cast):
    assert "Clear-Site-Data" not in client_of(cast.owner).get("/deconnexion/")


def test_a_fresh_token_says_whose_session_it_is(client_of, cast):
    answer = client_of(cast.owner).get(TOKEN, headers=JSON)
    assert answer.json()["reader"] == cast.owner.pk
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]


def test_without_a_session_there_is_no_token(client, db):
    assert client.get(TOKEN, headers=JSON).status_code == 401


@pytest.mark.parametrize(("reader", "status"), [("owner", 302), ("colleague", 403)])
def test_what_one_wrote_is_signed_by_no_other(client_of, cast, site, reader, status):
    headers = {"X-Reader": str(getattr(cast, reader).pk)}
    path = reverse("site-verify", args=[site.reference])
    assert client_of(cast.owner).post(path, headers=headers).status_code == status
