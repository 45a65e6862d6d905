"""A préfecture prepares a resorption: a phase, a document, a favourite; and finds it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.uploads import pdf

pytestmark = pytest.mark.e2e

AGENT = "prefecture.rhone@demo.example"
MEDIATOR = "mediatrice.rhone@demo.example"


def aimed(page: Page) -> str:
    """The address of a site of the Rhône that has a target, whichever it is today."""
    page.goto("/sites/?dans=departement-69&phase_attendue=ouverture")
    link = page.locator("tbody .list-table__site a").first
    return str(link.get_attribute("href"))


def test_a_phase_a_document_and_a_favourite(page: Page, sign_in, beside) -> None:
    sign_in(AGENT)
    site = aimed(page)
    page.goto(site)
    page.get_by_role("link", name="Dater les phases préparatoires").click()
    page.get_by_label(re.compile("^Diagnostic technique")).fill("2024-03-01")
    page.get_by_role("button", name="Enregistrer").click()
    phase = page.locator(".phase", has_text="Diagnostic technique")
    expect(phase).to_contain_text("1er mars 2024")

    star = page.get_by_role("button", name="Favori")
    if star.get_attribute("aria-pressed") == "true":  # the demonstration keeps some already
        star.click()
        expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")

    page.get_by_role("link", name="Déposer ou rechercher un document").click()
    page.get_by_role("textbox", name="Intitulé").fill("Convention du comité de mars")
    page.get_by_label(re.compile("^Fichiers")).set_input_files(
        {"name": "convention.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Déposer").click()
    expect(page.get_by_text("« Convention du comité de mars » est déposé.")).to_be_visible()

    page.goto("/sites/?favoris=oui&statut=tous")
    expect(page.locator(f".list-table__site a[href='{site}']")).to_be_visible()
    other = beside(MEDIATOR)
    other.goto(f"{site}documents/")
    expect(other.get_by_text("Convention du comité de mars")).to_be_visible()
    expect(other.get_by_role("button", name=re.compile("^Retirer"))).to_have_count(0)
