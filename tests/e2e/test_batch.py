"""Several sites chosen in the list, one action for all, and nothing left for the next person."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

OPEN = "/sites/?statut=ouvert"


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def tick(page: Page, *rows: int) -> list[str]:
    """Ticks the boxes of these rows and answers with their references."""
    boxes = page.locator("[data-pick]")
    for row in rows:
        boxes.nth(row).check()
    return sorted(boxes.nth(row).get_attribute("value") or "" for row in rows)


def bar(page: Page):
    return page.locator("[data-batch-bar]")


def test_three_sites_are_verified_at_once(agent: Page) -> None:
    agent.goto(OPEN)
    expect(bar(agent)).to_be_hidden()
    references = tick(agent, 0, 1, 3)
    expect(bar(agent)).to_contain_text(re.compile(r"3 sites choisis · [\d\s]+ personnes"))
    expect(agent.locator("[data-batch-said]")).to_contain_text("3 sites choisis")

    agent.get_by_role("button", name="Agir sur ces sites").click()
    expect(agent.get_by_role("heading", name="3 sites choisis")).to_be_visible()
    for reference in references:
        expect(agent.get_by_role("row", name=re.compile(reference))).to_be_visible()
    agent.wait_for_load_state()  # before htmx is there, the form goes by itself
    agent.get_by_role("button", name="Vérifié, rien de changé").click()
    said = agent.get_by_role("status").filter(has_text="3 sites vérifiés.")
    expect(said).to_be_visible()
    expect(said).to_be_focused()

    agent.get_by_role("link", name="Revenir à la liste").click()
    expect(agent).to_have_url(re.compile(r"/sites/\?statut=ouvert$"))
    expect(agent.locator("[data-pick]:checked")).to_have_count(3)
    today = agent.locator("tr", has=agent.locator(f"[value='{references[0]}']"))
    expect(today).to_contain_text("aujourd’hui")


def test_a_closed_site_is_left_by_name_and_a_message_reaches_the_others(agent: Page) -> None:
    agent.goto("/sites/?statut=ferme")
    (closed,) = tick(agent, 0)
    agent.goto(OPEN)
    expect(bar(agent)).to_contain_text("1 site choisi")
    (opened,) = tick(agent, 2)
    agent.get_by_role("button", name="Agir sur ces sites").click()
    expect(agent.get_by_text(f"1 site sur 2 : {closed} est fermé").first).to_be_visible()
    agent.get_by_role("button", name="Vérifié, rien de changé").click()
    expect(agent.get_by_text(f"1 site vérifié. 1 laissé : {closed}, fermé.")).to_be_visible()

    agent.locator("summary", has_text="Écrire au journal de chacun").click()
    agent.get_by_role("button", name="Publier sur 2 sites").click()
    expect(agent.get_by_text("Écrivez un message.")).to_be_visible()
    expect(agent.get_by_label("Message")).to_be_focused()
    agent.get_by_label("Message").fill("Réunion de secteur jeudi.")
    agent.get_by_role("button", name="Publier sur 2 sites").click()
    expect(agent.get_by_text("Message publié au journal de 2 sites.")).to_be_visible()

    agent.get_by_role("button", name=f"Retirer {closed}").click()
    expect(agent.get_by_role("heading", name="1 site choisi")).to_be_focused()
    agent.goto(f"/sites/{opened}/")
    expect(agent.locator("main")).to_contain_text("Réunion de secteur jeudi.")
    agent.goto(OPEN)
    expect(bar(agent)).to_contain_text("1 site choisi")


def test_all_of_a_page_then_none(agent: Page) -> None:
    agent.goto(OPEN)
    rows = agent.locator("[data-pick]").count()
    every = agent.locator("[data-pick-all]")
    every.check()
    expect(bar(agent)).to_contain_text(f"{rows} sites choisis")
    agent.locator("[data-pick]").first.uncheck()
    expect(every).to_have_js_property("indeterminate", True)
    agent.get_by_role("button", name="Vider").click()
    expect(bar(agent)).to_be_hidden()
    expect(agent.locator("[data-pick]:checked")).to_have_count(0)


def test_the_choice_is_not_there_for_who_signs_in_next(agent: Page, sign_in, sign_out) -> None:
    agent.goto(OPEN)
    tick(agent, 0, 1)
    sign_out()
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('choisis:'))"
    assert agent.evaluate(kept) == []
    other = sign_in("mediatrice.rhone@demo.example")
    other.goto(OPEN)
    expect(other.locator("[data-pick]").first).to_be_visible()
    expect(bar(other)).to_be_hidden()


def test_without_javascript_the_boxes_are_sent_by_a_button(agent: Page, browser, base_url) -> None:
    plain = browser.new_context(
        java_script_enabled=False,
        base_url=base_url,
        locale="fr-FR",
        storage_state=agent.context.storage_state(),
    ).new_page()
    plain.goto(OPEN)
    references = tick(plain, 0, 1)
    plain.get_by_role("button", name="Agir sur les sites cochés").click()
    for reference in references:
        expect(plain.get_by_role("link", name=reference)).to_be_visible()
    plain.get_by_role("button", name="Vérifié, rien de changé").click()
    expect(plain.get_by_text("2 sites vérifiés.")).to_be_visible()
    plain.get_by_role("button", name=f"Retirer {references[0]}").click()
    expect(plain.get_by_role("link", name=references[1])).to_be_visible()
    plain.context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen(agent: Page) -> None:
    agent.set_viewport_size(PHONE)
    agent.goto(OPEN)
    tick(agent, 0, 1)
    assert (bar(agent).bounding_box() or {})["y"] < PHONE["height"]
    for name in ("Agir sur ces sites", "Vider"):
        box = agent.get_by_role("button", name=name).bounding_box()
        assert box
        assert box["height"] >= 44
    agent.get_by_role("button", name="Agir sur ces sites").click()
    expect(agent.get_by_role("heading", name="2 sites choisis")).to_be_visible()
    assert agent.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
