"""Who enters, who does not, and what is said to those who insist."""

import pytest

from tests.factories import PASSWORD

LOGIN = "/connexion/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def test_right_password_opens_the_service(client, cast):
    response = sign_in(client, cast.owner.user.email.upper())

    assert response.status_code == 302
    assert response.url == "/"
    assert client.session.get_expiry_age() == 12 * 3600


def test_goes_back_to_the_page_that_was_asked_for(client, cast):
    asked = client.get("/annuaire/?voir=personnes")
    assert asked.url == "/connexion/?next=/annuaire/%3Fvoir%3Dpersonnes"

    response = client.post(asked.url, {"login": cast.owner.user.email, "password": PASSWORD})

    assert response.url == "/annuaire/?voir=personnes"


def test_never_goes_to_another_host(client, cast):
    response = client.post(
        f"{LOGIN}?next=https://ailleurs.example/",
        {"login": cast.owner.user.email, "password": PASSWORD},
    )
    assert response.url == "/"


@pytest.mark.parametrize("known", [True, False])
def test_wrong_password_says_the_same_whether_the_account_exists(client, cast, known):
    email = cast.owner.user.email if known else "inconnue@exemple.fr"

    response = sign_in(client, email, "pas-le-bon-mot-de-passe")

    assert response.status_code == 200
    assert "ou le mot de passe sont incorrects" in response.content.decode()
    assert client.get("/annuaire/").status_code == 302


def test_too_many_failures_are_refused_in_french(client, cast):
    email = cast.owner.user.email
    for _ in range(5):
        sign_in(client, email, "pas-le-bon-mot-de-passe")

    response = sign_in(client, email)  # the right one now, too late

    assert "Trop de tentatives" in response.content.decode()
    assert client.get("/annuaire/").status_code == 302


def test_a_closed_account_does_not_enter(client, cast):
    cast.owner.user.is_active = False
    cast.owner.user.save()

    sign_in(client, cast.owner.user.email)

    assert client.get("/annuaire/").status_code == 302


def test_a_fragment_without_a_session_sends_the_page_to_sign_in(client, db):
    answer = client.get(
        "/invitations/territoires/",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://localhost/invitations/?structure=3",
        },
    )

    assert answer["HX-Redirect"] == "/connexion/?next=%2Finvitations%2F%3Fstructure%3D3"
    assert answer.content == b""


def test_signing_out_is_a_post(client_of, cast):
    client = client_of(cast.owner)

    assert client.get("/deconnexion/").status_code == 200
    assert client.get("/annuaire/").status_code == 200
    assert client.post("/deconnexion/").status_code == 302
    assert client.get("/annuaire/").status_code == 302


def test_nobody_signs_up(client, db):
    page = client.get("/inscription/")

    assert "On entre sur invitation" in page.content.decode()
    assert client.post("/inscription/", {"email": "x@exemple.fr"}).status_code == 405


def test_an_expired_form_says_what_to_do(cast):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/connexion/", {"login": "x"})

    assert response.status_code == 403
    assert "ouverte depuis trop longtemps" in response.content.decode()
