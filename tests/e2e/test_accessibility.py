"""axe finds nothing serious or critical on any page, wide or on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import PHONE, WIDE

pytestmark = pytest.mark.e2e

PAGES = (
    "/carte/",
    "/carte/?site=69-0036",
    "/sites/",
    "/sites/?texte=introuvable",
    "/recherche/",
    "/recherche/?q=rue",
    "/sites/69-0036/",
    "/sites/69-0036/actualiser/",
    "/sites/69-0036/modifier/",
    "/sites/69-0036/intervenants/",
    "/sites/69-0036/fermer/",
    "/sites/signaler/",
    "/annuaire/",
    "/aide/droits/",
    "/profil/",
    "/invitations/",
    "/droits/demandes/",
    "/sites/99-0001/",
    "/api/",
)
ANONYMOUS = ("/connexion/", "/mot-de-passe/oublie/", "/invitation/inconnue/")


def serious(page: Page) -> list[str]:
    """What axe holds against the page, in words."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} — {one['id']}: {one['help']} ({one['nodes'][0]['html'][:200]})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_serious_fault_on_any_page(sign_in, size) -> None:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.set_viewport_size(size)
    faults = []
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        faults += serious(page)
    assert not faults, "\n".join(faults)


def test_no_serious_fault_before_signing_in(page: Page) -> None:
    faults = []
    for path in ANONYMOUS:
        page.goto(path)
        faults += serious(page)
    assert not faults, "\n".join(faults)
