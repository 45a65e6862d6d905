"""The day of an agent of the préfecture of the Rhône, from the map to the record and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.picking import open_by_key

pytestmark = pytest.mark.e2e


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def open_fold(page: Page, title: str) -> None:
    page.locator("summary", has_text=title).first.click()


def test_opens_the_map_on_his_department(agent: Page) -> None:
    agent.goto("/carte/")
    expect(agent).to_have_title(re.compile("Rhône"))
    expect(agent.locator("[data-part=count-words]").first).to_contain_text("sites")
    expect(agent.locator(".leaflet-marker-icon").first).to_be_visible()


def test_filters_by_the_metropole_and_opens_a_site(agent: Page) -> None:
    agent.goto("/carte/")
    agent.get_by_role("combobox", name="Territoire", exact=True).fill("metropole de lyon")
    agent.get_by_role("option", name=re.compile("Métropole de Lyon")).first.click()
    expect(agent).to_have_url(re.compile(r"dans=epci-200046977"))
    expect(agent).to_have_title(re.compile("Métropole de Lyon"))
    open_by_key(agent)
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text(re.compile(r"69-\d{4}"))
    expect(agent).to_have_url(re.compile(r"site=69-\d{4}"))
    agent.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    agent.go_back()
    expect(sheet).to_be_visible()


def test_is_told_which_filter_is_wrong(agent: Page) -> None:
    agent.goto("/carte/")
    agent.locator("summary", has_text="Personnes").click()
    agent.get_by_label("Personnes, au moins").fill("999999999")
    agent.keyboard.press("Enter")
    notice = agent.locator("[data-notices]")
    expect(notice).to_contain_text("Personnes, au moins : Un nombre entier de 0 à 100\u00a0000")


def test_writes_in_the_journal_from_the_sheet(agent: Page, sites) -> None:
    agent.goto(f"/carte/?site={sites.busy}")
    agent.get_by_role("tab", name=re.compile("Journal")).click()
    agent.get_by_label("Écrire au journal").fill("Réunion avec la mairie jeudi à 10 h.")
    agent.get_by_role("button", name="Publier").click()
    entries = agent.locator("[role=tabpanel]:visible")
    expect(entries).to_contain_text("Réunion avec la mairie jeudi à 10 h.")
    expect(agent).to_have_url(re.compile("/carte/"))


def test_reports_by_a_click_then_confirms_closes_and_reopens(agent: Page) -> None:
    agent.goto("/sites/signaler/?lon=4.8000&lat=45.9000")
    picker = agent.locator(".leaflet-container")
    expect(picker).to_be_visible()
    box = picker.bounding_box()
    assert box
    agent.mouse.click(box["x"] + box["width"] / 2 + 12, box["y"] + box["height"] / 2 + 12)
    expect(agent.locator("#place")).to_contain_text("Rhône")
    agent.get_by_label(re.compile("^Appellation")).fill("Terrain de l’essai")
    agent.get_by_label(re.compile("^Personnes")).fill("23")
    agent.get_by_role("button", name="Signaler le site").click()
    expect(agent.get_by_role("heading", name="Terrain de l’essai")).to_be_visible()
    expect(agent.get_by_text("Signalé (à confirmer)").first).to_be_visible()

    agent.get_by_role("link", name="Confirmer").click()
    agent.get_by_role("button", name=re.compile("Confirmer")).click()
    expect(agent.get_by_text("Ouvert", exact=True).first).to_be_visible()

    agent.locator("summary").get_by_text("Plus", exact=True).click()
    agent.get_by_role("link", name=re.compile("^Fermer")).click()
    agent.get_by_label("Cause").select_option("justice")
    agent.get_by_role("button", name=re.compile("Fermer")).click()
    expect(agent.get_by_text("Fermé", exact=True).first).to_be_visible()

    agent.locator("summary").get_by_text("Plus", exact=True).click()
    agent.get_by_role("link", name=re.compile("^Rouvrir")).click()
    agent.get_by_role("button", name=re.compile("Rouvrir")).click()
    expect(agent.get_by_text("Ouvert", exact=True).first).to_be_visible()


def test_is_told_of_swapped_coordinates(agent: Page) -> None:
    agent.goto("/sites/signaler/")
    agent.get_by_label("Coordonnées").fill("4.8590, 45.7601")
    agent.get_by_role("button", name="Signaler le site").click()
    expect(agent.get_by_text(re.compile("semblent inversées")).first).to_be_visible()


def test_actualises_a_site(agent: Page, sites) -> None:
    site = sites.others[0]
    agent.goto(f"/sites/{site}/actualiser/")
    agent.get_by_label(re.compile("^Personnes")).fill("31")
    agent.get_by_role("button", name=re.compile("Enregistrer|Actualiser")).last.click()
    expect(agent).to_have_url(re.compile(f"/sites/{site}/$"))
    expect(agent.get_by_text("31", exact=True).first).to_be_visible()


def test_does_it_on_a_phone(agent: Page, sites) -> None:
    agent.set_viewport_size(PHONE)
    site = sites.others[0]
    agent.goto(f"/carte/?site={site}")
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet).to_be_visible()
    expect(agent).to_have_title(re.compile(site))
    marker, over = agent.locator(".site-marker.is-open").bounding_box(), sheet.bounding_box()
    assert marker
    assert over
    assert marker["y"] + marker["height"] < over["y"]
    agent.get_by_role("link", name="Écrire au journal").click()
    expect(agent.get_by_label("Écrire au journal")).to_be_visible()
    wide = agent.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


def test_does_not_reach_another_department(agent: Page, sites) -> None:
    answer = agent.goto(f"/sites/{sites.elsewhere}/")
    assert answer
    assert answer.status == 404
    expect(agent.get_by_role("heading", name="Page introuvable")).to_be_visible()
