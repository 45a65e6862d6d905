"""What lies at a point of the map: names, coordinates, the parcel apart; nothing of any site."""

import httpx
import pytest

from layers.here import ABROAD, PARCEL_AWAY
from territories import geocoding

URL = "/carte/ici/"
VENISSIEUX = "45.25,4.75"
PARCEL = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [4.75, 45.25]},
    "properties": {"id": "69259000AB0123", "section": "AB", "number": "0123"},
}


@pytest.fixture
def here(client_of, cast):
    def ask(position=None, person=cast.owner, **more):
        given = {"position": position} if position is not None else {}
        return client_of(person).get(URL, given | more)

    return ask


@pytest.fixture
def cadastre(monkeypatch, settings):
    """`cadastre(features)`: what the IGN answers; gives the questions it was asked."""
    settings.GEOCODER_URL = "https://geocoder.example"
    asked = []

    def answer(features):
        def get(url, params, timeout):
            asked.append((url, params))
            request = httpx.Request("GET", url)
            if isinstance(features, Exception):
                raise features
            return httpx.Response(200, json={"features": features}, request=request)

        monkeypatch.setattr(geocoding.httpx, "get", get)
        return asked

    return answer


def test_names_the_territories_from_the_nearest_up(here):
    found = here(VENISSIEUX).json()

    assert [one["slug"] for one in found["territories"]] == [
        "commune-69259",
        "epci-200046977",
        "departement-69",
    ]
    assert [one["words"] for one in found["territories"]][::2] == ["Vénissieux", "le Rhône"]
    assert found["words"] == ""


def test_names_the_arrondissement_of_a_large_city(here):
    first, second, *_ = here("45.25,4.25").json()["territories"]

    assert (first["slug"], second["slug"]) == ("arrondissement-municipal-69383", "commune-69123")


def test_says_the_coordinates_as_people_copy_them(here):
    coordinates = here(VENISSIEUX).json()["coordinates"]

    assert coordinates["wgs84"] == "45.250000, 4.750000"
    assert coordinates["local"].endswith("(Lambert-93)")


@pytest.mark.parametrize("position", ["52.5,13.4", "0,0", "-90,180", "43.0,6.0"])
def test_outside_of_france_says_so(here, position):
    answer = here(position)

    assert answer.status_code == 200
    assert answer.json()["territories"] == []
    assert answer.json()["words"] == ABROAD


def test_is_the_same_for_who_may_not_see_the_sites_there(here, cast, site):
    assert here(VENISSIEUX, cast.stranger).content == here(VENISSIEUX, cast.owner).content


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({}, "position", "latitude"),
        ({"position": "ici"}, "position", "latitude"),
        ({"position": "45.2"}, "position", "latitude"),
        ({"position": "45.2,4.7,3"}, "position", "latitude"),
        ({"position": "nan,4.7"}, "position", "latitude"),
        ({"position": "1e999,4.7"}, "position", "latitude"),
        ({"position": "91,4.7"}, "position", "latitude"),
        ({"position": ["45,4", "46,4"]}, "position", "deux fois"),
        ({"position": VENISSIEUX, "parcelle": "non"}, "parcelle", "oui"),
        ({"position": VENISSIEUX, "statut": "ouvert"}, "statut", "n’existe pas"),
    ],
)
def test_a_bad_question_is_told_in_words(client_of, cast, asked, field, words):
    answer = client_of(cast.owner).get(URL, asked)

    assert answer.status_code == 400
    assert words in " ".join(answer.json()["errors"][field])


def test_the_parcel_is_told_apart(here, cadastre):
    asked = cadastre([PARCEL])

    assert here(VENISSIEUX, parcelle="oui").json() == {"number": "AB 123", "id": "69259000AB0123"}
    assert asked == [
        (
            "https://geocoder.example/reverse",
            {"lon": 4.75, "lat": 45.25, "limit": 1, "index": "parcel"},
        )
    ]
    here(VENISSIEUX)
    assert len(asked) == 1


def test_no_parcel_and_no_answer_are_two_things(here, cadastre):
    cadastre([])
    assert here(VENISSIEUX, parcelle="oui").json() == {"words": "Aucune parcelle ici."}
    cadastre(httpx.ConnectTimeout("away"))
    assert here(VENISSIEUX, parcelle="oui").json() == {"words": PARCEL_AWAY}
    cadastre([{"type": "Feature", "properties": {}}])
    assert here(VENISSIEUX, parcelle="oui").json() == {"words": PARCEL_AWAY}


def test_without_a_geocoder_the_parcel_is_unavailable(here, settings):
    settings.GEOCODER_URL = ""
    assert here(VENISSIEUX, parcelle="oui").json() == {"words": PARCEL_AWAY}


def test_nobody_asks_signed_out(here):
    answer = here(VENISSIEUX, None)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_the_territories_take_two_queries(client_of, cast, count_queries):
    client = client_of(cast.owner)
    with count_queries(4):  # the two others are the reader and his scope
        client.get(URL, {"position": VENISSIEUX})
