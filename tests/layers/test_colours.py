"""By what the map may be coloured: declared once, named in the address, refused in words."""

import json
import re

import pytest

from actors.enums import Ability
from journal.feature import NO_POINT
from layers import colours, points
from layers.colours import COLOURS, Colour, Rule, Shade
from sites.enums import ConditionLevel, Phase, SiteStatus
from tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
URL = "/carte/"
OWNERS = Colour(
    "proprietaire",
    "Propriétaire",
    "owner",
    Rule.VALUE,
    (Shade("public", "Public", "public"),),
    Ability.VIEW_OWNER,
)


def known_to_the_page(response):
    found = re.search(r'id="map-settings"[^>]*>(.*?)</script>', response.text, re.S)
    return {colour["name"]: colour for colour in json.loads(found[1])["colours"]}


def test_status_each_living_condition_people_and_age(client_of, cast):
    names = known_to_the_page(client_of(cast.owner).get(URL))

    assert list(names) == [
        "statut",
        "eau",
        "assainissement",
        "electricite",
        "dechets",
        "nuisibles",
        "incendie",
        "personnes",
        "phase",
        "echeance",
        "maj",
    ]
    assert "echeance" not in known_to_the_page(client_of(cast.mediator).get(URL))


def test_a_shade_for_each_value_that_a_site_may_hold():
    for colour in COLOURS:
        if colour.rule == Rule.VALUE:
            enum = {"status": SiteStatus, "phase": Phase}.get(colour.field, ConditionLevel)
            none = {""} if colour.field == "phase" else set()
            assert {shade.value for shade in colour.shades} == {*enum.values, *none}
        else:
            least = [shade.least for shade in colour.shades if shade.least is not None]
            assert least == sorted(set(least))
            assert least[0] == (-colours.FAR if colour.asks else 0)


def test_the_layer_holds_every_field_that_colours():
    assert {colour.field for colour in COLOURS} <= {
        *(*points.FIELDS, points.PHASE, points.DEADLINE)
    }


def test_the_page_preloads_what_its_colour_asks_for(client_of, cast):
    page = client_of(cast.owner).get(f"{URL}?couleur=echeance")

    assert page.context["preloads"] == [("all", "/couches/sites.geojson?avec=echeance&zoom=9")]


@pytest.mark.parametrize("query", ["", "?couleur=", "?couleur=eau&statut=ouvert"])
def test_the_address_says_the_colour(client_of, cast, query):
    response = client_of(cast.owner).get(URL + query)

    assert response.status_code == 200
    assert response.context["colour"].name == ("eau" if "eau" in query else "statut")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?couleur=rose", "« rose » n’est pas un choix. Choix possibles : statut, eau"),
        ("?couleur=eau&couleur=maj", "Cette couleur est donnée deux fois."),
    ],
)
def test_a_wrong_colour_is_told_in_words(client_of, cast, query, words):
    response = client_of(cast.owner).get(URL + query)

    assert response.status_code == 400
    assert words in response.text


def test_a_colour_on_a_field_is_for_who_may_read_the_field(client_of, cast, monkeypatch):
    monkeypatch.setattr(colours, "COLOURS", (*COLOURS, OWNERS))

    assert "proprietaire" in known_to_the_page(client_of(cast.owner).get(URL))
    assert client_of(cast.owner).get(URL + "?couleur=proprietaire").status_code == 200
    assert "proprietaire" not in known_to_the_page(client_of(cast.mediator).get(URL))
    refused = client_of(cast.mediator).get(URL + "?couleur=proprietaire")
    assert refused.status_code == 400
    assert "Choix possibles : statut" in refused.text
    assert "maj, proprietaire" not in refused.text


def test_the_sheet_gives_the_site_as_the_layer_does(api, client_of, cast, world):
    site = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    (feature,) = api(cast.owner).get("/couches/sites.geojson").json()["features"]

    given = json.loads(points.feature_of(site, NO_POINT))
    page = client_of(cast.owner).get(f"/sites/{site.reference}/volet/")

    assert given["properties"] == feature["properties"]
    assert given["geometry"]["coordinates"] == pytest.approx(feature["geometry"]["coordinates"])
    assert page.context["feature"] == points.feature_of(site, NO_POINT)
