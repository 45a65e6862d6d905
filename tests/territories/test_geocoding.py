import json

import httpx
import pytest
from django.contrib.gis.geos import Point

from territories import geocoding
from territories.geocoding import GeocoderUnavailable

# As answered by the service; only these properties are read.
SEARCH = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [2.357512, 48.936616]},
            "properties": {
                "label": "1 Place du Caquet 93200 Saint-Denis",
                "score": 0.9676,
                "housenumber": "1",
                "id": "93066_1423_00001",
                "name": "1 Place du Caquet",
                "postcode": "93200",
                "citycode": "93066",
                "city": "Saint-Denis",
                "context": "93, Seine-Saint-Denis, Île-de-France",
                "type": "housenumber",
                "importance": 0.64,
                "street": "Place du Caquet",
                "_type": "address",
            },
        }
    ],
}
REVERSE = json.loads(json.dumps(SEARCH))
REVERSE["features"][0]["properties"]["distance"] = 12


@pytest.fixture
def answers(monkeypatch, settings):
    """``answers(anything)``: what the service answers; gives the addresses that were asked."""
    settings.GEOCODER_URL = "https://geocoder.example/geocodage/"
    asked: list[httpx.URL] = []

    def answer_with(content: object, status: int = 200) -> list[httpx.URL]:
        def get(url, params, timeout):
            request = httpx.Request("GET", url, params=params)
            asked.append(request.url)
            if isinstance(content, Exception):
                raise content
            text = content if isinstance(content, str) else json.dumps(content)
            return httpx.Response(status, text=text, request=request)

        monkeypatch.setattr(geocoding.httpx, "get", get)
        return asked

    return answer_with


def test_an_address_is_found(answers):
    asked = answers(SEARCH)
    (found,) = geocoding.search("  1 place  du caquet ", near=Point(2.3, 48.9))
    assert found.label == "1 Place du Caquet 93200 Saint-Denis"
    assert (found.citycode, found.postcode, found.kind) == ("93066", "93200", "housenumber")
    assert found.point.srid == 4326
    assert found.point.coords == (2.357512, 48.936616)
    assert found.distance_m is None
    assert asked[0].path == "/geocodage/search"
    assert dict(asked[0].params) == {
        **{"q": "1 place du caquet", "limit": "5", "index": "address"},
        **{"lon": "2.3", "lat": "48.9"},
    }


def test_the_address_of_a_point_is_found_with_its_distance(answers):
    asked = answers(REVERSE)
    (found,) = geocoding.reverse(Point(2.3575, 48.9366))
    assert found.distance_m == 12.0
    assert asked[0].path == "/geocodage/reverse"


def test_no_such_place_is_an_empty_list(answers):
    answers({"type": "FeatureCollection", "features": []})
    assert geocoding.search("nulle part") == []


def test_too_short_a_text_is_not_asked(answers):
    asked = answers(SEARCH)
    assert geocoding.search(" a ") == []
    assert asked == []


def test_too_long_a_text_is_cut(answers):
    asked = answers(SEARCH)
    geocoding.search("x" * 1000)
    assert len(asked[0].params["q"]) == geocoding.LONGEST


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (httpx.ConnectTimeout("slow"), 200),
        (httpx.ConnectError("away"), 200),
        ({"error": "limit"}, 429),
        ("<html>maintenance</html>", 200),
        ("", 503),
        ({"type": "FeatureCollection"}, 200),
        ({"features": [{"geometry": None, "properties": {}}]}, 200),
        ([1, 2], 200),
    ],
    ids=str,
)
def test_whatever_goes_wrong_has_one_name(answers, content, status):
    answers(content, status)
    with pytest.raises(GeocoderUnavailable):
        geocoding.search("saint denis")


def test_switched_off_it_asks_nothing(settings, answers):
    asked = answers(SEARCH)
    settings.GEOCODER_URL = ""
    assert not geocoding.is_on()
    with pytest.raises(GeocoderUnavailable):
        geocoding.reverse(Point(2, 48))
    assert asked == []
