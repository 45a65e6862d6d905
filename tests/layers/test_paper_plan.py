"""The maps that are drawn on paper: their scale holds, and what they are about is in them."""

import pytest
import shapely

from layers.paper import picture
from layers.paper.ground import plans_of
from layers.paper.plan import (
    BLEED,
    HEIGHT,
    LEAST_METRES,
    LONGEST_BAR,
    METRES_PER_DEGREE,
    Frame,
    named,
)
from sites.models import Site
from tests.factories import SiteFactory, square

X, Y = 4.85, 45.75
WIDTH = 280


def around(metres):
    half = metres / 2 / METRES_PER_DEGREE
    return shapely.box(X - half, Y - half, X + half, Y + half)


def frame_of(geometry, least=0):
    return Frame(geometry.bounds, WIDTH, least)


@pytest.mark.parametrize("metres", [1, 150, 3_000, 300_000])
def test_the_whole_of_what_it_is_about_is_drawn(metres):
    own = around(metres)
    (ring,) = frame_of(own, LEAST_METRES).shape(own).rings
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in ring)


def test_each_part_of_what_is_in_several_is_drawn():
    """A department with its islands, a footprint on both sides of a road; with a hole."""
    yard = shapely.box(X, Y, X + 0.01, Y + 0.01).difference(
        shapely.box(X + 0.004, Y + 0.004, X + 0.006, Y + 0.006)
    )
    parts = shapely.union_all([yard, shapely.box(X + 0.02, Y, X + 0.03, Y + 0.01)])
    assert len(frame_of(parts).shape(parts).rings) == 3


@pytest.mark.parametrize("metres", [150, 3_000, 80_000])
def test_the_bar_is_as_long_as_it_says(metres):
    own = around(metres)
    frame = frame_of(own)
    (ring,) = frame.shape(own).rings
    heights = [y for _, y in ring]
    drawn = (max(heights) - min(heights)) / metres
    assert frame.bar_metres * frame.scale == pytest.approx(frame.bar_metres * drawn, rel=0.01)
    assert frame.bar_metres * frame.scale <= LONGEST_BAR


def test_north_is_up_and_east_is_right():
    frame = frame_of(around(200))
    assert frame.place(X, Y) == (WIDTH / 2, HEIGHT / 2)
    assert frame.place(X, Y + 0.0001)[1] < HEIGHT / 2
    assert frame.place(X + 0.0001, Y)[0] > WIDTH / 2


def test_what_is_out_of_it_is_cut_and_what_is_elsewhere_left_out():
    frame = frame_of(around(200))
    (huge,) = frame.shapes([around(5_000), shapely.box(5, 46, 5.1, 46.1)])
    assert all(-BLEED <= x <= WIDTH + BLEED for ring in huge.rings for x, _ in ring)


def test_a_hole_stays_a_hole():
    own = around(200).difference(around(50))
    assert len(frame_of(own).shape(own).rings) == 2
    assert frame_of(own).shape(own).path.count("M") == 2


def test_names_cover_neither_each_other_nor_the_point():
    frame = frame_of(around(2_000))
    middle = frame.place(X, Y)
    names = named(frame, middle, [((X, Y), "Vénissieux"), ((X, Y), "Bron"), ((X, Y), "Corbas")])
    assert [name.words for name in names] == ["Vénissieux", "Bron"]
    assert len({name.y for name in names} | {middle[1]}) == 3
    assert [name.is_main for name in names] == [True, False]


def test_a_name_without_room_is_left_out():
    frame = frame_of(around(2_000))
    assert named(frame, (0, 0), [((X, Y), "x" * 80)]) == ()


def test_from_the_department_to_what_is_occupied(cast, world, count_queries):
    made = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    own = Site.objects.with_places().get(pk=made.pk)
    own.footprint = square(4.25, 45.25, 4.2504, 45.2503)
    with count_queries(2):
        plans = plans_of(own)
    assert [plan.title for plan in plans] == ["Rhône", "Lyon", "Emprise"]
    assert [len(plan.inside) for plan in plans] == [1, 1, 1]
    assert "Vénissieux" not in [name.words for name in plans[2].names]
    assert bool(plans[2].grid)


def test_without_a_footprint_two_maps_take_its_place(site):
    departement, commune = plans_of(site)
    assert commune.width == departement.width > 400
    assert [name.words for name in commune.names if name.is_main] == ["Vénissieux"]


def test_the_same_drawing_as_a_picture(site):
    assert all(picture.png(plan).startswith(b"\x89PNG") for plan in plans_of(site))
