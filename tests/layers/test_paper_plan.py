"""The map that is drawn on paper: its scale holds, and the whole footprint is in it."""

import pytest

from layers.paper.plan import HEIGHT, LONGEST_BAR, METRES_PER_DEGREE, WIDTH, plan_of

POINT = (4.85, 45.75)


def _square(metres: float) -> list[tuple[float, float]]:
    half = metres / 2 / METRES_PER_DEGREE
    x, y = POINT
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y - half)]


@pytest.mark.parametrize("metres", [1, 150, 3_000])
def test_the_whole_footprint_is_drawn(metres: float) -> None:
    (ring,) = plan_of(POINT, [_square(metres)]).footprint
    for place in ring.split():
        x, y = map(float, place.split(","))
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_the_bar_is_as_long_as_it_says() -> None:
    plan = plan_of(POINT, [_square(150)])
    heights = [float(place.split(",")[1]) for place in plan.footprint[0].split()]
    pixels_a_metre = (max(heights) - min(heights)) / 150
    assert plan.bar == pytest.approx(plan.bar_metres * pixels_a_metre, rel=0.01)
    assert plan.bar <= LONGEST_BAR


def test_north_is_up() -> None:
    x, y = POINT
    (ring,) = plan_of(POINT, [[(x, y), (x, y + 0.0001), (x + 0.0001, y)]]).footprint
    _, north, east = (tuple(map(float, place.split(","))) for place in ring.split())
    assert north[1] < HEIGHT / 2
    assert east[0] > WIDTH / 2


def test_a_point_alone_has_a_map() -> None:
    plan = plan_of(POINT)
    assert plan.footprint == ()
    assert plan.bar_metres == 100
