"""The map page: where it opens, what its filters leave, and nothing of other territories."""

import json
import re

import pytest
from django.urls import reverse

from layers.whereabouts import METROPOLE
from sites.enums import IntervenantState
from sites.filters import FILTERS
from tests.factories import IntervenantFactory, SiteFactory

URL = "/carte/"
BEYOND = "n’est pas dans votre territoire : aucun site à montrer."


@pytest.fixture
def page(client_of):
    def get(person, query="", url=URL):
        return client_of(person).get(url + query)

    return get


def ground(response):
    found = re.search(r'id="map-where"[^>]*>(.*?)</script>', response.text, re.S)
    return json.loads(found[1])


def test_opens_on_the_readers_own_territory(page, cast):
    where = ground(page(cast.owner))

    assert where["box"] == [4.0, 45.0, 5.0, 46.0]
    assert where["title"] == "Carte des sites : Rhône"
    assert where["outlined"] == ["departement-69"]
    assert where["around"] == "region-84"


def test_opens_on_the_metropole_for_the_nation(page, cast):
    where = ground(page(cast.dihal))

    assert tuple(where["box"]) == METROPOLE
    assert where["outlined"] == []


def test_a_chosen_territory_gives_the_box_the_steps_and_the_title(page, cast):
    response = page(cast.dihal, "?dans=commune-69259")

    assert ground(response)["box"] == [4.5, 45.0, 5.0, 45.5]
    assert ground(response)["chosen"] == "Vénissieux"
    assert "<title>Carte des sites : Vénissieux" in response.text
    steps = [step.name for step in response.context["where"].steps]
    assert steps == ["France", "Auvergne-Rhône-Alpes", "Rhône", "Métropole de Lyon", "Vénissieux"]


def test_a_territory_out_of_reach_is_told_in_words(page, cast, site, world):
    where = ground(page(cast.neighbour, "?dans=departement-69&eau=mauvais"))

    assert where["beyond"] == f"Rhône {BEYOND}"
    assert where["rest"] == "eau=mauvais"
    empty = ground(page(cast.neighbour, "?dans=commune-71543"))
    assert (empty["sites"], empty["beyond"]) == (0, "")
    assert ground(page(cast.owner, "?dans=departement-69"))["beyond"] == ""
    assert ground(page(cast.neighbour))["beyond"] == ""


def test_a_territory_out_of_reach_reads_alike_with_and_without_sites(page, cast, world):
    def said():
        response = page(cast.neighbour, "?dans=departement-69")
        return ground(response), response.context["totals"]

    before = said()
    SiteFactory(commune=world.lyon, declared_by=cast.owner)

    assert said() == before


@pytest.mark.parametrize("name", ["straddling", "aura", "nation", "lyon_3"])
def test_a_limit_that_crosses_the_reach_and_what_holds_it_are_within(page, cast, world, name):
    assert ground(page(cast.owner, f"?dans={getattr(world, name).slug}"))["beyond"] == ""


def test_where_one_intervenes_out_of_ones_territory_is_no_empty_place(page, cast, site):
    IntervenantFactory(
        site=site,
        organisation=cast.stranger.organisation,
        author=cast.owner,
        state=IntervenantState.CONFIRME,
    )

    assert ground(page(cast.stranger, "?dans=departement-69&statut=ferme"))["beyond"] == ""


def test_the_form_holds_every_declared_filter(page, cast):
    text = page(cast.owner).text

    assert [name for name in FILTERS if f'name="{name}"' not in text] == []


def test_chips_say_the_filters_and_undo_each(page, cast):
    text = page(cast.owner, "?eau=mauvais,inconnu&personnes_min=10").text

    assert "Mauvais, Inconnu" in text
    assert 'href="?personnes_min=10"' in text
    assert 'href="?eau=mauvais,inconnu"' in text
    assert re.search(r'name="eau"\s+value="mauvais"\s+checked', text)


def test_totals_count_what_the_reader_sees(page, cast, site):
    assert page(cast.owner).context["totals"].sites == 1
    assert page(cast.neighbour).context["totals"].sites == 0
    assert page(cast.owner, "?statut=ferme").context["totals"].sites == 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?eau=tiede", "n’est pas un choix"),
        ("?parfum=eau", "Ce filtre n’existe pas."),
        ("?dans=departement-00", "Aucun territoire ne s’appelle"),
        ("?personnes_min=-3", "Un nombre entier"),
        ("?texte=a&texte=b", "donné deux fois"),
    ],
)
@pytest.mark.parametrize("url", [URL, "/carte/etat/", "/sites/"])
def test_a_wrong_filter_is_told_in_words(page, cast, url, query, words):
    response = page(cast.owner, query, url)

    assert response.status_code == 400
    assert words in response.text


def test_the_open_site_stands_beside_the_filters(page, cast):
    assert page(cast.owner, "?site=69-0001").status_code == 200


def test_the_state_is_a_fragment_of_what_the_filters_leave(page, cast, site):
    response = page(cast.owner, "?texte=pré", reverse("map-state"))

    assert response.status_code == 200
    assert "<html" not in response.text
    assert response.context["totals"].sites == 1
    assert ground(response)["sites"] == 1


def test_nobody_reads_it_signed_out(page):
    assert page(None).status_code == 302
    assert page(None, "", reverse("map-state")).status_code == 302


@pytest.mark.parametrize(("url", "queries"), [(URL, 9), ("/carte/etat/", 6)])
@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, world, count_queries, rows, url, queries):
    for _ in range(rows):
        SiteFactory(commune=world.lyon, declared_by=cast.owner)
    client = client_of(cast.owner)
    with count_queries(queries):
        client.get(url)
