import math

import pytest
from django.contrib.gis.geos import Point

from territories.models import Territory
from territories.querysets import Placement
from tests.territories.vintages import COLUMNS, ROWS, SIDE, SOUTH, WEST, code, middle

pytestmark = pytest.mark.django_db

METRES_A_DEGREE_NORTH = 111_200


def pk(slug: str) -> int:
    return Territory.objects.by_slug(slug).pk


def south_of(metres: float) -> tuple[float, float]:
    """A point south of the squares, under the second column."""
    return WEST + 1.5 * SIDE, SOUTH - metres / METRES_A_DEGREE_NORTH


def test_each_point_gets_its_commune_in_the_order_given(drawn):
    places = [(column, row) for row in range(ROWS) for column in range(COLUMNS)]
    placed = Territory.objects.covering([middle(*place) for place in places])
    assert [p.commune_id for p in placed] == [pk(f"commune-{code(*place)}") for place in places]
    assert {p.distance_m for p in placed} == {0}


def test_one_statement_whatever_the_number(drawn, django_assert_num_queries):
    with django_assert_num_queries(1):
        Territory.objects.covering([middle(1, 1)] * 50 + [south_of(100)] * 50)
    with django_assert_num_queries(0):
        assert Territory.objects.covering([]) == []


def test_the_municipal_arrondissement_comes_with_its_commune(drawn):
    west, east = (WEST + 0.25 * SIDE, SOUTH + 0.01), (WEST + 0.75 * SIDE, SOUTH + 0.01)
    placed = Territory.objects.covering([west, east])
    assert [p.municipal_arrondissement_id for p in placed] == [
        pk("arrondissement-municipal-91801"),
        pk("arrondissement-municipal-91802"),
    ]
    assert {p.commune_id for p in placed} == {pk("commune-91000")}


def test_outside_the_nearest_commune_within_300_m_with_its_distance(drawn):
    near, far = Territory.objects.covering([south_of(250), south_of(350)])
    assert near.commune_id == pk("commune-91100")
    assert near.distance_m == pytest.approx(250, abs=2)
    assert far == Placement(None, None, None)


def test_outside_the_nearest_municipal_arrondissement_comes_too(drawn):
    point = (WEST + 0.75 * SIDE, SOUTH - 100 / METRES_A_DEGREE_NORTH)
    (placed,) = Territory.objects.covering([point])
    assert placed.municipal_arrondissement_id == pk("arrondissement-municipal-91802")
    assert placed.distance_m == pytest.approx(100, abs=2)


def test_metres_are_metres_to_the_west_as_to_the_south(drawn):
    metres = 250 / (METRES_A_DEGREE_NORTH * math.cos(math.radians(SOUTH)))
    (placed,) = Territory.objects.covering([(WEST - metres, SOUTH + 1.5 * SIDE)])
    assert placed.commune_id == pk("commune-91010")
    assert placed.distance_m == pytest.approx(250, abs=3)


def test_a_point_on_a_shared_border_is_in_one_of_both(drawn):
    (placed,) = Territory.objects.covering([(WEST + SIDE, SOUTH + 1.5 * SIDE)])
    assert placed.commune_id == min(pk("commune-91010"), pk("commune-91110"))
    assert placed.distance_m == 0


@pytest.mark.parametrize("wrong", [(math.nan, 48.0), (2.0, math.inf)])
def test_a_coordinate_that_is_no_number_is_refused(drawn, wrong):
    with pytest.raises(ValueError, match="finite"):
        Territory.objects.covering([wrong])


@pytest.mark.parametrize("far", [(0.0, 0.0), (180.0, 90.0), (1e9, -1e9)])
def test_the_ends_of_the_earth_are_in_no_commune(drawn, far):
    assert Territory.objects.covering([far]) == [Placement()]


def test_the_distance_to_the_limit_is_in_metres_in_and_out(drawn):
    commune = Territory.objects.by_slug("commune-91100")
    inside, outside = (WEST + 1.5 * SIDE, SOUTH + 150 / METRES_A_DEGREE_NORTH), south_of(150)
    for point in (inside, outside, Point(*inside, srid=4326)):
        metres = Territory.objects.metres_to_limit(point, commune)
        assert metres == pytest.approx(150, abs=2)
    assert Territory.objects.metres_to_limit(middle(1, 0), commune.pk) > 4_000
    assert Territory.objects.metres_to_limit(inside, 0) is None


def test_pierrefitte_is_in_saint_denis(real):
    (placed,) = Territory.objects.covering([(2.3614, 48.9664)])
    assert placed == Placement(pk("commune-93066"), None, 0.0)
