"""What was changed, by whom, put back in a click; two at once; and the site as it was."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.picking import Sites
from tests.e2e.test_diagnostic import group

pytestmark = pytest.mark.e2e
PREFECTURE, DDETS = "prefecture.rhone@demo.example", "ddets.rhone@demo.example"


def rename(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}modifier/")
    page.get_by_label("Appellation").fill(name)
    page.get_by_role("button", name="Enregistrer").click()


def changes(page: Page, name: str) -> Locator:
    return page.locator(".change__line", has_text=name)


def test_a_change_is_told_and_put_back(sign_in, sites: Sites) -> None:
    agent, site = sign_in(PREFECTURE), f"/sites/{sites.others[0]}/"
    agent.goto(site)
    rename(agent, site, "Nom d’avant")
    rename(agent, site, "Terrain de l’essai")
    expect(agent.get_by_role("heading", level=1)).to_have_text("Terrain de l’essai")
    agent.get_by_role("link", name="Historique de la fiche").click()
    line = changes(agent, "Terrain de l’essai").first
    expect(line).to_contain_text(re.compile("Nom d’avant.*Terrain de l’essai", re.S))
    line.get_by_role("button", name="Remettre").click()
    agent.goto(site)
    expect(agent.get_by_role("heading", level=1)).to_have_text("Nom d’avant")


def test_two_at_once_and_nothing_is_lost(sign_in, beside, sites: Sites) -> None:
    agent, other = sign_in(PREFECTURE), beside(DDETS)
    site = f"/sites/{sites.others[1]}/"
    agent.goto(f"{site}modifier/")
    agent.get_by_label("Appellation").fill("Nom de la préfecture")
    rename(other, site, "Nom de la DDETS")
    agent.get_by_role("button", name="Enregistrer").click()
    expect(agent.locator("main")).to_contain_text("Nom de la DDETS")
    expect(agent.get_by_label("Appellation")).to_have_value("Nom de la préfecture")
    agent.get_by_role("button", name="Enregistrer").click()
    expect(agent.get_by_role("heading", level=1)).to_have_text("Nom de la préfecture")


def test_the_site_as_it_was(sign_in, sites: Sites) -> None:
    agent, site = sign_in(PREFECTURE), f"/sites/{sites.busy}/"
    agent.goto(site)
    day = date.today() - timedelta(days=200)
    agent.get_by_label("Voir le site à une date").fill(day.isoformat())
    agent.get_by_role("button", name="Tel qu’il était").click()
    expect(agent).to_have_url(re.compile(f"au={day}"))
    expect(agent.locator("main")).to_contain_text("tel qu’on le connaît aujourd’hui")
    expect(agent.get_by_role("link", name="Actualiser")).to_have_count(0)
    agent.get_by_role("button", name="Tel qu’on le connaissait").click()
    expect(agent.locator("main")).to_contain_text("Ce que le service savait de ce site")
    agent.get_by_role("link", name="Revenir à aujourd’hui").click()
    expect(agent).to_have_url(re.compile(f"{site}$"))


def test_two_surveys_of_a_day_and_one_chooses(sign_in, beside, sites: Sites) -> None:
    agent, other = sign_in(PREFECTURE), beside(DDETS)
    site = f"/sites/{sites.others[2]}/"
    for page, people in ((agent, "61"), (other, "50")):
        page.goto(f"{site}actualiser/")
        group(page, "population").locator("[name=people]").fill(people)
    save(other)
    other.wait_for_url(f"**{site}")
    save(agent)
    expect(agent.get_by_role("alert")).to_contain_text("diagnostic du même jour")
    expect(agent.get_by_role("alert")).to_contain_text("50")
    expect(agent.locator("[name=people]")).to_have_value("61")
    save(agent)
    agent.wait_for_url(f"**{site}")
    expect(agent.locator("main")).to_contain_text("61")


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer le diagnostic").click()
