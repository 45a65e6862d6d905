"""What one does on the map itself, by mouse and from the keyboard alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

CONTROLS = (
    "Zoom avant",
    "Zoom arrière",
    "Me localiser",
    "Outils",
    "Fonds",
    "Plein écran",
    "Signaler ici",
)


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def at(page: Page, place: str) -> None:
    """Opens the map at `zoom/lat/lng`, once its sites are there."""
    with page.expect_response("**/couches/sites.geojson*"):
        page.goto(f"/carte/#{place}")
        page.reload()
    expect(page.locator("[data-list-count]")).not_to_contain_text("…")


def middle(page: Page) -> tuple[float, float]:
    box = page.locator("#carte").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(page: Page, right: float, down: float) -> None:
    x, y = middle(page)
    page.mouse.click(x + right, y + down)


def tool(page: Page, name: str) -> None:
    page.get_by_role("button", name="Outils").click()
    page.get_by_role("button", name=name).click()


def said(page: Page):
    return page.locator("[data-tool-live]")


def polygon(page: Page) -> list[tuple[float, float]]:
    (text,) = parse_qs(urlsplit(page.url).query)["polygone"]
    return [tuple(map(float, pair.split(","))) for pair in text.split(";")]


def test_every_control_of_the_map_has_a_name(agent: Page) -> None:
    agent.goto("/carte/")
    for name in CONTROLS:
        expect(agent.get_by_role("button", name=name).first).to_be_visible()
    nameless = agent.locator("[data-map-page] button:visible").evaluate_all(
        "all => all.filter((one) => !one.textContent.trim()).map((one) => one.outerHTML)"
    )
    assert nameless == []


def test_measures_a_known_distance_by_mouse(agent: Page) -> None:
    """256 px at zoom 12 are 40,075 km × cos(latitude) / 4096: 6.8 km at 45.75°."""
    at(agent, "12/45.7500/4.8500")
    tool(agent, "Mesurer une distance")
    click(agent, -128, 100)
    click(agent, 128, 100)
    expect(said(agent)).to_have_text("2 sommets, 6,8 km")
    click(agent, 128, 228)
    expect(said(agent)).to_have_text("3 sommets, 10,2 km ; dernier segment : 3,4 km")
    agent.get_by_role("button", name="Terminer").click()
    expect(agent.get_by_role("button", name="Mesurer à nouveau")).to_be_focused()
    agent.keyboard.press("Escape")
    expect(agent.get_by_role("toolbar", name="Dessin sur la carte")).to_be_hidden()


def test_measures_an_area_from_the_keyboard_alone(agent: Page) -> None:
    """A square of 240 px: (240 / 256 × 6.8 km)² = 41 km²."""
    at(agent, "12/45.7500/4.8500")
    agent.get_by_role("button", name="Outils").focus()
    agent.keyboard.press("Enter")
    agent.keyboard.press("Tab")
    agent.keyboard.press("Enter")
    for arrow in ("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowLeft"):
        agent.keyboard.press("Enter")
        agent.keyboard.press(arrow)
        agent.keyboard.press(arrow)
    agent.keyboard.press(" ")
    expect(said(agent)).to_contain_text(re.compile(r"^4 sommets, 4[01],\d km² ; périmètre : 25,"))
    agent.keyboard.press("Backspace")
    expect(said(agent)).to_contain_text("3 sommets")


def test_draws_the_area_that_filters_by_mouse(agent: Page) -> None:
    at(agent, "11/45.7500/4.8500")
    tool(agent, "Filtrer par une zone dessinée")
    for corner in ((-150, -60), (150, -60), (150, 160)):
        click(agent, *corner)
    x, y = middle(agent)
    agent.mouse.dblclick(x - 150, y + 160)
    agent.wait_for_url(re.compile("polygone="))
    assert len(polygon(agent)) == 4
    assert all(4.5 < lng < 5.2 and 45.5 < lat < 46 for lng, lat in polygon(agent))
    expect(agent.locator("path.drawn-line").first).to_be_attached()
    tool(agent, "Retirer la zone du filtre")
    expect(agent).not_to_have_url(re.compile("polygone="))
    expect(agent.locator("path.drawn-line")).to_have_count(0)


def test_draws_the_area_that_filters_from_the_keyboard_alone(agent: Page) -> None:
    at(agent, "11/45.7500/4.8500")
    agent.get_by_role("button", name="Outils").focus()
    agent.keyboard.press("Enter")
    for _ in range(2):
        agent.keyboard.press("Tab")
    agent.keyboard.press("Enter")
    for arrow in ("Shift+ArrowRight", "Shift+ArrowDown"):
        agent.keyboard.press("Enter")
        agent.keyboard.press(arrow)
    agent.keyboard.press("Enter")
    agent.keyboard.press("Enter")  # twice at the same place: it is done
    agent.wait_for_url(re.compile("polygone="))
    assert len(polygon(agent)) == 3
    expect(agent.locator("#carte")).to_be_focused()


def test_a_side_that_crosses_is_refused_at_the_spot(agent: Page) -> None:
    at(agent, "11/45.7500/4.8500")
    tool(agent, "Filtrer par une zone dessinée")
    for corner in ((-100, 0), (100, 0), (100, 150), (0, -50)):
        click(agent, *corner)
    expect(said(agent)).to_contain_text("Ce côté croiserait le tracé")
    expect(agent.locator("path.sketch-corner")).to_have_count(3)
    expect(agent.locator("path.sketch-next.is-wrong")).to_be_attached()
    agent.keyboard.press("Escape")
    assert "polygone" not in agent.url


def test_chooses_the_sites_of_an_area(agent: Page) -> None:
    at(agent, "12/45.7500/4.8500")
    tool(agent, "Choisir les sites d’une zone")
    for corner in ((-160, -120), (300, -120), (300, 250), (-160, 250)):
        click(agent, *corner)
    agent.get_by_role("button", name="Terminer").click()
    expect(said(agent)).to_contain_text(re.compile(r"^\d+ sites? dans la zone\.$"))


def test_says_what_lies_here_from_the_keyboard(agent: Page) -> None:
    at(agent, "14/45.6970/4.8860")
    agent.locator("#carte").focus()
    agent.keyboard.press("Enter")
    card = agent.get_by_role("dialog", name="Vénissieux (69)")
    expect(card).to_contain_text(re.compile(r"45\.69\d{4}, 4\.88\d{4}"))
    expect(card).to_contain_text("Lambert-93")
    expect(card.get_by_role("heading")).to_be_focused()
    agent.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(agent.locator("#carte")).to_be_focused()
    agent.keyboard.press("Enter")
    agent.get_by_role("button", name="Voir seulement Vénissieux").press("Enter")
    expect(agent).to_have_url(re.compile("dans=commune-69259"))
    expect(agent.locator("path.map-mask")).to_be_attached()


def test_a_click_on_the_ground_filters_around_it(agent: Page) -> None:
    at(agent, "14/45.6970/4.8860")
    click(agent, 140, 120)
    agent.get_by_role("button", name="2 km").click()
    expect(agent).to_have_url(re.compile(r"autour=45\.\d{5},4\.\d{5},2000"))
    expect(agent.locator("path.drawn-middle")).to_be_attached()


def test_far_off_a_click_filters_by_the_department(agent: Page) -> None:
    at(agent, "7/45.7500/4.8500")
    expect(agent.locator("path.map-limit").first).to_be_attached()
    x, y = middle(agent)
    agent.mouse.move(x - 160, y + 10)
    expect(agent.locator(".map-departement")).to_have_text("Puy-de-Dôme")
    agent.mouse.click(x - 160, y + 10)
    expect(agent).to_have_url(re.compile("dans=departement-63"))


def test_changes_the_base_map_in_the_address_and_back(agent: Page) -> None:
    agent.goto("/carte/")
    agent.get_by_role("button", name="Fonds").click()
    with agent.expect_request(re.compile("ORTHOPHOTOS")):
        agent.get_by_label("Photographies aériennes").check()
    expect(agent).to_have_url(re.compile("fond=photo"))
    expect(agent.locator(".leaflet-control-attribution")).to_contain_text("Photographies")
    agent.get_by_label("Contours seuls").check()
    expect(agent).to_have_url(re.compile("fond=contours"))
    expect(agent.locator(".leaflet-tile")).to_have_count(0)
    agent.go_back()
    expect(agent).to_have_url(re.compile("fond=photo"))
    expect(agent.get_by_label("Photographies aériennes")).to_be_checked()


def test_no_view_crosses_the_antimeridian(sign_in) -> None:
    page: Page = sign_in("dihal@demo.example")
    with page.expect_response(re.compile("sites.geojson.*bbox=")) as asked:
        page.goto("/carte/#10/10.0000/179.0000")
        page.reload()
    assert asked.value.ok
    west, _, east, _ = map(float, parse_qs(urlsplit(asked.value.url).query)["bbox"][0].split(","))
    assert -180 < west < east < 90  # brought back to where France is


def test_on_a_phone_nothing_lies_over_the_controls(agent: Page) -> None:
    agent.set_viewport_size(PHONE)
    at(agent, "12/45.7500/4.8500")
    for name in CONTROLS:
        button = agent.get_by_role("button", name=name).locator("visible=true").first
        button.click(trial=True)
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44, name
