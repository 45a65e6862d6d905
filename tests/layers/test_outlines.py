"""`/couches/territoires/<level>.geojson`: the ground of the map, kept for a year."""

import pytest

from layers import outlines
from territories.models import Outline, Vintage
from tests.factories import square

pytestmark = pytest.mark.django_db
COMMUNES = "/couches/territoires/commune.geojson"
DEPARTEMENTS = "/couches/territoires/departement.geojson"


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
    outlines.version()  # asked once a minute
    for dans in ("commune-69123", "region-84"):
        with count_queries(3):  # person, container, outlines
            owner.get(COMMUNES, {"dans": dans, "v": "a" * 12})


def test_the_nation_is_drawn_from_afar_without_gaps(api, cast, vintage):
    answer = api(cast.owner).get(DEPARTEMENTS, {"v": "a" * 12})
    south, north = answer.json()["features"]
    assert (south["properties"]["slug"], north["properties"]["name"]) == (
        "departement-69",
        "Saône-et-Loire",
    )
    assert south["properties"]["label"] == [4.5, 45.5]
    (ring,), (other,) = south["geometry"]["coordinates"][0], north["geometry"]["coordinates"][0]
    shared = {tuple(point) for point in ring} & {tuple(point) for point in other}
    assert shared == {(4.0, 46.0), (5.0, 46.0)}


def test_one_territory_has_its_true_boundary(api, cast, vintage, world):
    true = square(4.0, 45.0, 5.00001, 46.0)
    Outline.objects.filter(territory=world.rhone).update(boundary=true)
    asked = {"dans": "departement-69", "v": "a" * 12}
    owner = api(cast.owner)
    fine = owner.get(DEPARTEMENTS, asked | {"detail": "fin"})
    (feature,) = fine.json()["features"]
    assert feature["properties"]["slug"] == "departement-69"
    assert [5.00001, 45.0] in feature["geometry"]["coordinates"][0][0]
    assert fine["Cache-Control"] == f"private, max-age={365 * 24 * 3600}, immutable"
    (simple,) = owner.get(DEPARTEMENTS, asked).json()["features"]
    assert [5.0, 45.0] in simple["geometry"]["coordinates"][0][0]


def test_the_whole_nation_has_no_true_boundary(api, cast, vintage):
    nation = "/couches/territoires/nation.geojson"
    answer = api(cast.owner).get(nation, {"dans": "nation-FR", "detail": "fin"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["detail"])
