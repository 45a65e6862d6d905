"""A judgment with its deadline and its PDF, who may read it, and who finds no trace of it."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.uploads import pdf

pytestmark = pytest.mark.e2e

TITLE = "Référé de l’essai"
PREFECTURE, MEDIATOR = "prefecture.rhone@demo.example", "mediatrice.rhone@demo.example"
A_SITE = re.compile(r"^/sites/69-\d{4}/")


def _a_site_without_procedure(page: Page) -> str:
    page.goto("/sites/?procedure=sans&dans=departement-69")
    address = page.locator("a[href^='/sites/69-']").first.get_attribute("href")
    assert address
    found = A_SITE.match(address)
    assert found
    return found[0]


def _record(page: Page, site: str) -> None:
    page.goto(f"{site}#juridique")
    page.get_by_role("link", name="Ajouter une procédure").click()
    page.get_by_label("Type").select_option("judiciaire")
    page.get_by_label(re.compile("^Intitulé")).fill(TITLE)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name=re.compile("^Ajouter une étape")).first.click()
    page.get_by_label("Étape").select_option("decision")
    page.get_by_label("Date", exact=True).fill(date.today().isoformat())
    page.get_by_label(re.compile("^Échéance")).first.fill(
        (date.today() + timedelta(days=5)).isoformat()
    )
    page.get_by_label(re.compile("^Ce qui doit être fait")).fill("Signifier le jugement")
    page.get_by_label(re.compile("^Documents")).set_input_files(
        {"name": "jugement.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Étape enregistrée.")).to_be_visible()


def test_a_judgment_is_recorded_followed_and_hidden(sign_in, beside) -> None:
    agent = sign_in(PREFECTURE)
    site = _a_site_without_procedure(agent)
    _record(agent, site)
    block = agent.locator("#juridique")
    expect(block).to_contain_text(TITLE)
    expect(block).to_contain_text("Signifier le jugement")

    agent.goto("/echeances/?quand=7")
    expect(agent.get_by_role("table")).to_contain_text("Signifier le jugement")

    agent.goto("/carte/?dans=departement-69&couleur=echeance")
    legend = agent.locator("[data-legend]")
    expect(legend).to_contain_text("Dans les 7 jours")
    expect(legend).not_to_contain_text("Échéance non lue")

    agent.goto(f"{site}lectures/")
    expect(agent.get_by_role("table")).to_contain_text("Page du site")

    mediator = beside(MEDIATOR)
    mediator.goto(site)
    expect(mediator.get_by_role("heading", name="Intervenants")).to_be_visible()
    expect(mediator.locator("#juridique")).to_have_count(0)
    expect(mediator.get_by_text(TITLE)).to_have_count(0)
    mediator.goto("/carte/?dans=departement-69")
    expect(mediator.locator("[data-legend-colour] option[value=echeance]")).to_have_count(0)
    answer = mediator.goto("/echeances/")
    assert answer
    assert answer.status == 403
