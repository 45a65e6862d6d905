"""The search box by the keyboard alone: from any page to a site, a territory, a place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

ADDRESS = {
    "kind": "address",
    "label": "12 Rue de la Paix 69200 Vénissieux",
    "detail": "Adresse",
    "url": "/carte/#18/45.7/4.88",
    "lat": 45.7,
    "lng": 4.88,
    "zoom": 18,
}


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("^Rechercher"))


def current(page: Page) -> Locator:
    return page.locator("[role=option][aria-selected=true]")


def short(reference: str) -> str:
    """As one says it: 69-36."""
    departement, number = reference.split("-")
    return f"{departement}-{int(number)}"


def look_for(page: Page, text: str) -> None:
    """Ctrl + K from wherever one is, then the words, until something is proposed."""
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.keyboard.type(text)
    expect(page.get_by_role("listbox", name="Résultats")).to_be_visible()


def test_the_first_arrow_goes_to_the_first_option_and_round(agent: Page) -> None:
    agent.goto("/sites/")
    look_for(agent, "rue")
    expect(current(agent)).to_have_count(0)
    options = agent.locator("[role=option]:not([aria-disabled])")
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("End", -1), ("ArrowDown", 0)):
        agent.keyboard.press(key)
        expect(current(agent)).to_have_text(options.nth(place).text_content() or "")
        active = box(agent).get_attribute("aria-activedescendant")
        assert current(agent).get_attribute("id") == active
    agent.keyboard.press("ArrowUp")
    expect(current(agent)).to_have_text(options.last.text_content() or "")
    agent.keyboard.press("Home")
    expect(current(agent)).to_have_text(options.first.text_content() or "")
    agent.keyboard.press("Escape")
    expect(agent.get_by_role("listbox", name="Résultats")).to_be_hidden()
    expect(box(agent)).to_have_value("rue")
    agent.keyboard.press("Escape")
    expect(box(agent)).to_have_value("")


def test_opens_a_site_by_its_reference_from_a_form(agent: Page, sites) -> None:
    agent.goto("/sites/signaler/")
    look_for(agent, short(sites.busy))
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("Enter")
    expect(agent).to_have_url(re.compile(f"/sites/{sites.busy}/$"))


def test_a_slash_that_one_types_stays_in_its_field(agent: Page) -> None:
    agent.goto("/sites/")
    agent.get_by_label("Nom, adresse ou référence").focus()
    agent.keyboard.type("a/b")
    expect(agent.get_by_label("Nom, adresse ou référence")).to_have_value("a/b")


def test_enter_without_a_choice_opens_the_page_of_results(agent: Page) -> None:
    agent.goto("/annuaire/")
    agent.keyboard.press("Control+k")
    agent.keyboard.type("vénissieux")
    agent.keyboard.press("Enter")
    expect(agent).to_have_url(re.compile(r"/recherche/\?q=v%C3%A9nissieux$"))
    expect(agent.get_by_role("link", name=re.compile("^Vénissieux"))).to_be_visible()
    expect(agent.get_by_text("Recherche d’adresse indisponible.")).to_be_visible()


def test_on_the_map_a_site_opens_its_sheet_and_escape_comes_back(agent: Page, sites) -> None:
    agent.goto("/carte/")
    look_for(agent, sites.busy.replace("-", ""))
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("Enter")
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet).to_contain_text(sites.busy)
    expect(agent).to_have_url(re.compile(rf"/carte/\?.*site={sites.busy}"))
    expect(box(agent)).to_have_value("")
    agent.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(box(agent)).to_be_focused()


def test_on_the_map_a_territory_filters_it(agent: Page) -> None:
    agent.goto("/carte/")
    look_for(agent, "villeurbanne")
    agent.keyboard.press("ArrowDown")
    while "Commune" not in (current(agent).text_content() or ""):
        agent.keyboard.press("ArrowDown")
    agent.keyboard.press("Enter")
    expect(agent).to_have_url(re.compile("dans=commune-69266"))
    expect(agent).to_have_title(re.compile("Villeurbanne"))


def test_on_the_map_coordinates_put_a_pin_that_can_be_taken_away(agent: Page) -> None:
    agent.goto("/carte/")
    look_for(agent, "45,7601 4,8590")
    agent.keyboard.press("ArrowDown")
    expect(current(agent)).to_contain_text("Lyon 3e Arrondissement (Rhône)")
    agent.keyboard.press("Enter")
    pin = agent.get_by_role("button", name="45.760100, 4.859000")
    expect(pin).to_be_focused()
    expect(agent).to_have_url(re.compile(r"#17/45\.760\d/4\.859\d"))
    expect(agent.get_by_role("link", name="Signaler un site ici")).to_have_attribute(
        "href", re.compile(r"position=45\.7601,4\.859$")
    )
    agent.get_by_role("button", name="Retirer le repère").focus()
    agent.keyboard.press("Enter")
    expect(pin).to_have_count(0)


def test_addresses_come_after_and_move_nothing(agent: Page) -> None:
    agent.goto("/carte/")
    held: list[Route] = []
    agent.route(re.compile("adresses=oui"), lambda route: held.append(route))
    look_for(agent, "rue")
    agent.keyboard.press("ArrowDown")
    before = current(agent).text_content() or ""
    answer = [{"group": "Adresses", "items": [ADDRESS], "words": ""}]
    for route in held:
        route.fulfill(json=answer)
    group = agent.get_by_role("group", name="Adresses")
    expect(group.get_by_role("option")).to_contain_text(ADDRESS["label"])
    expect(current(agent)).to_have_text(before)
    agent.keyboard.press("End")
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("button", name=ADDRESS["label"])).to_be_focused()


def test_the_geocoder_away_is_said_in_the_list(agent: Page) -> None:
    agent.goto("/carte/")
    look_for(agent, "chemin")
    expect(agent.get_by_role("group", name="Adresses")).to_contain_text("indisponible")


def test_on_a_phone_the_box_unfolds_and_folds(agent: Page, sites) -> None:
    agent.set_viewport_size(PHONE)
    agent.goto("/sites/")
    opener = agent.get_by_role("link", name="Rechercher", exact=True)
    expect(box(agent)).to_be_hidden()
    opener.focus()
    agent.keyboard.press("Enter")
    expect(box(agent)).to_be_focused()
    agent.keyboard.type(short(sites.busy))
    expect(agent.get_by_role("option", name=re.compile(sites.busy))).to_be_visible()
    assert not [
        one for one in Axe().run(agent).response["violations"] if one["impact"] == "critical"
    ]
    for _ in range(3):  # the list, the words, the box
        agent.keyboard.press("Escape")
    expect(box(agent)).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_territory_of_the_filters_is_the_first_that_the_arrow_meets(agent: Page) -> None:
    agent.goto("/carte/")
    field = agent.get_by_role("combobox", name="Territoire", exact=True)
    field.fill("metropole de lyon")
    expect(agent.get_by_role("option").first).to_contain_text("Métropole de Lyon")
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("Enter")
    expect(agent).to_have_url(re.compile("dans=epci-200046977"))


def test_a_territory_of_the_filters_is_taken_by_enter_alone(agent: Page) -> None:
    agent.goto("/carte/")
    field = agent.get_by_role("combobox", name="Territoire", exact=True)
    field.fill("metropole de lyon")
    agent.keyboard.press("Enter")
    expect(agent).to_have_url(re.compile("dans=epci-200046977"))
    expect(agent).to_have_title(re.compile("Métropole de Lyon"))
    field.fill("")
    agent.keyboard.press("Enter")
    expect(agent).not_to_have_url(re.compile("dans="))
