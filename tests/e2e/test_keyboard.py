"""A morning's work by the keyboard alone, from the sign-in page to an entry in the journal."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from layers.demo.accounts import PASSWORD
from tests.e2e.picking import TOGETHER

pytestmark = pytest.mark.e2e

WORDS = "Passage au clavier, tout va."


def tab_to(page: Page, target: Locator, most: int, key: str = "Tab") -> None:
    """Tab until the target has the focus, which is seen on each step; `most` steps are bearable."""
    for _ in range(most):
        page.keyboard.press(key)
        if target.evaluate_all("all => all.includes(document.activeElement)"):
            return
        assert page.evaluate("document.activeElement.checkVisibility()")
    here = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{target} is not within {most} steps; the focus is on {here}")


def test_from_the_sign_in_page_to_the_journal(page: Page) -> None:
    page.goto("/connexion/")
    tab_to(page, page.get_by_label("Adresse e-mail"), 12)
    page.keyboard.type("prefecture.rhone@demo.example")
    tab_to(page, page.get_by_label("Mot de passe", exact=True), 2)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/carte/**")
    expect(page.locator(".site-marker").first).to_be_visible()

    # a filter, by its count
    tab_to(page, page.get_by_role("link", name="Filtres", exact=True), 5)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[data-fold] > summary", has_text="Statut"), 12)
    page.keyboard.press("Enter")
    count = page.locator('[data-facet="statut:ouvert"]')
    expect(count).to_have_text(re.compile(r"\d+ sites"))
    said = int(re.sub(r"\D", "", count.inner_text()))
    tab_to(page, page.locator('[name=statut][value="ouvert"]'), 4)
    page.keyboard.press("Space")
    expect(page.locator("[data-total]").first).to_have_attribute("value", str(said))
    expect(page.locator(".site-marker")).to_have_count(said)

    # a site, and the next one of the list
    tab_to(page, page.locator("#carte"), 40)
    tab_to(page, page.locator(".site-marker"), 2)
    page.keyboard.press("ArrowRight")
    together = page.locator(f".site-marker:focus[aria-label*='{TOGETHER}']")
    if together.count():  # Enter puts them apart first
        page.keyboard.press("Enter")
        expect(together).to_have_count(0)
    page.keyboard.press("Enter")
    sheet = page.get_by_role("complementary", name="Fiche du site")
    expect(sheet.locator("[data-sheet-title]")).to_be_focused()
    first = re.findall(r"site=(69-\d{4})", page.url)
    step = page.get_by_role("button", name="Site suivant de la liste")
    if step.is_disabled():  # it was the last one
        step = page.get_by_role("button", name="Site précédent de la liste")
    tab_to(page, step, 4, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile(f"site={first[0]}"))
    expect(sheet.locator("[data-sheet-title]")).not_to_contain_text(first[0])
    expect(sheet.get_by_role("link", name="Écrire au journal")).to_be_visible()
    expect(step).to_be_focused()

    # its journal
    tab_to(page, sheet.get_by_role("link", name="Écrire au journal"), 12)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Écrire au journal")).to_be_focused()
    page.keyboard.type(WORDS)
    # its nature, its readers, a point d’attention, more, files
    tab_to(page, sheet.get_by_role("button", name="Publier"), 8)
    page.keyboard.press("Enter")
    expect(sheet.get_by_role("tabpanel")).to_contain_text(WORDS)
    expect(sheet.get_by_role("group", name="Publication")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")


def test_writing_to_someone_undoing_answering_and_taking_in_charge(sign_in, sites) -> None:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto(f"/sites/{sites.others[0]}/journal/")
    text = page.get_by_label("Écrire au journal")
    tab_to(page, text, 40)
    page.keyboard.type("À revoir avec @courval")
    expect(page.get_by_role("option", name=re.compile("Bastien Courvallet"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(text).to_have_value("À revoir avec @Bastien Courvallet ")
    page.keyboard.type("jeudi, point d’eau compris.")
    page.keyboard.press("Control+Enter")

    # it comes back whole
    pending = page.get_by_role("group", name="Publication")
    expect(pending).to_be_focused()
    tab_to(page, pending.get_by_role("button", name="Annuler"), 1)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Message annulé")).to_be_focused()
    tab_to(page, text, 1)
    expect(text).to_have_value(re.compile("@Bastien Courvallet jeudi"))

    # with a point d’attention, this time
    tab_to(page, page.get_by_label("Demander l’attention des pouvoirs publics"), 8)
    page.keyboard.press("Space")
    tab_to(page, page.locator("[name=attention_topic]"), 2)
    page.keyboard.press("ArrowRight")
    send = page.get_by_role("button", name="Publier")
    tab_to(page, send, 20)
    page.keyboard.press("Enter")
    expect(pending).to_be_focused()
    tab_to(page, pending.get_by_role("button", name="Envoyer maintenant"), 2)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Message publié.", exact=True)).to_be_focused()
    entry = page.locator(".entry").filter(has_text="point d’eau compris")

    tab_to(page, entry.get_by_role("link", name="Prendre en compte"), 6)
    page.keyboard.press("Enter")
    word = entry.get_by_label("Un mot sur ce qui va être fait")
    expect(word).to_be_focused()
    page.keyboard.type("Nous appelons la régie.")
    tab_to(page, entry.get_by_role("button", name="Prendre en compte"), 1)
    page.keyboard.press("Enter")
    expect(entry.get_by_text("Le point est pris en compte.")).to_be_focused()

    thread = page.locator(".thread").filter(has=entry)
    tab_to(page, thread.get_by_role("link", name=re.compile("^Répondre")), 6)
    page.keyboard.press("Enter")
    expect(thread.get_by_label("Répondre, pour les mêmes lecteurs")).to_be_focused()
    page.keyboard.type("La régie passe demain.")
    page.keyboard.press("Control+Enter")
    expect(thread.get_by_role("list", name="Réponses")).to_contain_text("La régie passe demain.")
    expect(thread.get_by_role("group", name="Publication")).to_be_focused()
