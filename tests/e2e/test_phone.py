"""By one thumb, on a phone that touches: near me, report here, the heights of the sheet."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE

HERE = {"latitude": 45.7000, "longitude": 4.8800}
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.browser_context_args(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        geolocation=HERE,
        permissions=["geolocation"],
    ),
]
# What is seen under a pointer and nowhere else: no finger would find it.
HOVERED = """() => {
    const hides = ["display", "visibility", "opacity", "clip-path", "content-visibility"];
    const flat = (list) => [...list].flatMap((rule) => [rule, ...flat(rule.cssRules ?? [])]);
    const ours = [...document.styleSheets].filter(({ href }) => href && !href.includes("dsfr"));
    return ours.flatMap(({ cssRules }) => flat(cssRules))
        .filter(({ selectorText: name = "" }) => /:hover/.test(name) && !/:focus/.test(name))
        .filter(({ style }) => hides.some((name) => style.getPropertyValue(name)))
        .map(({ cssText }) => cssText);
}"""


@pytest.fixture
def agent(sign_in) -> Page:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto("/carte/")
    expect(page.locator(".site-marker").first).to_be_attached()
    return page


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def height(panel: Locator) -> float:
    box = panel.bounding_box()
    assert box
    assert abs(box["y"] + box["height"] - PHONE["height"]) < 2  # it stands at the bottom
    return box["height"]


def drag(page: Page, panel: Locator, by: int) -> None:
    grip = panel.locator("[data-grip]").bounding_box()
    assert grip
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by, steps=4)
    page.mouse.up()


def test_the_sites_near_me_come_first(agent: Page) -> None:
    agent.get_by_role("button", name="Près de moi").tap()
    expect(agent).to_have_url(re.compile(r"tri=distance.*#12/45\.\d+/4\.\d+$"))
    rows = agent.locator("[data-list-rows] tr")
    expect(rows.first).to_contain_text(re.compile(r"\d\s(m|km)"))
    expect(agent.locator("path.map-me")).to_be_attached()
    said = rows.locator("td:last-child").all_inner_texts()
    metres = [
        float(re.sub(r"[^\d,]", "", text).replace(",", ".")) * (1000 if "km" in text else 1)
        for text in said
    ]
    assert len(metres) > 1
    assert metres == sorted(metres)
    assert metres[0] < 5000
    fits(agent)


def test_one_reports_what_stands_where_one_points(agent: Page) -> None:
    agent.goto("/carte/#14/45.7000/4.8800")
    expect(agent.locator("[data-list-count]")).not_to_contain_text("…")
    report = agent.get_by_role("button", name="Signaler ici")
    box = report.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["y"] > PHONE["height"] * 0.75  # under the thumb
    report.tap()
    expect(agent.locator("[data-notices]")).to_contain_text("l’endroit du site")
    agent.touchscreen.tap(140, 430)
    expect(agent).to_have_url(re.compile(r"/sites/signaler/\?position=45\.\d+,4\.\d+$"))
    expect(agent.locator("#place")).to_contain_text("Rhône")
    fits(agent)


def test_the_sheet_has_three_heights(agent: Page) -> None:
    panel = agent.locator("#liste")
    low = height(panel)
    assert low < PHONE["height"] / 4
    fits(agent)
    agent.get_by_role("button", name=re.compile("^Liste")).tap()
    rows = agent.locator("[data-list-rows] tr")
    expect(rows.first).to_be_visible()
    assert low < height(panel) < PHONE["height"] * 0.6
    fits(agent)

    rows.nth(1).get_by_role("link").tap()
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet.locator("[data-sheet-title]")).to_be_visible()
    middle = height(sheet)
    assert PHONE["height"] * 0.5 < middle < PHONE["height"] * 0.7
    fits(agent)
    for name in ("Écrire au journal", "Actualiser"):
        action = sheet.get_by_role("link", name=name).bounding_box()
        assert action
        assert action["height"] >= 44
        assert action["y"] > PHONE["height"] * 0.75

    drag(agent, sheet, -200)
    expect(sheet).to_have_class(re.compile("is-tall"))
    assert height(sheet) > middle
    drag(agent, sheet, 200)
    expect(sheet).to_be_hidden()
    drag(agent, panel, 200)
    expect(rows.first).to_be_hidden()
    assert height(panel) == low
    drag(agent, panel, -100)
    expect(rows.first).to_be_visible()


def test_one_writes_in_the_journal_by_the_thumb(agent: Page, sites) -> None:
    agent.goto(f"/carte/?site={sites.busy}")
    agent.get_by_role("link", name="Écrire au journal").tap()
    agent.get_by_label("Écrire au journal").fill("Vu sur place.")
    agent.get_by_role("button", name="Publier").tap()
    expect(agent.locator("[role=tabpanel]:visible")).to_contain_text("Vu sur place.")
    fits(agent)


def test_a_filter_is_chosen_and_the_number_it_leaves_leads_back(agent: Page) -> None:
    agent.get_by_role("button", name=re.compile("^Filtres")).tap()
    agent.locator("[data-fold] > summary", has_text="Statut").tap()
    count = agent.locator('[data-facet="statut:ouvert"]')
    expect(count).to_have_text(re.compile(r"\d+ sites"))
    said = re.sub(r"\D", "", count.inner_text())
    agent.locator('[name=statut][value="ouvert"]').tap()
    fits(agent)
    agent.get_by_role("button", name=re.compile(rf"^Voir\s{said}\ssites")).tap()
    expect(agent.get_by_role("button", name=re.compile(r"^Filtres \(1"))).to_be_focused()
    expect(agent.locator(".site-marker")).to_have_count(int(said))


@pytest.mark.parametrize("path", ["/carte/?site={site}", "/sites/", "/sites/{site}/"])
def test_nothing_needs_a_hover(agent: Page, sites, path: str) -> None:
    agent.goto(path.format(site=sites.busy))
    agent.wait_for_load_state("networkidle")
    assert agent.evaluate(HOVERED) == []
    fits(agent)
