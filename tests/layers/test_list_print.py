"""The list on paper: whole, with the words of what it shows, and nothing else."""

import re

import pytest

from layers.views import listing
from tests.factories import SiteFactory

URL = "/sites/?impression=oui"


@pytest.fixture
def paper(client_of):
    def get(person, query=""):
        return client_of(person).get(URL + query)

    return get


def head(response):
    found = re.search(r'<div class="list-paper">(.*?)</div>', response.text, re.S)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_says_what_it_shows_where_when_and_by_whom(paper, cast, site):
    words = head(paper(cast.owner, "&dans=departement-69&type=terrain&tri=commune"))

    assert words.startswith("Sites · Rhône — imprimé le ")
    assert f"par {cast.owner.user.get_full_name()}, Préfecture du Rhône" in words
    assert "1 site. Tri : commune, de A à Z." in words
    assert (
        "Filtres : statut : signalé (à confirmer), ouvert, en cours de résorption ;"
        " territoire : rhône ; type : terrain." in words.lower().replace("filtres", "Filtres")
    )


def test_without_a_territory_it_is_the_readers_own(paper, cast, site):
    assert "Sites · tout le territoire de la structure Préfecture du Rhône" in head(
        paper(cast.owner)
    )
    assert "Sites · France entière" in head(paper(cast.dihal))


def test_holds_more_than_a_page_and_neither_filters_nor_ticks(paper, cast, world, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    for _ in range(3):
        SiteFactory(commune=world.lyon, declared_by=cast.owner)
    response = paper(cast.owner)

    assert len(response.context["rows"]) == 3
    assert "data-pick" not in response.text
    assert "data-filter-form" not in response.text
    assert "Liste coupée" not in response.text


def test_says_when_it_was_cut(paper, cast, world, monkeypatch):
    monkeypatch.setattr(listing, "PRINTED", 2)
    for _ in range(3):
        SiteFactory(commune=world.lyon, declared_by=cast.owner)
    response = paper(cast.owner)

    assert len(response.context["rows"]) == 2
    assert "Liste coupée : 2 sites sur 3." in head(response)


def test_leads_back_to_the_same_list(paper, cast, site):
    text = paper(cast.owner, "&type=terrain&tri=commune&colonnes=eau").text

    assert 'href="?type=terrain&amp;tri=commune&amp;colonnes=eau">Revenir à la liste' in text


def test_an_empty_one_says_so(paper, cast):
    assert "Aucun site ne répond à ces filtres." in paper(cast.owner).text


def test_shows_nothing_beyond_the_readers_reach(paper, cast, site):
    assert site.reference not in paper(cast.neighbour, "&dans=departement-69").text
