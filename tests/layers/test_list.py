"""The list of sites: the map's filters, sums, and a way out of an empty one."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from actors.services import scope_of
from layers.listing.columns import COLUMNS
from sites.enums import SurveyGroup
from sites.models import Site
from sites.services import Observation, survey
from tests.factories import SiteFactory
from tests.layers.plans import many_sites

URL = "/sites/"


@pytest.fixture
def page(client_of):
    def get(person, query=""):
        return client_of(person).get(URL + query)

    return get


@pytest.fixture
def four_sites(cast, world):
    """Of 40, 12 and unknown numbers in the Rhône; one of the neighbour."""
    known = [
        SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Grand terrain"),
        SiteFactory(commune=world.venissieux, declared_by=cast.owner, name="Petit terrain"),
    ]
    scope = scope_of(cast.owner.user, cast.owner.pk)
    for site, people in zip(known, (40, 12), strict=True):
        read = {SurveyGroup.POPULATION: {"people": people}, SurveyGroup.EAU: {"water": "mauvais"}}
        survey(scope, site.reference, Observation(timezone.localdate(), read))
    unknown = SiteFactory(commune=world.villefranche, declared_by=cast.owner, name="Squat")
    elsewhere = SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Ailleurs")
    return [*known, unknown, elsewhere]


def names(response):
    return [row.site.name for row in response.context["rows"]]


def test_lists_and_sums_what_the_reader_sees(page, cast, four_sites):
    response = page(cast.owner)

    assert set(names(response)) == {"Grand terrain", "Petit terrain", "Squat"}
    sums = response.context["totals"]
    assert (sums.sites, sums.people, sums.unknown) == (3, 52, 1)
    assert "Ailleurs" not in response.text


def test_unknown_people_are_never_zero(page, cast, four_sites):
    text = page(cast.owner, "?personnes_inconnues=oui").text

    assert "inconnu</span>" in text
    assert not re.search(r">\s*0\s*<", text)


def test_the_filters_are_those_of_the_map(page, cast, four_sites):
    response = page(cast.owner, "?eau=mauvais&personnes_min=20")

    assert names(response) == ["Grand terrain"]
    assert 'href="/carte/?personnes_min=20&amp;eau=mauvais"' in response.text


def test_one_click_leads_to_the_map_and_brings_all_of_it_back(page, cast, four_sites):
    own = f"couleur=eau&fond=photo&site=69-0001&vue={uuid4()}"
    text = page(cast.owner, f"?eau=mauvais&tri=-personnes&{own}").text

    query = f"eau=mauvais&tri=-personnes&{own}".replace("&", "&amp;")
    assert f'href="/carte/?{query}">Voir sur la carte' in text
    assert page(cast.owner, f"?eau=mauvais&tri=-personnes&{own}").status_code == 200


def test_the_map_takes_what_the_list_keeps(client_of, cast, four_sites):
    query = "?eau=mauvais&tri=-menages&colonnes=menages,eau"
    assert client_of(cast.owner).get(f"/carte/{query}").status_code == 200


def test_removing_a_filter_keeps_order_columns_and_the_maps_own(page, cast, four_sites):
    text = page(
        cast.owner, "?eau=mauvais&type=terrain&tri=-personnes&colonnes=menages&fond=photo"
    ).text

    assert 'href="?eau=mauvais&amp;tri=-personnes&amp;colonnes=menages&amp;fond=photo"' in text
    for name, value in (("tri", "-personnes"), ("colonnes", "menages"), ("fond", "photo")):
        assert f'<input type="hidden" name="{name}" value="{value}" data-kept />' in text


def test_each_row_has_a_tick_that_says_what_it_chooses(page, cast, four_sites):
    text = page(cast.owner).text
    reference = four_sites[0].reference

    box = re.search(rf'name="choisis"\s+value="{reference}"\s+data-pick', text)
    assert box
    assert f"Choisir {reference}, Grand terrain" in text
    assert "data-pick-all" in text


def test_an_empty_list_offers_to_undo_the_last_filter(page, cast, four_sites):
    text = page(cast.owner, "?eau=bon&texte=zzz").text

    assert "Aucun site ne répond à ces filtres" in text
    assert 'href="?eau=bon">Retirer' in text


def test_an_empty_territory_says_what_would_be_there(page, cast):
    assert "Aucun site ouvert dans votre territoire" in page(cast.neighbour).text


def test_a_territory_out_of_reach_is_told_in_words_with_the_way_back(page, cast, four_sites):
    text = page(cast.neighbour, "?dans=departement-69&type=terrain").text

    assert "Rhône n’est pas dans votre territoire : aucun site à montrer." in text
    assert 'href="?type=terrain">Revenir à votre territoire' in text
    assert "terrain</span>" not in text


def test_nobody_reads_it_signed_out(page):
    assert page(None).status_code == 302


ALL = ",".join(column.name for column in COLUMNS)


@pytest.mark.parametrize("rows", [3, 60])
def test_the_number_of_queries_is_fixed(client_of, cast, world, count_queries, rows):
    for _ in range(3):
        SiteFactory(commune=world.lyon, declared_by=cast.owner)
    many_sites(cast.owner, world.lyon, rows - 3)
    client = client_of(cast.owner)
    assert Site.objects.count() == rows
    with count_queries(6):
        client.get(URL)
    with count_queries(12):  # one for each part that stands in other rows, one for the legal ones
        client.get(f"{URL}?colonnes={ALL}&tri=message")
    with count_queries(10):
        client.get(f"{URL}?colonnes={ALL}&impression=oui")
