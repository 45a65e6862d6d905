"""A footprint is drawn and saved; what is not finished is neither lost nor said to be saved."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.picking import Sites

pytestmark = pytest.mark.e2e
SQUARE = ((-60, -40), (60, -40), (60, 50), (-60, 50))
# Wound around its first corner: the side that closes it crosses another
SPIRAL = ((0, 0), (80, 0), (80, 60), (-40, 60), (-40, -40), (120, -40), (120, 100))


@pytest.fixture
def page_of(sign_in, sites: Sites):
    """The page of the footprint of the nth ordinary site, its map ready."""

    def opened(number: int) -> Page:
        agent = sign_in("prefecture.rhone@demo.example")
        agent.goto(f"/sites/{sites.others[number]}/emprise/")
        agent.locator("[data-footprint-form][data-ready]").wait_for()
        return agent

    return opened


def draw(page: Page, *corners: tuple[int, int]) -> None:
    """From the middle of the map, in px: right, down."""
    page.get_by_role("button", name="Dessiner").click()
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    for right, down in corners:
        x, y = box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down
        page.mouse.click(x, y)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer").click()


def bar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Dessin sur la carte")


def ring(page: Page) -> list:
    text = page.get_by_label("Tracé").input_value()
    return json.loads(text)["coordinates"] if text else []


def test_a_ring_left_open_is_closed_and_saved(page_of) -> None:
    page = page_of(2)
    address = page.url
    draw(page, *SQUARE)
    save(page)
    page.wait_for_url(re.compile(r"/sites/[\w-]+/$"))
    expect(page.get_by_role("status").filter(has_text="enregistrée")).to_be_visible()
    page.goto(address)
    (polygon,) = ring(page)
    assert len(polygon[0]) == len(SQUARE) + 1


@pytest.mark.parametrize(
    ("corners", "words"),
    [(SQUARE[:2], "Il faut au moins 3 sommets"), (SPIRAL, "croiserait le tracé")],
)
def test_what_cannot_be_closed_is_refused_and_kept(page_of, corners, words) -> None:
    page = page_of(3)
    address = page.url
    draw(page, *corners)
    save(page)
    expect(bar(page)).to_contain_text(words)
    expect(page.locator(".leaflet-container")).to_be_focused()
    assert page.locator("path.sketch-corner").count() >= 2
    assert page.url == address


def test_nothing_drawn_is_not_said_to_be_saved(page_of) -> None:
    page = page_of(3)
    draw(page)
    save(page)
    page.wait_for_url(re.compile(r"/sites/[\w-]+/$"))
    expect(page.get_by_role("status").filter(has_text="Rien n’a changé.")).to_be_visible()


def test_the_former_shape_stays_under_the_new_one(page_of) -> None:
    page = page_of(4)
    draw(page, *SQUARE)
    bar(page).get_by_role("button", name="Terminer").click()
    expect(bar(page)).to_be_hidden()
    draw(page, *SQUARE[:2])
    dashes = "one => getComputedStyle(one).strokeDasharray"
    assert page.locator("path.footprint-shape").evaluate(dashes) != "none"
    bar(page).get_by_role("button", name="Annuler").click()
    assert page.locator("path.footprint-shape").evaluate(dashes) == "none"


def test_what_is_pasted_takes_the_place_of_a_sketch(page_of) -> None:
    page = page_of(3)
    draw(page, *SQUARE)
    page.get_by_label("Tracé").fill("POLYGON((4.9 45.7, 4.91 45.7, 4.91 45.71, 4.9 45.7))")
    expect(bar(page)).to_be_hidden()
    expect(page.locator("path.sketch-corner")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, {"width": 1440, "height": 900}])
def test_the_bar_leaves_the_place_to_draw(page_of, size) -> None:
    page = page_of(3)
    page.set_viewport_size(size)
    draw(page)
    over, ground, zoom = (
        one.bounding_box()
        for one in (bar(page), page.locator(".leaflet-container"), page.locator(".leaflet-bar"))
    )
    assert over
    assert ground
    assert zoom
    covered = min(over["y"] + over["height"], ground["y"] + ground["height"]) - over["y"]
    assert covered < ground["height"] / 4
    assert zoom["y"] >= over["y"] + over["height"] or zoom["y"] + zoom["height"] <= over["y"]
    assert over["y"] >= 0
    assert over["y"] + over["height"] <= size["height"]


def test_the_small_map_shows_the_shape_and_the_point(page_of) -> None:
    page = page_of(5)
    settings = page.locator("#footprint-settings").text_content()
    lat, lng = json.loads(settings or "{}")["place"]
    far = lng + 0.019  # about 1.5 km
    corners = ((far, lat), (far + 0.001, lat), (far, lat + 0.001), (far, lat))
    wkt = ", ".join(f"{one:.6f} {other:.6f}" for one, other in corners)
    page.get_by_label("Tracé").fill(f"POLYGON(({wkt}))")
    save(page)
    page.wait_for_url(re.compile(r"/sites/[\w-]+/$"))
    frame = page.locator(".small-map")
    for query in ("", f"?au={date.today()}"):
        page.goto(page.url.split("?")[0] + query)
        for one in (frame.locator(".site-marker"), frame.locator("path.map-footprint")):
            expect(one).to_be_attached()
            assert is_within(one, frame)
        stroke = frame.locator("path.map-footprint").evaluate("one => getComputedStyle(one).stroke")
        assert stroke == "rgb(0, 0, 145)"


def is_within(one: Locator, frame: Locator) -> bool:
    inside, outside = one.bounding_box(), frame.bounding_box()
    assert inside
    assert outside
    return (
        outside["x"] <= inside["x"]
        and outside["y"] <= inside["y"]
        and inside["x"] + inside["width"] <= outside["x"] + outside["width"]
        and inside["y"] + inside["height"] <= outside["y"] + outside["height"]
    )
