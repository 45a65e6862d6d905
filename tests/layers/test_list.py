"""The list of sites: the map's filters, sums, pages, order, and a way out of an empty one."""

import re

import pytest
from django.utils import timezone

from actors.services import scope_of
from layers.views import listing
from sites.enums import SurveyGroup
from sites.models import Site
from sites.services import Observation, survey
from tests.factories import SiteFactory

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
    return [site.name for site, _ in response.context["rows"]]


def test_lists_and_sums_what_the_reader_sees(page, cast, four_sites):
    response = page(cast.owner)

    assert set(names(response)) == {"Grand terrain", "Petit terrain", "Squat"}
    sums = response.context["totals"]
    assert (sums.sites, sums.people, sums.unknown) == (3, 52, 1)
    assert "Ailleurs" not in response.text


def test_unknown_people_are_never_zero(page, cast, four_sites):
    text = page(cast.owner, "?personnes_inconnues=oui").text

    assert "inconnu</span>" in text
    assert not re.search(r"personnes\">\s*0", text)


def test_the_filters_are_those_of_the_map(page, cast, four_sites):
    response = page(cast.owner, "?eau=mauvais&personnes_min=20")

    assert names(response) == ["Grand terrain"]
    assert 'href="/carte/?personnes_min=20&amp;eau=mauvais"' in response.text


@pytest.mark.parametrize(
    ("sort", "first"),
    [("personnes", "Grand terrain"), ("commune", "Grand terrain"), ("reference", "Grand terrain")],
)
def test_sorts(page, cast, four_sites, sort, first):
    response = page(cast.owner, f"?tri={sort}")

    assert names(response)[0] == first
    assert 'aria-sort="' in response.text


def test_unknown_people_come_last(page, cast, four_sites):
    assert names(page(cast.owner, "?tri=personnes"))[-1] == "Squat"


def test_pages_keep_filters_and_order(page, cast, four_sites, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    first, second = page(cast.owner, "?tri=commune"), page(cast.owner, "?tri=commune&page=2")

    assert len(names(first)) == 2
    assert names(second) == ["Squat"]
    assert "?tri=commune&amp;page=2" in first.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?page=2", 400),
        ("?page=999999999999", 400),
        ("?page=0", 400),
        ("?page=-1", 400),
        ("?page=deux", 400),
        ("?page=1.5", 400),
        ("?tri=couleur", 400),
        ("?tri=", 200),
    ],
)
def test_pages_and_orders_that_do_not_exist(page, cast, query, status):
    assert page(cast.owner, query).status_code == status


def test_a_page_past_the_end_is_told_in_words(page, cast, four_sites):
    assert "Il n’y a qu’une page de résultats." in page(cast.owner, "?page=99").text


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


@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, world, count_queries, rows):
    for _ in range(rows):
        SiteFactory(commune=world.lyon, declared_by=cast.owner)
    client = client_of(cast.owner)
    assert Site.objects.count() == rows
    with count_queries(6):
        client.get(URL)
