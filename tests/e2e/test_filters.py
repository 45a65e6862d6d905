"""Counts beside choices, usual values, drawn areas and dates, on the map and on the list."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e
AREA = "4.7,45.6;5,45.6;5,45.9;4.8,45.95;4.7,45.9"


@pytest.fixture
def agent(sign_in) -> Page:
    return sign_in("prefecture.rhone@demo.example")


def count(page: Page, facet: str) -> int:
    place = page.locator(f'[data-facet="{facet}"]')
    expect(place).to_have_text(re.compile(r"\d+ sites?"))
    return int(re.sub(r"\D", "", place.inner_text()))


def fold(page: Page, title: str) -> None:
    page.locator("[data-fold] > summary", has_text=title).click()


def test_a_fold_counts_what_each_choice_leaves(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Statut")
    closed = count(agent, "statut:ferme")
    agent.locator('[name=statut][value="ferme"]').check(force=True)
    expect(agent.locator("[data-totals]").first).to_contain_text(f"{closed} site")


def test_counts_follow_the_other_filters(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Conditions de vie")
    before = count(agent, "dechets:mauvais")
    agent.locator('[name=eau][value="mauvais"]').check(force=True)
    expect(agent.locator('[data-facet="dechets:mauvais"]')).not_to_contain_text(str(before))
    assert count(agent, "dechets:mauvais") <= before
    agent.locator("a.chip--reset").click()
    expect(agent.locator('[data-facet="dechets:mauvais"]')).to_contain_text(str(before))


def test_a_choice_that_leaves_nothing_is_quiet_and_can_be_made(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Statut")
    assert count(agent, "statut:annule") == 0
    expect(agent.locator(".pill__face.is-nothing", has_text="Annulé")).to_be_visible()
    agent.locator('[name=statut][value="annule"]').check(force=True)
    expect(agent).to_have_url(re.compile("statut=annule"))


def test_a_structure_is_chosen_among_those_of_ones_sites(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Intervenants")
    select = agent.get_by_role("combobox", name="Structure intervenante")
    expect(select.locator("option").nth(1)).to_have_text(re.compile(r"\(\d+\)"))
    name = re.sub(r" \(\d+\)$", "", select.locator("option").nth(1).inner_text())
    select.select_option(index=1)
    expect(agent.locator(".chip", has_text=name)).to_be_visible()
    agent.reload()
    expect(agent.get_by_role("combobox", name="Structure intervenante")).not_to_have_value("")


def test_usual_values_are_one_click(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Actualisation et dates")
    button = agent.get_by_role("button", name=re.compile("^90 jours"))
    button.click()
    expect(agent).to_have_url(re.compile("sans_maj=90"))
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(agent).not_to_have_url(re.compile("sans_maj"))


def test_a_day_of_the_past(agent: Page) -> None:
    agent.goto("/carte/")
    fold(agent, "Actualisation et dates")
    agent.get_by_label("Actif à une date").fill("2024-03-01")
    expect(agent.locator(".chip", has_text="Actif à une date : 1er mars 2024")).to_be_visible()


def test_a_drawn_area_is_said_and_cleared(agent: Page) -> None:
    agent.goto(f"/carte/?polygone={AREA}")
    expect(agent.locator("[data-drawn=polygone]")).to_contain_text("5 sommets")
    expect(agent).to_have_url(re.compile(re.escape(AREA)))
    agent.get_by_role("button", name=re.compile("Effacer")).click()
    expect(agent).not_to_have_url(re.compile("polygone"))
    expect(agent.locator("[data-drawn=polygone]")).not_to_contain_text("sommets")


def test_the_list_counts_too_and_keeps_what_was_drawn(agent: Page) -> None:
    agent.goto(f"/sites/?polygone={AREA}&tri=personnes")
    fold(agent, "Statut")
    closed = count(agent, "statut:ferme")
    agent.locator('[name=statut][value="ferme"]').check(force=True)
    agent.get_by_role("button", name="Filtrer").click()
    expect(agent).to_have_url(re.compile(r"statut=ferme"))
    expect(agent).to_have_url(re.compile("polygone=4.7,45.6;5,45.6"))
    expect(agent.locator(".list-head__totals")).to_contain_text(f"{closed} site")


def test_what_a_filter_is_refused_for_stands_at_its_field_until_it_is_undone(agent: Page) -> None:
    agent.goto("/carte/?personnes_inconnues=oui")
    agent.get_by_label("Personnes, au moins").fill("50")
    group = agent.get_by_role("group", name="Nombre de personnes")
    expect(group).to_have_accessible_description(re.compile("retirez l’un des deux"))
    expect(agent.get_by_role("button", name="Réessayer")).to_have_count(0)
    agent.get_by_role("button", name="Annuler le dernier filtre").click()
    expect(agent.locator(".filters__error")).to_have_count(0)
    agent.get_by_label("Personnes, au plus").fill("-4")
    agent.get_by_label("Personnes, au moins").fill("")
    agent.locator("[name=personnes_inconnues]").uncheck(force=True)
    field = agent.get_by_label("Personnes, au plus")
    expect(field).to_have_accessible_description(re.compile("Un nombre entier"))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("-4")


def test_a_wrong_filter_has_a_way_on(agent: Page) -> None:
    agent.goto("/carte/?eau=mauvais&polygone=4,45;5,45")
    expect(agent.get_by_role("heading", level=1)).to_contain_text("ne convient pas")
    agent.get_by_role("link", name="Continuer sans ce filtre").click()
    expect(agent).to_have_url(re.compile(r"/carte/\?eau=mauvais"))


def test_on_the_phone_a_finger_is_enough(agent: Page) -> None:
    agent.set_viewport_size(PHONE)
    agent.goto("/carte/")
    agent.locator("[data-filters-open]:not([data-filters-open=dans])").first.click()
    fold(agent, "Type et objectif")
    assert count(agent, "type:terrain") > 0
    face = agent.locator('[name=type][value="terrain"] + .pill__face').bounding_box()
    assert face is not None
    assert face["x"] + face["width"] <= PHONE["width"]
