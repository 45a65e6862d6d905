"""An agent of the préfecture closes a site, links where people went, merges a duplicate and comes
back on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.picking import Sites

pytestmark = pytest.mark.e2e
CLOSED = "/sites/?statut=ferme"  # of all that an agent of the Rhône sees


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def references(page: Page, address: str) -> list[str]:
    """Those of the sites in a list, in its order."""
    page.goto(address)
    found = re.findall(r"/sites/(69-\d{4,})/", page.content())
    return list(dict.fromkeys(found))


def test_closes_a_site_with_what_became_of_people(agent: Page, sites: Sites) -> None:
    agent.set_viewport_size(PHONE)
    reference = sites.others[-1]
    agent.goto(f"/sites/{reference}/fermer/")
    agent.get_by_label("Cause de la fermeture").select_option("justice")
    agent.get_by_text("Avec", exact=True).click()
    lodged = agent.get_by_role("group", name="Logement", exact=True)
    lodged.get_by_label("Personnes").fill("2")
    agent.get_by_label("Où les personnes sont-elles allées").fill("Vers Givors")
    agent.get_by_role("button", name="Fermer le site").click()
    expect(agent.locator("main")).to_contain_text("Avec des solutions : logement (2 personnes)")
    expect(agent.locator("main")).to_contain_text("Vers Givors")


def test_says_where_people_came_from(agent: Page, sites: Sites) -> None:
    former = references(agent, CLOSED)[0]
    reference = sites.others[-2]
    agent.goto(f"/sites/{reference}/reinstallations/")
    agent.get_by_label("Chercher l’autre site").fill(former)
    agent.get_by_role("button", name="Chercher", exact=True).click()
    agent.get_by_role("button", name=f"Choisir {former}").click()
    agent.locator("#id_people").fill("3")
    agent.get_by_role("button", name="Indiquer").click()
    expect(agent.locator("main")).to_contain_text("Reçoit des personnes de")
    agent.goto(f"/sites/{former}/")
    links = agent.get_by_role("region", name="Réinstallations")
    expect(links).to_contain_text("Personnes parties vers")
    expect(links).to_contain_text(reference)


def test_merges_a_duplicate_and_undoes_it(agent: Page, sites: Sites) -> None:
    lost, kept = sites.others[-4:-2]
    agent.goto(f"/sites/{kept}/fusionner/?avec={lost}")
    expect(agent.get_by_role("heading", name="Est-ce le même site ?")).to_be_visible()
    agent.get_by_role("button", name="Fusionner les deux fiches").click()
    expect(agent).to_have_url(re.compile(f"/sites/{kept}/"))
    agent.goto(f"/sites/{lost}/")
    expect(agent).to_have_url(re.compile(f"/sites/{kept}/"))
    agent.get_by_role("button", name=f"Annuler la fusion de {lost}").click()
    expect(agent.locator("main")).to_contain_text("La fusion est annulée")
    agent.goto(f"/sites/{lost}/")
    expect(agent).to_have_url(re.compile(f"/sites/{lost}/"))
