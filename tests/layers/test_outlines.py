"""`/couches/territoires/<level>.geojson`: the ground of the map, kept for a year."""

import pytest

from territories.models import Vintage

pytestmark = pytest.mark.django_db
COMMUNES = "/couches/territoires/commune.geojson"


@pytest.fixture
def vintage(db):
    return Vintage.objects.create(year=2026, source="essai", checksum="a" * 64)


def test_the_outlines_of_a_level_inside_a_territory(api, cast, vintage):
    answer = api(cast.owner).get(COMMUNES, {"dans": "departement-69", "v": "a" * 12})
    assert answer.status_code == 200
    slugs = [one["properties"]["slug"] for one in answer.json()["features"]]
    assert slugs == ["commune-69123", "commune-69259", "commune-69264"]
    assert answer.json()["features"][0]["geometry"]["type"] == "MultiPolygon"
    assert answer["Cache-Control"] == f"private, max-age={365 * 24 * 3600}, immutable"


def test_without_the_version_in_force_one_is_sent_to_it(api, cast, vintage):
    answer = api(cast.owner).get(COMMUNES, {"dans": "departement-69"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{COMMUNES}?dans=departement-69&v={'a' * 12}"
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_outlines_are_the_same_for_every_reader(api, cast, vintage):
    asked = {"dans": "departement-69", "v": "a" * 12}
    bodies = {
        api(one).get(COMMUNES, asked).content for one in (cast.owner, cast.stranger, cast.dihal)
    }
    assert len(bodies) == 1


def test_one_statement_for_a_department_as_for_the_nation(api, cast, vintage, count_queries):
    owner = api(cast.owner)
    for dans in ("commune-69123", "region-84"):
        with count_queries(4):  # person, version, container, outlines
            owner.get(COMMUNES, {"dans": dans, "v": "a" * 12})
