"""What a person pastes for a footprint: read, or refused in words."""

import json

import pytest

from territories.geo import CoordinatesError, parse_surface

RING = [[4.95, 45.75], [4.951, 45.75], [4.951, 45.751], [4.95, 45.75]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
WKT = "POLYGON((4.95 45.75, 4.951 45.75, 4.951 45.751, 4.95 45.75))"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(POLYGON),
        json.dumps({"type": "MultiPolygon", "coordinates": [[RING]]}),
        json.dumps({"type": "Feature", "properties": {}, "geometry": POLYGON}),
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]}
        ),
        WKT,
        f"  SRID=4326;{WKT}  ",
        "POLYGON Z ((4.95 45.75 180, 4.951 45.75 181, 4.951 45.751 180, 4.95 45.75 180))",
    ],
)
def test_the_ways_of_writing_it_are_read_alike(text):
    shape = parse_surface(text)
    assert (shape.geom_type, shape.srid, len(shape)) == ("MultiPolygon", 4326, 1)
    assert shape[0].coords[0] == tuple(map(tuple, RING))


def test_lambert_93_is_read_when_it_is_named():
    shape = parse_surface(
        "SRID=2154;POLYGON((842000 6519000, 842100 6519000, 842100 6519100, 842000 6519000))"
    )
    assert shape.srid == 4326
    assert shape[0].coords[0][0] == pytest.approx((4.8254, 45.7580), abs=0.01)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("un tracé", "ni du GeoJSON ni du WKT"),
        ("{", "ni du GeoJSON ni du WKT"),
        ("[1, 2]", "ni du GeoJSON ni du WKT"),
        ('{"type": "Polygon"}', "ni du GeoJSON ni du WKT"),
        ('{"type": "Polygon", "coordinates": [[["a", "b"]]]}', "ni du GeoJSON ni du WKT"),
        (
            json.dumps({"type": "Polygon", "coordinates": [RING[:-1]]}),
            "pas fermé : son dernier point doit être le même que le premier",
        ),
        (json.dumps({"type": "MultiPolygon", "coordinates": [[RING], [RING[:-1]]]}), "pas fermé"),
        ("POLYGON((4.95 45.75, 4.951 45.75, 4.951 45.751))", "c’est « 4.951 45.751 »"),
        ("SRID=2154;POLYGON((842000 6519000, 842100 6519000, 842100 6519100))", "pas fermé"),
        ('{"type": "Polygon", "coordinates": [[[4, 45], [5, "b"]]]}', "ni du GeoJSON ni du WKT"),
        ('{"type": "FeatureCollection", "features": [3]}', "ni du GeoJSON ni du WKT"),
        ('{"type": "FeatureCollection", "features": []}', "polygone est attendu"),
        ("POINT(4.95 45.75)", "polygone est attendu"),
        ("LINESTRING(4.95 45.75, 4.951 45.75)", "polygone est attendu"),
        ("POLYGON EMPTY", "polygone est attendu"),
        ("POLYGON((842000 6519000, 842100 6519000, 842100 6519100, 842000 6519000))", "en mètres"),
        ("SRID=3857;" + WKT, "n’est pas en usage en France"),
        ("POLYGON((45.75 4.95, 45.75 4.951, 45.751 4.951, 45.75 4.95))", "inversées"),
        ("POLYGON((14.95 45.75, 14.951 45.75, 14.951 45.751, 14.95 45.75))", "ni en métropole"),
        ("x" * 100_001, "trop long"),
        (json.dumps({"type": "Polygon", "coordinates": [[RING[0]] * 1_002]}), "sommets"),
        ("[" * 50_000, "ni du GeoJSON ni du WKT"),
        ('{"a":' * 15_000, "ni du GeoJSON ni du WKT"),
    ],
)
def test_the_rest_is_refused_in_words(text, words):
    with pytest.raises(CoordinatesError, match="(?i)" + words):
        parse_surface(text)
