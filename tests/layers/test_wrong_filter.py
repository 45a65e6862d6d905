"""A page with a wrong filter: named by its label, with the reason and the way on without it."""

import pytest
from django.db.models import Q

from actors.enums import Ability
from layers.views import listing
from layers.views import map as map_page
from layers.views.wrong import PAGES_OWN
from sites.filters import FILTERS, Filter, declare

PAGES = ("/carte/", "/sites/")


@pytest.mark.parametrize("url", PAGES)
def test_it_is_named_by_its_label_and_one_may_go_on_without_it(client_of, cast, url):
    page = client_of(cast.owner).get(f"{url}?eau=bon&polygone=4,45;5,45&autour=45.25,4.75,500")

    assert page.status_code == 400
    assert "<strong>Zone dessinée</strong>" in page.text
    assert "de 3 à 200 sommets" in page.text
    assert f'href="{url}?eau=bon&amp;autour=45.25,4.75,500"' in page.text
    assert "Continuer sans ce filtre" in page.text


@pytest.mark.parametrize("url", PAGES)
def test_the_way_on_leads_to_a_page(client_of, cast, site, url):
    client = client_of(cast.owner)
    page = client.get(f"{url}?personnes_min=9&personnes_max=3&texte=pré")

    assert "Le minimum (9) dépasse le maximum (3)." in page.text
    assert client.get(f"{url}?{page.context['rest']}").status_code == 200


def test_several_are_all_told(client_of, cast):
    page = client_of(cast.owner).get("/carte/?eau=tiede&ouvert_le=3026-01-01&site=69-0001")

    assert [one["label"] for one in page.context["wrong"]] == ["Eau", "Actif à une date"]
    assert page.context["rest"] == "site=69-0001"
    assert "Continuer sans ces filtres" in page.text


def test_a_wrong_order_of_the_list_is_told_as_well(client_of, cast):
    page = client_of(cast.owner).get("/sites/?eau=bon&tri=couleur")

    assert (page.status_code, page.context["rest"]) == (400, "eau=bon")
    assert "<strong>Ordre de la liste</strong>" in page.text


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/carte/?couleur=martien", "Couleur des sites"),
        ("/sites/?colonnes=martien", "Colonnes"),
        ("/sites/?apres=x", "Suite de la liste"),
        ("/sites/?impression=x", "Version à imprimer"),
    ],
)
def test_a_parameter_of_the_page_goes_by_its_label(client_of, cast, address, label):
    page = client_of(cast.owner).get(address)
    assert page.status_code == 400
    assert f"<strong>{label}</strong>" in page.text


def test_every_parameter_of_the_pages_has_a_label():
    assert set(PAGES_OWN) >= map_page.ALSO | listing.ALSO


@pytest.fixture
def secret():
    declare(
        Filter("secret", "Propriétaire secret", str, lambda _: Q(), str, ability=Ability.VIEW_OWNER)
    )
    yield
    del FILTERS["secret"]


def test_the_label_of_a_filter_that_is_not_ones_own_is_not_told(client_of, cast, secret):
    page = client_of(cast.mediator).get("/carte/?secret=oui")

    assert page.status_code == 400
    assert "« secret »" in page.text
    assert "Propriétaire secret" not in page.text


def test_what_was_typed_is_written_as_text(client_of, cast):
    page = client_of(cast.owner).get("/sites/", {"<b>x": "1", "eau": "<script>alert(1)</script>"})

    assert page.status_code == 400
    assert "<b>x" not in page.text
    assert "<script>alert" not in page.text
