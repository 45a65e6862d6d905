from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.enums import TRANSITIONS, SiteStatus, StatusAction
from sites.forms.status import WORDS
from sites.services import change_status

TODAY = timezone.localdate()


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


def url(site, action):
    return reverse("site-status", args=[site.reference, action])


def typed(**values):
    return {"version": 1, "on": TODAY} | values


def test_every_action_has_its_words_and_its_address(site):
    assert set(WORDS) == set(StatusAction)
    assert url(site, StatusAction.CLOSE) == f"/sites/{site.reference}/fermer/"


def test_closing(agent, site):
    assert "Plus personne n’y vit" in agent.get(url(site, "fermer")).text
    answer = agent.post(url(site, "fermer"), typed(cause="justice"), follow=True)
    assert f"Le site {site.reference} est fermé." in answer.text
    site.refresh_from_db()
    assert site.status == SiteStatus.FERME


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Choisissez la cause"),
        ({"cause": "météo"}, "météo"),
        ({"cause": "autre"}, "Précisez le contexte"),
        ({"cause": "justice", "on": TODAY + timedelta(days=1)}, "à venir"),
        ({"cause": "justice", "on": TODAY - timedelta(days=9)}, "précède le début"),
        ({"cause": "justice", "on": "demain"}, "date valide"),
    ],
)
def test_bad_input_comes_back_in_words(agent, site, values, words):
    answer = agent.post(url(site, "fermer"), typed(**values))
    assert answer.status_code == 400
    assert words in answer.text
    site.refresh_from_db()
    assert site.status == SiteStatus.SIGNALE


def test_a_stale_page_asks_again(agent, prefecture, site):
    change_status(prefecture, site.reference, StatusAction.CONFIRM)
    answer = agent.post(url(site, "fermer"), typed(cause="justice"))
    assert answer.status_code == 409
    assert "Cette fiche a changé depuis que vous l’avez ouverte" in answer.text
    assert agent.post(url(site, "fermer"), typed(cause="justice", version=2)).status_code == 302


@pytest.mark.parametrize("action", StatusAction)
def test_only_what_the_status_allows(agent, site, action):
    allowed = TRANSITIONS[SiteStatus.SIGNALE, action] is not None
    answer = agent.get(url(site, action))
    assert answer.status_code == (200 if allowed else 400)
    assert allowed or "n’est pas possible" in answer.text


def test_rights(signed_in, ars, stranger, site):
    for method in ("get", "post"):
        assert getattr(signed_in(ars), method)(url(site, "confirmer")).status_code == 403
        assert getattr(signed_in(stranger), method)(url(site, "confirmer")).status_code == 404
    site.refresh_from_db()
    assert site.status == SiteStatus.SIGNALE
