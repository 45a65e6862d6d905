"""Several sites chosen on the map by ticks and by an area, one action for all of them."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

CORNERS = ((-240, -150), (240, -150), (240, 150), (-240, 150))


def test_sites_ticked_and_drawn_are_verified_together(sign_in) -> None:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto("/carte/?statut=ouvert&couleur=maj#11/45.7500/4.8500")
    page.locator("[data-list-toggle]").click()
    boxes = page.locator("[data-list-rows] [data-pick]")
    expect(boxes.first).to_be_visible()
    page.get_by_label("Trier par").select_option("-maj")  # the oldest first
    expect(page).to_have_url(re.compile("tri=-maj"))
    ticked = [boxes.nth(row).get_attribute("value") for row in (0, 1)]
    for row in (0, 1):
        marker = page.locator(f".site-marker[data-reference='{ticked[row]}']")
        expect(marker).to_be_attached()
        expect(marker.locator(".symbol--age-recent")).to_have_count(0)
        boxes.nth(row).check()
    bar = page.locator("[data-batch-bar]")
    expect(bar).to_contain_text(re.compile(r"2 sites choisis · "))
    page.locator("[data-list-toggle]").click()

    page.get_by_role("button", name="Outils").click()
    page.get_by_role("button", name="Choisir les sites d’une zone").click()
    ground = page.locator("#carte").bounding_box()
    assert ground
    x, y = ground["x"] + ground["width"] / 2, ground["y"] + ground["height"] / 2
    for right, down in CORNERS:
        page.mouse.click(x + right, y + down)
    page.get_by_role("button", name="Terminer").click()
    said = page.locator("[data-tool-live]")
    expect(said).to_contain_text("dans la zone.")
    drawn = int(re.findall(r"\d+", said.inner_text())[0])
    assert drawn > 0
    page.get_by_role("button", name="Fermer").locator("visible=true").first.click()
    number = int(re.findall(r"^\s*(\d+)", bar.inner_text())[0])
    assert drawn <= number <= drawn + 2

    page.get_by_role("button", name="Agir sur ces sites").click()
    sheet = page.get_by_role("complementary", name="Fiche du site")
    expect(sheet.get_by_role("heading", name=f"{number} sites choisis")).to_be_focused()
    with page.expect_response(re.compile(r"/couches/sites\.geojson")) as layer:
        sheet.get_by_role("button", name="Vérifié, rien de changé").click()
    expect(sheet.get_by_role("status")).to_contain_text("vérifiés.")
    dates = {
        one["properties"]["reference"]: one["properties"]["updated_on"]
        for one in layer.value.json()["features"]
    }
    today = max(dates.values())
    page.locator("[data-list-toggle]").click()
    for reference in ticked:
        assert reference
        assert dates[reference] == today
        row = page.locator(f"[data-list-rows] tr[data-reference='{reference}']")
        expect(row).to_contain_text("aujourd’hui")
        marker = page.locator(f".site-marker[data-reference='{reference}']")
        expect(marker.locator(".symbol--age-recent")).to_be_attached()
        expect(marker.locator(".symbol__stale")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(bar).to_contain_text(f"{number} sites choisis")
    page.get_by_role("button", name="Vider").click()
    expect(bar).to_be_hidden()
