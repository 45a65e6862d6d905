"""The address says what is shown: it is walked, sent to somebody who sees less, or mistyped."""

import re

import pytest
from playwright.sync_api import Page, expect

from sites.enums import ACTIVE
from tests.e2e.picking import open_by_key

pytestmark = pytest.mark.e2e

PREFECTURE = "prefecture.rhone@demo.example"
FRAMES = """async () => {
    for (let number = 0; number < 5; number += 1) await new Promise(requestAnimationFrame);
}"""
PIXEL = 0.0007  # degrees, at zoom 11
FAR_PIXEL = 0.011  # two of them, at zoom 8
SENTENCE = "Auvergne-Rhône-Alpes : vous en voyez la part qui est dans votre territoire, Rhône."


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in(PREFECTURE)


def total(page: Page) -> int:
    return int(page.locator("[data-total]").first.get_attribute("value") or -1)


def given(page: Page, address: str) -> list[dict]:
    """What the layer gives to the map that opens at `address`, as {reference or slug…}."""
    page.goto("about:blank")  # else only the hash would change, and the former page still asks
    with page.expect_response("**/couches/sites.geojson*") as asked:
        page.goto(address)
    # asked again, in the same session: the browser does not keep the body for us
    answer = page.request.get(asked.value.url)
    return [one["properties"] for one in answer.json()["features"]]


def view(page: Page) -> list[float]:
    """Zoom, latitude and longitude, as the address has them once the panels have settled."""
    page.evaluate(FRAMES)
    return [float(part) for part in page.url.split("#")[1].split("/")]


def rows(page: Page) -> list[str]:
    """What the rows of the text twin name."""
    if page.locator("[data-list-body]").is_hidden():
        page.locator("[data-list-toggle]").click()
    names = page.locator("[data-list-body] tbody tr:visible th a")
    expect(names.first).to_be_visible()
    return names.all_inner_texts()


def test_a_view_from_the_dihal_shows_the_prefecture_its_department_alone(sign_in, sign_out) -> None:
    page: Page = sign_in("dihal@demo.example")
    far = given(page, "/carte/?dans=region-84&eau=mauvais&couleur=eau#8/45.7000/4.8000")
    sent, of_all = page.url, total(page)
    assert "&eau=mauvais&couleur=eau#8/" in sent
    assert view(page) == pytest.approx([8, 45.7, 4.8], abs=FAR_PIXEL)
    assert len(far) > 3
    sign_out()

    sign_in(PREFECTURE)
    assert [one["slug"] for one in given(page, sent)] == ["departement-69"]
    assert page.url.split("#")[0] == sent.split("#")[0]
    assert view(page) == pytest.approx([8, 45.7, 4.8], abs=FAR_PIXEL)
    expect(page.locator("[data-notices]")).to_contain_text(SENTENCE)
    expect(page).to_have_title(re.compile("Carte des sites : Auvergne-Rhône-Alpes · Eau : "))
    assert rows(page) == ["Rhône"]
    mine = total(page)
    assert 0 < mine < of_all

    near = given(page, sent.replace("#8/", "#10/"))
    assert {one["reference"].split("-")[0] for one in near} == {"69"}
    expect(page.locator(".site-marker .symbol--level-mauvais").first).to_be_attached()
    assert {name.split("-")[0] for name in rows(page)} == {"69"}
    page.locator("[data-fold] > summary", has_text="Statut").click()
    count = page.locator('[data-facet^="statut:"]', has_text=re.compile(r"\d"))
    expect(count.first).to_be_visible()
    counts = {one.get_attribute("data-facet"): one.inner_text() for one in count.all()}
    active = [counts.get(f"statut:{status}", "") for status in ACTIVE]
    assert sum(int(re.sub(r"\D", "", one) or 0) for one in active) == mine
    page.goto(sent.replace("/carte/", "/sites/").split("#")[0])
    expect(page.locator(".list-head__totals")).to_contain_text(f"{mine} sites")
    expect(page.locator("[data-said]")).to_contain_text(SENTENCE)
    names = page.locator("[data-pick]").evaluate_all("all => all.map((one) => one.value)")
    assert len(names) == mine
    assert {name.split("-")[0] for name in names} == {"69"}


def test_back_and_forward_walk_through_filters_colour_and_open_site(agent: Page) -> None:
    agent.goto("/carte/#11/45.7500/4.8500")
    expect(agent).to_have_title(re.compile("Carte des sites : Rhône — "))
    start = view(agent)
    agent.locator("[data-fold] > summary", has_text="Statut").click()
    ticked = agent.locator('[name=statut][value="ouvert"]')
    ticked.check(force=True)
    expect(agent).to_have_title(re.compile("Carte des sites : Rhône · Statut : Ouvert — "))
    agent.get_by_label("Couleur").select_option("eau")
    expect(agent).to_have_url(re.compile(r"\?statut=ouvert&couleur=eau#"))
    open_by_key(agent)
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet.locator("[data-sheet-title]")).to_be_visible()
    expect(agent).to_have_title(re.compile(r"69-\d{4}"))
    query, seen = agent.url.split("#")[0], view(agent)
    assert re.search(r"\?statut=ouvert&couleur=eau&site=69-\d{4}$", query)

    agent.go_back()
    expect(sheet).to_be_hidden()
    expect(agent).to_have_title(re.compile("Statut : Ouvert — "))
    agent.go_back()
    expect(agent.get_by_label("Couleur")).to_have_value("statut")
    expect(ticked).to_be_checked()
    agent.go_back()
    expect(ticked).not_to_be_checked()
    expect(agent).to_have_title(re.compile("Carte des sites : Rhône — "))
    assert view(agent) == pytest.approx(start, abs=PIXEL)
    agent.go_forward()
    expect(agent.locator(".map-bar__chips")).to_contain_text("Ouvert")
    agent.go_forward()
    agent.go_forward()
    expect(sheet).to_be_visible()
    expect(ticked).to_be_checked()
    expect(agent.get_by_label("Couleur")).to_have_value("eau")
    assert agent.url.split("#")[0] == query
    assert view(agent) == pytest.approx(seen, abs=PIXEL)


def test_the_address_alone_shows_it_all_again(agent: Page, sites) -> None:
    site = sites.busy
    agent.goto(f"/carte/?statut=ouvert&couleur=eau&site={site}#12/45.7100/4.8900")
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet).to_contain_text(site)
    expect(agent).to_have_title(re.compile(site))
    expect(agent.locator('[name=statut][value="ouvert"]')).to_be_checked()
    expect(agent.get_by_label("Couleur")).to_have_value("eau")
    expect(agent.locator(".site-marker.is-open")).to_be_visible()
    expect(agent).to_have_url(re.compile(rf"\?statut=ouvert&couleur=eau&site={site}#"))
    assert view(agent) == pytest.approx([12, 45.71, 4.89], abs=PIXEL)
    expect(agent.locator(".map-bar__chips")).to_contain_text("Ouvert")


@pytest.mark.parametrize("is_there", [True, False], ids=["elsewhere", "nowhere"])
def test_a_site_that_i_may_not_see_is_said_as_one_that_is_not(
    agent: Page, sites, is_there: bool
) -> None:
    reference = sites.elsewhere if is_there else "69-9999"
    agent.goto(f"/carte/?site={reference}")
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    words = sheet.get_by_role("alert")
    expect(words).to_have_text("Ce site n’existe pas, ou n’est pas dans votre territoire.")
    expect(agent.locator(".site-marker").first).to_be_visible()
    expect(agent.locator(f"[data-reference='{reference}']")).to_have_count(0)
    agent.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(agent).not_to_have_url(re.compile("site="))


def test_an_unknown_filter_is_named_and_the_way_on_leaves_it_out(agent: Page) -> None:
    answer = agent.goto("/carte/?eau=mauvais&inconnu=oui&couleur=eau")
    assert answer
    assert answer.status == 400
    expect(agent.get_by_role("main")).to_contain_text("« inconnu »")
    expect(agent.get_by_role("main")).to_contain_text("Aucun site n’est montré")
    agent.get_by_role("link", name="Continuer sans ce filtre").click()
    expect(agent).to_have_url(re.compile(r"/carte/\?eau=mauvais&couleur=eau#"))
    expect(agent.locator(".site-marker").first).to_be_visible()
