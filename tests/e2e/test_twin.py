"""The text twin under the map: the same sites as the markers, in the order one chooses."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.e2e

# The references whose marker stands on the screen.
ON_SCREEN = """() => {
    const { left, right, top, bottom } = document.querySelector("#carte").getBoundingClientRect();
    const stands = (one) => {
        const box = one.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        return x >= left && x <= right && y >= top && y <= bottom;
    };
    const all = [...document.querySelectorAll(".site-marker")].filter(stands);
    return all.map((one) => one.dataset.reference).sort();
}"""


@pytest.fixture
def agent(sign_in) -> Page:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto("/carte/#10/45.7000/4.8500")
    page.locator("[data-list-toggle]").click()
    expect(rows(page).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator("[data-list-body] tbody tr:visible")


def references(page: Page) -> list[str]:
    return rows(page).evaluate_all("all => all.map((one) => one.dataset.reference)")


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("columnheader", name=name, exact=True)


def people(page: Page) -> list[int]:
    """The numbers that are known, in the order of the rows."""
    cells = page.locator("[data-list-rows] .map-table__number").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in cells if "inconnu" not in text]


def test_a_heading_sorts_both_ways_and_says_so(agent: Page) -> None:
    expect(heading(agent, "Actualisé")).to_have_attribute("aria-sort", "descending")
    button = heading(agent, "Personnes").get_by_role("button")
    button.focus()
    agent.keyboard.press("Enter")
    expect(heading(agent, "Personnes")).to_have_attribute("aria-sort", "ascending")
    expect(agent.locator("th[aria-sort]")).to_have_count(1)
    expect(agent).to_have_url(re.compile("tri=personnes"))
    fewest = people(agent)
    assert len(set(fewest)) > 3
    assert fewest == sorted(fewest)
    agent.keyboard.press("Enter")
    expect(heading(agent, "Personnes")).to_have_attribute("aria-sort", "descending")
    expect(agent).to_have_url(re.compile("tri=-personnes"))
    assert people(agent) == fewest[::-1]
    expect(button).to_be_focused()
    agent.go_back()
    expect(heading(agent, "Personnes")).to_have_attribute("aria-sort", "ascending")
    agent.reload()
    agent.locator("[data-list-toggle]").click()
    expect(heading(agent, "Personnes")).to_have_attribute("aria-sort", "ascending")
    assert people(agent) == sorted(people(agent))


def test_rows_written_anew_under_the_mouse_leave_nothing_lit(agent: Page) -> None:
    rows(agent).nth(1).hover()
    expect(agent.locator(".site-marker.is-lit")).to_have_count(1)
    heading(agent, "Personnes").get_by_role("button").press("Enter")
    expect(heading(agent, "Personnes")).to_have_attribute("aria-sort", "ascending")
    agent.mouse.move(5, 5)
    expect(agent.locator(".site-marker.is-lit")).to_have_count(0)


def test_the_rows_are_the_markers_of_the_screen_wherever_one_goes(agent: Page) -> None:
    everywhere = references(agent)
    assert sorted(everywhere) == agent.evaluate(ON_SCREEN)
    agent.get_by_role("button", name="Zoom avant").click()
    expect(agent.locator("[data-list-count]")).to_contain_text("dans la vue")
    here = references(agent)
    assert 0 < len(here) < len(everywhere)
    assert sorted(here) == agent.evaluate(ON_SCREEN)
    agent.locator("[data-fold] > summary", has_text="Statut").click()
    agent.locator('[name=statut][value="ouvert"]').check(force=True)
    expect(agent.locator(".map-bar__chips")).to_contain_text("Ouvert")
    expect(agent.locator("[data-progress]")).to_be_hidden()
    assert sorted(references(agent)) == agent.evaluate(ON_SCREEN)


def test_a_row_lights_its_marker_and_a_marker_its_row(agent: Page) -> None:
    reference = references(agent)[0]
    marker = agent.locator(f".site-marker[data-reference='{reference}']")
    row = agent.locator(f"[data-list-rows] tr[data-reference='{reference}']")
    row.hover()
    expect(marker).to_have_class(re.compile(r"\bis-lit\b"))
    row.get_by_role("link").focus()
    agent.mouse.move(2, 2)
    marker.focus()
    expect(row).to_have_class(re.compile(r"\bis-lit\b"))
    expect(agent.locator("[data-list-rows] tr.is-lit")).to_have_count(1)


def test_enter_opens_and_escape_gives_the_focus_back(agent: Page) -> None:
    reference = references(agent)[2]
    link = agent.locator(f"[data-list-rows] tr[data-reference='{reference}'] a")
    link.focus()
    agent.keyboard.press("Enter")
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet).to_contain_text(reference)
    expect(sheet.locator("[data-sheet-title]")).to_be_focused()
    expect(agent.locator(f"tr.is-open[data-reference='{reference}']")).to_be_visible()
    expect(agent.locator(f".site-marker.is-open[data-reference='{reference}']")).to_be_visible()
    agent.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(link).to_be_focused()


def test_from_afar_the_rows_are_territories_and_enter_goes_down(sign_in) -> None:
    page: Page = sign_in("dihal@demo.example")
    page.goto("/carte/#7/45.9000/4.8000")
    page.locator("[data-list-toggle]").click()
    table = page.get_by_role("table", name=re.compile("^Territoires affichés"))
    expect(table).to_be_visible()
    named = rows(page).locator("th a").all_inner_texts()
    assert "Rhône" in named
    sites = [
        int(re.sub(r"\D", "", text)) for text in rows(page).locator("td").all_inner_texts()[::3]
    ]
    assert sites == sorted(sites, reverse=True)
    row = rows(page).filter(has=page.get_by_role("link", name="Rhône", exact=True))
    many = int(re.sub(r"\D", "", row.locator("td").first.inner_text()))
    row.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dans=departement-69"))
    expect(page.get_by_role("table", name="Sites affichés sur la carte")).to_be_visible()
    expect(rows(page)).to_have_count(many)
    assert page.evaluate("document.activeElement !== document.body")
    page.go_back()
    expect(table).to_be_visible()
