"""`/couches/emprises.geojson`, and the footprint in the feature of a site."""

import pytest

from actors.services import scope_of
from sites.services import outline
from territories.geo import parse_surface

pytestmark = pytest.mark.django_db
LAYER = "/couches/emprises.geojson"
WKT = "POLYGON((4.75 45.25, 4.751 45.25, 4.751 45.251, 4.75 45.25))"
AROUND = {"bbox": "4.7,45.2,4.8,45.3"}
POLYGON = {
    "type": "Polygon",
    "coordinates": [[[4.75, 45.25], [4.751, 45.25], [4.751, 45.251], [4.75, 45.25]]],
}


@pytest.fixture
def drawn(cast, site):
    owner = scope_of(cast.owner.user, cast.owner.pk)
    return outline(owner, site.reference, None, parse_surface(WKT), ["69259000AB0123"])


def references(answer):
    return [one["properties"]["reference"] for one in answer.json()["features"]]


def test_it_holds_the_shape_its_surface_and_no_more(api, cast, drawn):
    (feature,) = api(cast.owner).get(LAYER, AROUND).json()["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert set(feature["properties"]) == {"reference", "title", "status", "footprint_m2"}
    assert feature["properties"]["footprint_m2"] == pytest.approx(drawn.footprint_m2)


def test_each_reader_has_those_of_his_sites(api, cast, drawn):
    for one in (cast.owner, cast.reader, cast.mediator, cast.dihal):
        assert references(api(one).get(LAYER, AROUND)) == [drawn.reference]
    for one in (cast.neighbour, cast.stranger):
        assert references(api(one).get(LAYER, AROUND)) == []


def test_the_filters_of_the_map_narrow_it_and_the_box_too(api, cast, drawn):
    assert references(api(cast.owner).get(LAYER, AROUND | {"statut": "ferme"})) == []
    assert references(api(cast.owner).get(LAYER, {"bbox": "4.8,45.2,4.9,45.3"})) == []


def test_without_a_box_it_says_what_is_missing(api, cast):
    answer = api(cast.owner).get(LAYER)
    assert answer.status_code == 400
    assert "ouest,sud,est,nord" in answer.json()["errors"]["bbox"][0]


def test_one_statement(api, cast, drawn, count_queries):
    owner = api(cast.owner)
    owner.get(LAYER, AROUND)
    with count_queries(3):  # person, scope, layer
        owner.get(LAYER, AROUND)


def test_the_feature_of_a_site_carries_it(api, cast, drawn):
    properties = api(cast.reader).get(f"/api/sites/{drawn.reference}/").json()["properties"]
    assert properties["footprint"]["type"] == "MultiPolygon"
    assert properties["parcels"] == ["69259000AB0123"]


def put(client, reference, **data):
    return client.put(f"/api/sites/{reference}/emprise/", data)


def test_the_api_draws_and_takes_away(api, cast, site):
    owner = api(cast.owner)
    answer = put(owner, site.reference, footprint=POLYGON, version=site.version)
    assert answer.status_code == 200
    assert answer.json()["properties"]["footprint_m2"] == pytest.approx(4_370, rel=0.02)
    version = answer.json()["properties"]["version"]
    assert put(owner, site.reference, footprint=POLYGON, version=site.version).status_code == 409
    answer = put(owner, site.reference, footprint=None, version=version)
    assert answer.json()["properties"]["footprint"] is None


@pytest.mark.parametrize(
    "footprint",
    [
        "POLYGON",
        {"type": "Point", "coordinates": [4.75, 45.25]},
        {"type": "Polygon", "coordinates": [[[4.75, 45.25], [4.76, 45.26], [4.75, 45.25]]]},
        {
            "type": "Polygon",
            "coordinates": [
                [[4.75, 45.25], [4.751, 45.251], [4.751, 45.25], [4.75, 45.251], [4.75, 45.25]]
            ],
        },
        {
            "type": "Polygon",
            "coordinates": [[[5.75, 45.25], [5.76, 45.25], [5.76, 45.26], [5.75, 45.25]]],
        },
    ],
)
def test_a_shape_that_cannot_be_is_told_at_its_field(api, cast, site, footprint):
    answer = put(api(cast.owner), site.reference, footprint=footprint, version=site.version)
    assert answer.status_code == 400
    assert answer.json()["errors"]["footprint"]


@pytest.mark.parametrize("wrong", ['{"type": NaN}', '{"type": "Polygon", "coordinates": [[NaN]]}'])
def test_what_is_no_number_is_refused(api, cast, site, wrong):
    sent = f'{{"version": 1, "footprint": {wrong}}}'
    answer = api(cast.owner).put(f"/api/sites/{site.reference}/emprise/", sent)
    assert answer.status_code == 400
    assert "GeoJSON" in answer.json()["errors"]["footprint"][0]
