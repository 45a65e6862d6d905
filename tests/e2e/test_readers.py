"""Other people's first screens: each sees a territory of his own, and no more."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def sites(page: Page) -> list[str]:
    """The references that the map's layer gives to this reader."""
    answer = page.request.get("/couches/sites.geojson")
    assert answer.ok
    return [one["properties"]["reference"] for one in answer.json()["features"]]


def departements(page: Page) -> set[str]:
    return {reference.split("-")[0] for reference in sites(page)}


def test_the_ars_sees_its_region(sign_in) -> None:
    page: Page = sign_in("ars.ile-de-france@demo.example")
    page.goto("/carte/")
    expect(page).to_have_title(re.compile("Île-de-France"))
    assert departements(page) == {"75", "77", "78", "91", "92", "93", "94", "95"}


def test_a_mediator_writes_where_her_association_intervenes(sign_in) -> None:
    page: Page = sign_in("mediatrice.rhone@demo.example")
    page.goto("/sites/?statut=ouvert,en-cours")
    expect(page.get_by_role("heading", name="Sites")).to_be_visible()
    expect(page.locator("a[href^='/sites/69-']").first).to_be_visible()


def test_the_dihal_sees_the_nation(sign_in) -> None:
    page: Page = sign_in("dihal@demo.example")
    page.goto("/carte/")
    expect(page).to_have_title(re.compile("France"))
    assert len(sites(page)) > 400
    assert len(departements(page)) > 30


def test_a_person_invited_comes_in_by_the_link_in_the_mail(sign_in, mailbox, browser, base_url):
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto("/invitations/")
    page.get_by_label("Adresse e-mail").fill("nouvelle.agente@demo.example")
    page.get_by_label("Fonction").select_option("charge-de-mission")
    page.get_by_role("button", name=re.compile("Inviter|Envoyer")).click()
    mail = mailbox.wait_for("nouvelle.agente@demo.example").replace("=\n", "").replace("=3D", "=")
    link = re.search(r"/invitation/[^\s\"<]+", mail)
    assert link
    other = browser.new_context(locale="fr-FR", base_url=base_url).new_page()
    other.goto(link.group())
    other.get_by_label("Prénom").fill("Nour")
    other.get_by_label("Nom", exact=True).fill("Agente")
    for field in other.locator("input[type=password]").all():
        field.fill("un-mot-de-passe-bien-long")
    other.get_by_role("button", name="Créer mon compte").click()
    other.wait_for_url("**/carte/**")
    expect(other).to_have_title(re.compile("Rhône"))
