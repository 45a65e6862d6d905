"""An agent of the DDETS records a whole survey on a phone, and reads it on the site's page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.picking import Sites

pytestmark = [pytest.mark.e2e, pytest.mark.browser_context_args(viewport=PHONE)]


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("ddets.rhone@demo.example")


@pytest.fixture
def site(agent: Page) -> str:
    """The address of an open site of the Rhône."""
    agent.goto("/sites/?dans=departement-69&statut=ouvert")
    found = re.search(r'href="(/sites/69-\d+/)"', agent.content())
    assert found
    return found[1]


def group(page: Page, name: str) -> Locator:
    found = page.locator(f"details#{name}")
    if found.get_attribute("open") is None:
        found.locator("summary").first.click()
    return found


def answer(where: Locator, question: str, word: str) -> None:
    asked = where.locator("fieldset", has=where.page.locator("legend", has_text=question)).last
    asked.get_by_label(word, exact=True).check()


def test_records_a_whole_survey_on_a_phone(agent: Page, site: str) -> None:
    agent.goto(f"{site}actualiser/#abris")
    expect(agent.locator("details#abris")).to_have_attribute("open", "")
    population = group(agent, "population")
    for name, value in {"people": 57, "women": 27, "minors": 21, "minors_0_3": 6}.items():
        population.locator(f"[name={name}]").fill(str(value))
    answer(population, "Origines", "Union européenne")
    group(agent, "abris").locator("[name=caravans]").fill("13")
    water = group(agent, "eau")
    water.locator("[name=eau_acces]").select_option("fontaine")
    answer(water, "Eaux stagnantes", "Non")
    answer(water, "en continu", "Oui")
    answer(water, "Point d’eau sur le site", "Oui")
    answer(water, "Accès inégal", "Oui")
    water.locator("[name=eau_distance]").fill("300")
    water.locator("[name=eau_distance]").blur()
    expect(water.locator(".survey-verdict")).to_contain_text(
        "À améliorer : point d’eau à plus de 200 m, accès inégal"
    )
    assert agent.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    agent.get_by_role("button", name="Enregistrer le diagnostic").click()
    agent.wait_for_url(f"**{site}")
    for words in ("Point d’eau à plus de 200 m, accès inégal", "Union européenne"):
        expect(agent.get_by_text(words).first).to_be_visible()
    agent.get_by_role("link", name="Tous les diagnostics").click()
    expect(agent.locator(".surveys__table tbody tr").first).to_contain_text("57")
    agent.wait_for_load_state()
    assert agent.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_day_stays_in_sight_of_the_last_columns(agent: Page, sites: Sites) -> None:
    agent.goto(f"/sites/{sites.busy}/diagnostics/")
    table = agent.get_by_role("region", name="Tous les diagnostics")
    table.focus()
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    table.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    for cell in ("th[scope=row]", ".surveys__by"):
        expect(table.locator(cell).first).to_be_in_viewport(ratio=0.9)
    agent.set_viewport_size(WIDE)
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_question_without_meaning_is_not_asked(agent: Page, site: str) -> None:
    agent.goto(f"{site}actualiser/#eau")
    water = group(agent, "eau")
    water.locator("[name=eau_distance]").fill("300")
    water.locator("[name=eau_acces]").select_option("aucun")
    expect(water.locator("[name=eau_distance]")).to_be_hidden()
    expect(water.locator(".survey-verdict")).to_contain_text("Mauvais : aucun accès à l’eau")
    water.locator("[name=eau_acces]").select_option("citerne")
    expect(water.locator("[name=eau_distance]")).to_have_value("")


def test_what_is_wrong_comes_back_open_and_kept(agent: Page, site: str) -> None:
    agent.goto(f"{site}actualiser/")
    population = group(agent, "population")
    population.locator("[name=minors]").fill("3")
    population.locator("[name=girls]").fill("4")
    group(agent, "eau").locator("[name=eau_distance]").fill("40")
    agent.get_by_role("button", name="Enregistrer le diagnostic").click()
    expect(agent.get_by_text("plus de filles que de mineurs").first).to_be_visible()
    expect(agent.locator("[name=girls]")).to_have_value("4")
    expect(agent.locator("[name=eau_distance]")).to_have_value("40")
    expect(agent.locator("[name=eau_distance]")).to_be_visible()
