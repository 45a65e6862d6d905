"""axe finds nothing serious or critical on any page, wide, on a phone or in the dark; and what axe
cannot see of docs/accessibility.md: where the focus is, what is said, what is left without colours.
"""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE, WIDE

pytestmark = pytest.mark.e2e

PAGES = (
    "/carte/",
    "/carte/?site={one}",
    "/sites/",
    "/sites/?texte=introuvable",
    "/recherche/",
    "/recherche/?q=rue",
    "/carte/?couleur=eau",
    "/carte/?couleur=maj&fond=photo",
    "/carte/?personnes_min=abc",
    "/sites/?statut=ouvert&eau=mauvais",
    "/sites/ensemble/",
    "/sites/ensemble/?choisis={one},{other}",
    "/vues/",
    "/couches/",
    "/sites/{one}/",
    "/sites/{one}/actualiser/",
    "/sites/{one}/modifier/",
    "/sites/{one}/intervenants/",
    "/sites/{one}/fermer/",
    "/sites/{one}/emprise/",
    "/sites/{one}/diagnostics/",
    "/sites/{one}/phases/",
    "/sites/{one}/documents/",
    "/sites/{one}/reinstallations/",
    "/sites/{one}/fusionner/?avec={other}",
    "/sites/{one}/historique/",
    "/sites/{one}/?au=2026-06-01",
    "/sites/{one}/procedures/ajouter/",
    "/sites/{one}/lecteurs/",
    "/sites/{one}/lectures/",
    "/sites/{one}/imprimer/",
    "/echeances/",
    "/canicule/",
    "/reinstallations/",
    "/sites/signaler/",
    "/annuaire/",
    "/aide/droits/",
    "/profil/",
    "/invitations/",
    "/droits/demandes/",
    "/sites/99-0001/",
    "/api/",
    "/journal/",
    "/journal/?texte=introuvable",
    "/sites/{one}/journal/",
    "/sites/{one}/vie/",
    "/attention/",
    "/notifications/",
    "/notifications/preferences/",
    "/notifications/suivis/",
    "/pres-de-moi/",
    "/hors-ligne/",
    "/profil/appareils/",
)
LONG = pytest.mark.slow  # axe reads a page for seconds: the other look of each in bin/test --all
ANONYMOUS = ("/connexion/", "/mot-de-passe/oublie/", "/invitation/inconnue/")


PREFECTURE = "prefecture.rhone@demo.example"
RHONE = "/carte/?dans=departement-69"


def _folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('[data-fold]').forEach((fold) => (fold.open = true))")


def _menu(page: Page) -> None:
    page.get_by_role("button", name="Fonds", exact=True).press("Enter")


def _sketch(page: Page) -> None:
    page.get_by_role("button", name="Outils", exact=True).press("Enter")
    page.get_by_role("button", name="Mesurer une distance").press("Enter")
    page.keyboard.press("Enter")


def _place(page: Page) -> None:
    ground(page).press("+")
    page.wait_for_load_state("networkidle")
    ground(page).press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def _list(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Liste \(")).press("Enter")
    expect(picks(page).first).to_be_visible()


def _batch(page: Page) -> None:
    _list(page)
    picks(page).first.press("Space")
    page.get_by_role("button", name="Agir sur ces sites").press("Enter")
    expect(page.get_by_role("heading", name="1 site choisi")).to_be_focused()


def _search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("ven")
    expect(page.get_by_role("listbox", name="Résultats")).to_be_visible()


STATES = (_folds, _menu, _sketch, _place, _list, _batch, _search)


def ground(page: Page) -> Locator:
    return page.get_by_role("region", name="Carte des sites")


def picks(page: Page) -> Locator:
    return page.locator("[data-list-rows] [data-pick]")


def settled(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def serious(page: Page) -> list[str]:
    """What axe holds against the page, in words."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url} — {one['id']}: {one['help']} ({one['nodes'][0]['html'][:200]})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("size", [WIDE, pytest.param(PHONE, marks=LONG)], ids=["wide", "phone"])
def test_no_serious_fault_on_any_page(sign_in, sites, size) -> None:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.set_viewport_size(size)
    faults = []
    for path in PAGES:
        page.goto(path.format(one=sites.busy, other=sites.others[0]))
        page.wait_for_load_state("networkidle")
        faults += serious(page)
    assert not faults, "\n".join(faults)


def test_no_serious_fault_before_signing_in(page: Page) -> None:
    faults = []
    for path in ANONYMOUS:
        page.goto(path)
        faults += serious(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=LONG), "dark"])
def test_no_serious_fault_in_any_state_of_the_map(sign_in, scheme) -> None:
    page: Page = sign_in(PREFECTURE)
    page.emulate_media(color_scheme=scheme)
    faults = []
    for state in STATES:
        settled(page, RHONE)
        state(page)
        faults += serious(page)
        page.evaluate("sessionStorage.clear()")
    assert not faults, "\n".join(faults)


def _ask(page: Page) -> None:
    page.get_by_label("Écrire au journal").focus()
    page.get_by_label("Demander l’attention des pouvoirs publics").check()
    page.locator("[data-composer] [name=audience][value=nommes]").check()
    page.locator(".composer__fold").evaluate("(fold) => (fold.open = true)")
    expect(page.get_by_role("group", name="À qui")).to_be_visible()


def _refused(page: Page) -> None:
    _ask(page)
    page.get_by_role("button", name="Publier").press("Enter")
    expect(page.locator("[data-composer] [data-takes-focus]")).to_be_focused()


def _mention(page: Page) -> None:
    page.get_by_label("Écrire au journal").press_sequentially("Voir avec @ddets")
    expect(page.get_by_role("option").first).to_be_visible()


def _written(page: Page) -> None:
    page.get_by_label("Écrire au journal").fill("**Passage** prévu jeudi.")
    page.get_by_role("button", name="Publier").press("Enter")
    expect(page.get_by_role("group", name="Publication").first).to_be_focused()


def _answering(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Répondre")).first.press("Enter")
    expect(page.locator("[data-reply] textarea")).to_be_focused()
    page.locator(".entry__menu summary").first.evaluate(
        "(menu) => (menu.parentElement.open = true)"
    )
    expect(page.locator(".more__list").first).to_be_visible()


def _acting(page: Page) -> None:
    page.locator(".point__actions a").first.press("Enter")
    expect(page.locator(".point__form textarea").first).to_be_visible()


def _own(page: Page) -> list[str]:
    """The pages of a message of one's own: correcting, narrowing, removing."""
    _written(page)
    page.get_by_role("button", name="Envoyer maintenant").first.press("Enter")
    said = page.locator("[data-takes-focus]", has_text="Message publié.")
    expect(said).to_be_focused()
    menu = page.locator(".entry").filter(has=said).locator("a.more__item")
    return list(menu.evaluate_all("all => all.map((one) => one.pathname)"))


WRITING = (_ask, _refused, _mention, _written, _answering, _acting)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=LONG)])
def test_no_serious_fault_in_any_state_of_a_journal(sign_in, sites, scheme) -> None:
    page: Page = sign_in(PREFECTURE)
    journal = f"/sites/{sites.busy}/journal/"
    page.emulate_media(color_scheme=scheme)
    faults = []
    for state in WRITING:
        page.evaluate("localStorage.clear()")
        settled(page, journal)
        state(page)
        page.wait_for_load_state("networkidle")
        faults += [f"{state.__name__} {fault}" for fault in serious(page)]
    page.evaluate("localStorage.clear()")
    settled(page, journal)
    for path in _own(page):
        settled(page, path)
        faults += serious(page)
        if not path.endswith(("/supprimer/", "/audience/")):
            page.get_by_label("Message", exact=True).first.fill("Passage prévu **vendredi**.")
            page.get_by_role("button", name="Enregistrer").press("Enter")
            page.get_by_role("link", name="modifié").first.press("Enter")
            page.wait_for_url("**/versions/")
            faults += serious(page)
    settled(page, "/attention/")
    _acting(page)
    faults += [f"board {fault}" for fault in serious(page)]
    assert not faults, "\n".join(faults)


def test_the_filters_are_reached_by_their_skip_link_when_folded(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), RHONE)
    page.locator("[data-filters-toggle]").press("Enter")
    page.get_by_role("link", name="Filtres", exact=True).press("Enter")
    expect(page.get_by_role("region", name="Filtres")).to_be_focused()


def test_a_key_alone_is_no_shortcut(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), "/annuaire/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name=re.compile("^Rechercher"))).not_to_be_focused()


def test_the_focus_of_a_removed_chip_goes_to_the_next_then_to_the_filters(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), "/carte/?statut=ouvert&eau=mauvais")
    chips = page.locator(".map-bar .chip")
    expect(chips).to_have_count(3)  # the last empties all
    chips.first.press("Enter")
    expect(chips).to_have_count(2)
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Filtres")).to_be_focused()


def test_a_ticked_site_stays_in_the_list_with_the_focus(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), RHONE)
    _list(page)
    box = picks(page).nth(2)
    reference = box.get_attribute("value")
    box.press("Space")
    expect(page.get_by_role("button", name="Agir sur ces sites")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"[data-pick][value='{reference}']")).to_be_focused()
    expect(page.locator(f"[data-pick][value='{reference}']")).to_be_checked()


def test_escape_from_several_sites_goes_back_to_their_bar(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), RHONE)
    _batch(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Agir sur ces sites")).to_be_focused()


def test_a_bubble_that_one_goes_down_into_leaves_the_focus_on_the_map(sign_in) -> None:
    page = settled(sign_in("dihal@demo.example"), "/carte/?partie=metropole#5/46.5/2.5")
    bubble = page.locator(".bubble-marker[tabindex='0']")
    name = bubble.get_attribute("aria-label")
    bubble.press("Enter")
    expect(page.locator(".chip")).to_have_count(3)  # the part, the territory, the reset
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.closest('.leaflet-container') !== null"), name


def test_what_is_said_is_said_once_and_its_button_leaves_the_focus_on_the_map(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), RHONE)
    page.evaluate(
        """() => {
          window.said = [];
          const place = document.querySelector("[data-notices]");
          const told = (changes) => changes.forEach(({ addedNodes }) =>
            addedNodes.forEach((node) => window.said.push(node.textContent)));
          new MutationObserver(told).observe(place, { childList: true, subtree: true });
        }"""
    )
    page.get_by_label("Nom, adresse ou référence").fill("introuvable")
    undo = page.get_by_role("button", name="Annuler le dernier filtre")
    expect(undo).to_be_visible()
    page.wait_for_load_state("networkidle")
    said = page.evaluate("window.said.filter((words) => words.startsWith('Aucun site'))")
    assert len(said) == 1, said
    undo.press("Enter")
    expect(ground(page)).to_be_focused()


def test_the_map_that_has_the_focus_tells_its_keys(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), RHONE)
    keys = page.locator("#carte-touches")
    expect(keys).to_be_hidden()
    ground(page).press("ArrowLeft")
    expect(keys).to_be_visible()


def test_the_pin_of_a_site_moves_by_the_arrows(sign_in) -> None:
    page = settled(sign_in(PREFECTURE), "/sites/signaler/?position=45.70,4.88")
    page.locator(".picker-pin").press("ArrowRight")
    expect(page.locator("[data-position-input]")).not_to_have_value("45.70,4.88")


def test_without_colours_of_ours_a_choice_and_a_level_still_show(sign_in) -> None:
    page: Page = sign_in(PREFECTURE)
    page.emulate_media(forced_colors="active")
    settled(page, f"{RHONE}&statut=ouvert")
    _folds(page)
    faces = page.locator("[data-fold=statut] .pill__face")
    colours = faces.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert len(set(colours)) == 2, colours
    settled(page, "/sites/")
    level = page.locator(".level--mauvais").first
    script = "(one) => getComputedStyle(one, '::before').backgroundColor"
    assert level.evaluate(script) == "rgb(213, 94, 0)"


def test_less_motion_where_the_system_asks_for_it(sign_in) -> None:
    page: Page = sign_in(PREFECTURE)
    page.emulate_media(reduced_motion="reduce")
    settled(page, RHONE)
    assert page.evaluate("L.Map.prototype.options.zoomAnimation") is False


def test_nothing_scrolls_sideways_at_320_px(sign_in: Callable[[str], Page], sites) -> None:
    page = sign_in(PREFECTURE)
    page.set_viewport_size({"width": 320, "height": 640})
    open_site = f"/carte/?site={sites.busy}"
    for path in ("/carte/", open_site, "/sites/", "/recherche/?q=rue", "/vues/"):
        settled(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
