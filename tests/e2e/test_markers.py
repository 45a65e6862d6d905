"""What stands on the map: bubbles and sites, their colours and legend, and each within reach."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.e2e

RHONE = "/carte/?dans=departement-69"
SITES = re.compile(r"/couches/sites\.geojson")
MANY = 400


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def altered(page: Page, change) -> None:
    """Has the layer answer its true features, changed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.json()
        body["features"] = change(body["features"])
        route.fulfill(response=response, body=json.dumps(body))

    page.route(SITES, answer)


def counts(page: Page) -> dict[str, int]:
    """{label: count} of the legend."""
    rows = page.locator("[data-legend-list] li").filter(has=page.locator("data"))
    found = {}
    for row in rows.all():
        label = row.locator(".map-legend__label").inner_text()
        found[label] = int(row.locator("data").get_attribute("value") or 0)
    return found


def markers(page: Page) -> Locator:
    return page.locator(".site-marker")


def test_a_bubble_leads_down_into_its_territory(sign_in) -> None:
    page: Page = sign_in("dihal@demo.example")
    page.goto("/carte/#7/45.9/4.8")
    bubble = page.get_by_role(
        "button", name=re.compile(r"^Rhône, \d+ sites, [\d\s]+ personnes,.* ouvrir$")
    )
    expect(bubble).to_be_visible()
    expect(page.locator(".map-caption", has_text=re.compile("^Rhône$"))).to_be_visible()
    expect(page.locator("[data-legend]")).to_contain_text("nombre de sites")
    bubble.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dans=departement-69"))
    expect(markers(page).first).to_be_visible()
    expect(page.locator(".bubble-marker")).to_have_count(0)
    expect(page.locator(".site-marker:focus")).to_have_count(1)
    page.go_back()
    expect(bubble).to_be_visible()


def test_the_colour_stands_in_the_address_and_back_returns_from_it(agent: Page) -> None:
    agent.goto("/carte/")
    choice = agent.get_by_label("Couleur")
    expect(markers(agent).first).to_be_visible()
    choice.select_option("Eau")
    expect(agent).to_have_url(re.compile("couleur=eau"))
    expect(agent.locator(".site-marker .symbol--level-mauvais").first).to_be_attached()
    expect(agent.locator("[data-legend-list]")).to_contain_text("Mauvais")
    agent.reload()
    expect(choice).to_have_value("eau")
    expect(agent.locator(".site-marker .symbol--level-mauvais").first).to_be_attached()
    choice.select_option("Statut")
    expect(agent).not_to_have_url(re.compile("couleur="))
    agent.go_back()
    expect(choice).to_have_value("eau")
    expect(agent.locator(".site-marker .symbol--ouvert")).to_have_count(0)


@pytest.mark.parametrize("colour", ["statut", "eau", "personnes", "maj"])
def test_the_legend_counts_what_is_shown(agent: Page, colour: str) -> None:
    agent.goto(f"{RHONE}&couleur={colour}")
    total = int(agent.locator("[data-total]").first.get_attribute("value") or 0)
    expect(markers(agent)).to_have_count(total)
    declared = agent.evaluate(
        "name => JSON.parse(document.getElementById('map-settings').textContent)"
        ".colours.find(one => one.name === name).shades",
        colour,
    )
    shades = {shade["label"]: shade["style"] for shade in declared}
    said = {label: count for label, count in counts(agent).items() if label in shades}
    assert sum(said.values()) == total
    assert 0 not in said.values()
    for label, style in shades.items():
        drawn = agent.locator(f".site-marker .symbol--{style}").count()
        assert said.get(label, 0) == drawn, label


def test_two_sites_at_one_point_are_both_reached_by_the_keyboard(agent: Page, sites) -> None:
    pair = sites.others[:2]

    def together(features):
        place = next(
            one["geometry"] for one in features if one["properties"]["reference"] == pair[1]
        )
        for one in features:
            if one["properties"]["reference"] == pair[0]:
                one["geometry"] = place
        return [one for one in features if one["properties"]["reference"] in pair]

    altered(agent, together)
    agent.goto(RHONE)
    first = agent.locator(f".site-marker[data-reference='{pair[0]}']")
    sign = agent.locator(".site-marker .site-marker__stack")
    expect(sign).to_have_text("2")
    agent.locator(".leaflet-container").focus()
    agent.keyboard.press("Tab")
    expect(agent.locator(".site-marker:focus")).to_have_attribute(
        "aria-label", re.compile("2 au même endroit")
    )
    opened = set()
    for step in ("", "ArrowRight"):
        agent.keyboard.press("Enter")  # puts them apart, or opens once they are
        if not step:
            expect(sign).to_have_count(0)
            expect(agent.locator(".map-leg")).to_have_count(4)
            agent.keyboard.press("ArrowLeft")
            agent.keyboard.press("Enter")
        expect(agent.get_by_role("complementary", name="Fiche du site")).to_be_visible()
        expect(agent).to_have_url(re.compile(r"site=69-\d{4}"))
        opened.add(re.findall(r"69-\d{4}", agent.url)[0])
        agent.locator("[data-sheet-close]").click()
        expect(agent).not_to_have_url(re.compile("site="))
        agent.locator(".site-marker[tabindex='0']").focus()
        if not step:
            agent.keyboard.press("ArrowRight")
    assert opened == set(pair)
    agent.keyboard.press("Escape")
    expect(sign).to_have_text("2")
    expect(first).to_be_attached()


def test_the_open_site_stands_on_the_map_whatever_the_filters_leave(agent: Page, sites) -> None:
    agent.goto(f"/carte/?statut=ferme&site={sites.busy}")
    expect(agent.locator(f".site-marker.is-open[data-reference='{sites.busy}']")).to_be_visible()
    agent.keyboard.press("Escape")
    expect(agent.locator(f".site-marker[data-reference='{sites.busy}']")).to_have_count(0)


def test_the_name_of_the_open_site_stands_outside_of_its_rings(agent: Page, sites) -> None:
    def approximate(features: list) -> list:
        for one in features:
            one["properties"]["location_precision"] = "commune"
        return features

    altered(agent, approximate)
    agent.goto(f"/carte/?site={sites.busy}")
    name = agent.locator("[data-sheet-title]").inner_text()
    caption = agent.locator(".map-caption", has_text=name[:20])
    ring = agent.locator(".site-marker.is-open .symbol__halo")
    expect(caption).to_be_visible()
    right_of = "element => element.getBoundingClientRect().right"
    left_of = "element => element.getBoundingClientRect().left"
    assert caption.evaluate(left_of) >= ring.evaluate(right_of)


def test_a_crowd_is_painted_and_each_of_it_opens_by_a_click_and_by_the_arrows(
    agent: Page, sites
) -> None:
    def crowd(features):
        one = next(one for one in features if one["properties"]["reference"] == sites.busy)
        one["properties"]["people"] = 20  # small enough to hide none of the others
        lng, lat = one["geometry"]["coordinates"]
        others = []
        for number in range(MANY):
            where = [lng + 0.004 * (number % 20 - 9.5), lat + 0.003 * (number // 20 - 9.5)]
            point = {"type": "Point", "coordinates": where}
            others.append(
                one
                | {
                    "geometry": point,
                    "properties": one["properties"] | {"reference": f"69-{8000 + number}"},
                }
            )
        return [one, *others]

    place: list[float] = []

    def answer(features):
        crowded = crowd(features)
        place[:] = crowded[0]["geometry"]["coordinates"]
        return crowded

    altered(agent, answer)
    agent.goto(f"/carte/?site={sites.busy}")
    expect(agent.locator(".site-marker.is-open")).to_be_visible()
    agent.goto("about:blank")
    agent.goto(f"/carte/#13/{place[1]:.4f}/{place[0]:.4f}")
    expect(agent.locator("[data-list-count]")).to_contain_text(re.compile(r"\d{3}"))
    assert markers(agent).count() < 5
    box = agent.locator(".leaflet-container").bounding_box()
    assert box
    agent.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(agent).to_have_url(re.compile(f"site={sites.busy}"))
    agent.keyboard.press("Escape")
    agent.locator(".site-marker[tabindex='0']").focus()
    before = agent.locator(".site-marker:focus").get_attribute("data-reference")
    agent.keyboard.press("ArrowRight")
    expect(agent.locator(f".site-marker:focus:not([data-reference='{before}'])")).to_be_visible()


def test_plus_zooms_from_a_marker_and_its_hint_follows(agent: Page, sites) -> None:
    pair, place = sites.others[:2], [4.86, 45.75]

    def side_by_side(features):
        shown = [one for one in features if one["properties"]["reference"] in pair]
        for number, one in enumerate(shown):
            one["geometry"] = {
                "type": "Point",
                "coordinates": [place[0] + 0.0015 * number, place[1]],
            }
        return shown

    altered(agent, side_by_side)
    agent.goto(f"/carte/#12/{place[1]:.4f}/{place[0]:.4f}")
    focused, hint = agent.locator(".site-marker:focus"), agent.locator(".leaflet-tooltip")
    expect(agent.locator(".site-marker .site-marker__stack")).to_have_text("2")
    agent.locator(".site-marker[tabindex='0']").focus()
    expect(hint).to_contain_text("2 au même endroit")
    for zoom in (13, 14, 15):
        agent.keyboard.press("+")
        expect(agent).to_have_url(re.compile(rf"#{zoom}/"))
    expect(focused).to_be_visible()
    expect(hint).to_be_visible()
    expect(hint).not_to_contain_text("au même endroit")
    agent.keyboard.press("Escape")
    expect(hint).to_have_count(0)
    agent.keyboard.press("-")
    expect(agent).to_have_url(re.compile("#14/"))
    expect(focused).to_be_visible()
    expect(hint).to_have_count(0)  # taken away, it stays away


def test_back_from_the_sheet_gives_the_focus_to_the_marker(agent: Page) -> None:
    agent.goto(RHONE)
    marker = agent.locator(".site-marker[tabindex='0']")
    reference = marker.get_attribute("data-reference")
    marker.press("Enter")
    expect(agent.locator("[data-sheet-title]")).to_be_focused()
    agent.go_back()
    expect(agent.locator(f".site-marker:focus[data-reference='{reference}']")).to_be_visible()
