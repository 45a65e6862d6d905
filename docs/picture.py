"""bin/picture: the map as an agent of the préfecture du Rhône sees it, taken for the README."""

import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from layers.demo.accounts import PASSWORD

PICTURE = Path(__file__).parent / "map.png"
READER = "prefecture.rhone@demo.example"
WIDE = {"width": 1440, "height": 900}
# Our own outlines, so that the picture is the same with and without a network.
VIEW = "/carte/?couleur=eau&fond=contours#11/45.7600/4.9000"


def take(page: Page) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(READER)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/carte/**")
    page.goto(VIEW)
    page.locator(".site-marker").first.wait_for()
    page.get_by_role("button", name="Liste").first.click()
    page.locator("[data-list-rows] a").first.click()
    page.locator("[data-sheet-title]").wait_for()
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURE)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"]
    )
    take(browser.new_page(viewport=WIDE, locale="fr-FR", base_url=os.environ["ADDRESS"]))
    browser.close()
print(PICTURE)
