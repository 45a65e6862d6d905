"""What somebody saves, copies or leaves on the map is found again, by him and by nobody else."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

PREFECTURE = "prefecture.rhone@demo.example"
RESUMED = "Carte reprise où vous l’aviez laissée."
PLACE = re.compile(r"/carte/\?eau=mauvais#12/45\.7[45]\d*/4\.8[45]\d*$")


def fold(page: Page):
    found = page.locator("[data-views]")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def test_a_view_is_saved_opened_and_deleted(sign_in) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/carte/?eau=mauvais#12/45.75/4.85")
    views = fold(page)
    views.get_by_label("Nom de la vue").fill("Sans eau")
    views.get_by_role("button", name="Enregistrer cette vue").click()
    expect(views.get_by_role("status").first).to_have_text("La vue « Sans eau » est enregistrée.")

    page.goto("/vues/")
    expect(page.get_by_role("main")).to_contain_text("Eau : Mauvais")
    page.get_by_role("link", name="Sans eau", exact=True).click()
    expect(page).to_have_url(
        re.compile(r"/carte/\?eau=mauvais&vue=[\w-]+#12/45\.7[45]\d*/4\.8[45]\d*$")
    )
    page.goto("/vues/")
    page.get_by_role("link", name="Supprimer").click()
    page.get_by_role("button", name="Supprimer la vue").click()
    expect(page.get_by_role("main")).to_contain_text("Vos vues se rangent ici.")


def test_the_link_of_what_is_shown_is_copied_and_without_a_clipboard_given(sign_in) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/carte/?eau=mauvais#12/45.75/4.85")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {"
        " writeText: async (text) => { window.copied = text; } } })"
    )
    fold(page).get_by_role("button", name="Copier le lien").click()
    expect(fold(page)).to_contain_text("Qui l’ouvre voit la part qui est dans son territoire.")
    assert PLACE.search(page.evaluate("window.copied"))

    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    fold(page).get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_label("Lien à copier")).to_have_value(PLACE)


def test_what_is_said_of_a_wider_territory_can_be_hidden(sign_in) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/sites/?dans=region-84")
    expect(page.locator("[data-said]")).to_contain_text("dans votre territoire, Rhône.")
    page.get_by_role("button", name="Masquer ce message").click()
    expect(page.locator("[data-said]")).to_have_count(0)


def test_the_map_opens_where_it_was_left_and_leads_home(sign_in, sites) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/carte/")
    notices = page.locator("[data-notices]")
    expect(notices).not_to_contain_text(RESUMED)
    page.goto(f"/carte/?eau=mauvais&site={sites.others[0]}")
    kept = page.evaluate("localStorage.getItem('sig:carte')")
    assert "eau=mauvais" in kept
    assert "site" not in kept
    page.goto("/carte/?eau=mauvais#12/45.75/4.85")
    page.goto("/sites/")
    page.goto("/carte/")

    expect(notices).to_contain_text(RESUMED)
    expect(page).to_have_url(PLACE)
    expect(page.locator("[data-filter-form] [name=eau][value=mauvais]")).to_be_checked()
    expect(page.locator(".map-bar__chips")).to_contain_text("Mauvais")
    page.get_by_role("button", name="Revenir à mon territoire").click()
    expect(page.locator(".map-bar__chips")).not_to_contain_text("Mauvais")
    expect(notices).not_to_contain_text(RESUMED)


def test_who_signs_out_leaves_nothing_to_the_next(sign_in, sign_out) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/carte/?eau=mauvais#12/45.75/4.85")
    page.goto("/sites/")
    assert page.evaluate("localStorage.getItem('sig:carte')")
    sign_out()

    assert page.evaluate("localStorage.getItem('sig:carte')") is None


def test_another_membership_never_reads_where_one_was(sign_in) -> None:
    page = sign_in(PREFECTURE)
    page.goto("/sites/")
    page.evaluate(
        "localStorage.setItem('sig:carte', JSON.stringify("
        "{ membership: 'another', search: '?eau=mauvais', hash: '#12/48.85/2.35' }))"
    )
    page.goto("/carte/")

    expect(page.locator("[data-total]").first).to_be_attached()
    expect(page).not_to_have_url(re.compile("eau=mauvais"))
    assert "another" not in (page.evaluate("localStorage.getItem('sig:carte')") or "")
