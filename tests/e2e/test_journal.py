"""Writing in a journal as one does: from a phone with a photo, changing one's mind, answering."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

PREFECTURE = "prefecture.rhone@demo.example"
MEDIATOR = "mediatrice.rhone@demo.example"
DRAFTS = "Object.keys(localStorage).filter((key) => key.includes('brouillon'))"


@pytest.fixture
def journal(sites) -> str:
    return f"/sites/{sites.busy}/journal/"


def composer(page: Page):
    return page.get_by_label("Écrire au journal")


def photo() -> dict:
    data = io.BytesIO()
    Image.new("RGB", (3000, 2000), (90, 140, 90)).save(data, "JPEG")
    return {"name": "robinet.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[data-composer] [name={name}][value={value}]").first.check()


def publish(page: Page, journal: str, words: str) -> None:
    page.goto(journal)
    composer(page).click()
    composer(page).fill(words)
    page.get_by_role("button", name="Publier").click()


def test_a_photo_and_an_urgent_point_from_a_phone(sign_in, sites) -> None:
    page: Page = sign_in(MEDIATOR)
    page.set_viewport_size(PHONE)
    page.goto(f"/sites/{sites.mediated}/journal/")
    composer(page).click()
    composer(page).fill("Le robinet de la rampe est à sec depuis hier.")
    page.set_input_files("[data-files]", photo())
    expect(page.get_by_text("robinet.jpg", exact=True)).to_be_visible()
    page.get_by_label("Demander l’attention des pouvoirs publics").check()
    choose(page, "attention_topic", "eau")
    choose(page, "attention_severity", "urgent")
    expect(page.locator("[data-outcome]")).to_contain_text("seront alertées")
    page.get_by_role("button", name="Publier").click()
    pending = page.get_by_role("group", name="Publication")
    expect(pending).to_be_focused()
    expect(pending).to_contain_text(re.compile(r"Publié dans \d+ s\s: \d+ lecteurs, \d+ alertés?"))
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(pending).to_have_count(0)
    expect(page.get_by_role("region", name="Point d’attention : eau").first).to_be_visible()


def test_changing_ones_mind_gives_the_text_and_the_files_back(sign_in, journal) -> None:
    page: Page = sign_in(PREFECTURE)
    page.goto(journal)
    composer(page).click()
    composer(page).fill("Écrit trop vite.")
    page.set_input_files("[data-files]", photo())
    expect(page.get_by_role("button", name="Publier")).to_be_enabled()
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(composer(page)).to_have_value("Écrit trop vite.")
    expect(page.get_by_text("robinet.jpg", exact=True)).to_be_visible()
    expect(page.locator(".entry").filter(has_text="Écrit trop vite.")).to_have_count(0)


def test_answering_in_the_thread(sign_in, journal) -> None:
    page: Page = sign_in(PREFECTURE)
    publish(page, journal, "Passage prévu jeudi.")
    thread = page.locator(".thread").filter(has_text="Passage prévu jeudi.").first
    thread.get_by_role("link", name="Répondre").click()
    expect(thread.locator("textarea")).to_be_focused()
    page.keyboard.type("Nous y serons.")
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_role("group", name="Publication")).to_have_count(0)
    expect(thread.locator("textarea")).to_have_value("Nous y serons.")  # sending takes nothing away
    thread.get_by_role("button", name="Répondre").click()
    expect(thread.get_by_role("list", name="Réponses")).to_contain_text("Nous y serons.")


def test_only_those_who_are_chosen_read(sign_in, journal) -> None:
    page: Page = sign_in(PREFECTURE)
    page.goto(journal)
    composer(page).click()
    composer(page).fill("Entre nous.")
    choose(page, "audience", "nommes")
    page.get_by_label("Ajouter une personne ou une structure").press_sequentially("courval")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-outcome]")).to_contain_text("de 1 structure le lir")
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    entry = page.locator(".entry").filter(has_text="Entre nous.")
    expect(entry.locator(".entry__audience")).to_contain_text("Bastien Courvallet")


def test_correcting_then_removing(sign_in, journal) -> None:
    page: Page = sign_in(PREFECTURE)
    publish(page, journal, "Cabine rouverte lundi.")
    page.get_by_role("button", name="Envoyer maintenant").click()
    entry = page.locator(".entry").filter(has_text="Cabine rouverte")
    entry.locator(".entry__menu summary").click()
    entry.get_by_role("link", name="Corriger").click()
    page.get_by_label("Message", exact=True).first.fill("Cabine rouverte mardi.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(entry).to_contain_text("mardi")
    expect(entry).to_be_focused()  # the page has done with arriving at it
    entry.locator(".entry__menu summary").click()
    entry.get_by_role("link", name="Supprimer").click()
    page.get_by_role("button", name="Supprimer le message").click()
    expect(page.get_by_text("Message supprimé.").first).to_be_visible()
    page.goto(journal)
    expect(page.locator(".entry").filter(has_text="Cabine rouverte")).to_have_count(0)


def test_a_draft_waits_and_is_forgotten_at_sign_out(sign_in, sign_out, journal) -> None:
    page: Page = sign_in(PREFECTURE)
    page.goto(journal)
    composer(page).click()
    page.keyboard.type("À finir.")
    for _ in range(30):  # wait_for_function would need eval, which our policy refuses
        if page.evaluate(DRAFTS):
            break
        page.wait_for_timeout(100)
    page.reload()
    expect(composer(page)).to_have_value("À finir.")
    page.goto("/aide/droits/")
    sign_out()
    assert page.evaluate(DRAFTS) == []
