"""The base maps that the map offers, and the way to the overseas departments."""

import json
import re

import pytest

from layers.whereabouts import METROPOLE, OVERSEAS, overseas
from sites import basemaps
from tests.factories import TerritoryFactory


def settings_of(response):
    found = re.search(r'id="map-settings"[^>]*>(.*?)</script>', response.text, re.S)
    return json.loads(found[1])


@pytest.mark.parametrize("name", basemaps.BASE_MAPS)
def test_each_base_map_is_offered_and_may_stand_in_the_address(client_of, cast, name):
    response = client_of(cast.owner).get("/carte/", {"fond": name})

    assert response.status_code == 200
    assert f'value="{name}"' in response.text
    assert name in settings_of(response)["basemaps"]


@pytest.mark.parametrize("query", ["fond=ortho", "fond=Plan", "fond=plan&fond=ortho"])
def test_an_unknown_base_map_is_told_in_words(client_of, cast, query):
    response = client_of(cast.owner).get(f"/carte/?{query}")

    assert response.status_code == 400
    assert "Fonds possibles : plan, photo, cadastre" in response.text


def test_outlines_alone_ask_nobody_for_a_tile(settings):
    settings.TILES_URL = "https://tiles.example"
    known = basemaps.for_map()

    assert known["contours"]["tiles"] == []
    assert known["cadastre"]["parcels"]
    for one in known.values():
        for tiles in one["tiles"]:
            assert tiles["url"].startswith("https://tiles.example/wmts?")
            assert tiles["credit"]


def test_the_dihal_is_led_overseas_and_back(client_of, cast, world):
    TerritoryFactory(level="departement", code="974", name="La Réunion", inside=(world.nation,))
    steps = settings_of(client_of(cast.dihal).get("/carte/"))["overseas"]

    assert [step["name"] for step in steps] == ["La Réunion", "Métropole"]
    assert steps[0]["box"] == list(OVERSEAS["974"])
    assert steps[1]["box"] == list(METROPOLE)


def test_who_has_one_view_is_led_nowhere(client_of, cast):
    response = client_of(cast.owner).get("/carte/")

    assert settings_of(response)["overseas"] == []
    assert "Outre-mer</span>" not in response.text
    assert overseas([TerritoryFactory(level="departement", code="976", name="Mayotte")]) == []
