"""Every form page: who may open it, how many queries it makes, and that it works as plain HTML."""

import pytest
from django.urls import reverse

from sites.services import change_status, declare_intervenant
from tests.sites import world

PAGES = ["site-survey", "site-edit", "site-intervenants", "journal-post"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_who_may(signed_in, prefecture, site, name):
    answer = signed_in(prefecture).get(reverse(name, args=[site.reference]))
    assert answer.status_code == 200
    assert site.reference in answer.text


@pytest.mark.parametrize("name", [*PAGES, "site-verify", "intervenant-propose"])
def test_outside_of_the_scope_nothing_exists(signed_in, stranger, site, name):
    url = reverse(name, args=[site.reference])
    for answer in (signed_in(stranger).get(url), signed_in(stranger).post(url, {"body": "x"})):
        assert answer.status_code in (404, 405)
        assert site.name not in answer.text


@pytest.mark.parametrize("name", ["site-survey", "site-edit"])
def test_seen_but_not_allowed_is_403(signed_in, association, site, name):
    answer = signed_in(association).get(reverse(name, args=[site.reference]))
    assert answer.status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_that_does_not_exist(signed_in, prefecture, name):
    assert signed_in(prefecture).get(reverse(name, args=["69-9999"])).status_code == 404


def test_signed_out_goes_to_sign_in(client, site):
    answer = client.get(reverse("site-survey", args=[site.reference]))
    assert answer.status_code == 302
    assert "/connexion/" in answer["Location"]


def test_verify_and_actions_are_posts_only(signed_in, prefecture, site):
    agent = signed_in(prefecture)
    assert agent.get(reverse("site-verify", args=[site.reference])).status_code == 405
    assert agent.get(reverse("intervenant-propose", args=[site.reference])).status_code == 405
    action = reverse("intervenant-action", args=[site.reference, 1, "terminer"])
    assert agent.get(action).status_code == 405


@pytest.mark.parametrize(
    ("name", "queries"),
    [("site-survey", 3), ("site-edit", 11), ("site-intervenants", 6), ("journal-post", 6)],
)
def test_the_queries_of_each_page(
    signed_in, prefecture, places, site, count_queries, name, queries
):
    """Session, person, scope and site among them."""
    agent, url = signed_in(prefecture), reverse(name, args=[site.reference])
    agent.get(url)
    with count_queries(queries):
        agent.get(url)
    for _ in range(3):
        scope = world.reader("operateur", places["rhone"])
        declare_intervenant(scope, site.reference, ["droits"])
    with count_queries(queries):
        agent.get(url)


def test_a_body_of_more_than_2_mb_is_413_in_words(signed_in, prefecture, site):
    url = reverse("site-survey", args=[site.reference])
    answer = signed_in(prefecture).post(url, {"body": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "dépasse 2 Mo" in answer.text


def test_a_closed_site_is_corrected_with_a_reason(signed_in, prefecture, site):
    change_status(prefecture, site.reference, "fermer", cause="inconnue")
    answer = signed_in(prefecture).get(reverse("site-survey", args=[site.reference]))
    assert "Motif de la correction" in answer.text
    assert "Vérifié, rien de changé" not in answer.text
