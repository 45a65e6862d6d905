import math

import pytest
from django.contrib.gis.geos import Point
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from territories.geo import (
    ZONES,
    CoordinatesError,
    area_m2,
    check_point,
    format_local,
    format_wgs84,
    from_wgs84,
    local_srid,
    parse_coordinates,
    to_wgs84,
    zone_of,
)


@st.composite
def places(draw) -> tuple[float, float]:
    zone = draw(st.sampled_from(ZONES))
    number = {"allow_nan": False, "width": 64}
    lon = draw(st.floats(zone.west, zone.east, **number))
    return lon, draw(st.floats(zone.south, zone.north, **number))


def sexagesimal(value: float, letters: str) -> str:
    """Degrees, minutes and seconds to the hundredth, by whole numbers so as never to write 60."""
    hundredths = round(abs(value) * 360_000)
    minutes, rest = divmod(hundredths, 6_000)
    degrees, minutes = divmod(minutes, 60)
    return f"{degrees}°{minutes:02d}'{rest / 100:05.2f}\"{letters[value < 0]}"


@pytest.mark.parametrize(
    ("code", "srid"),
    [("69", 2154), ("2A", 2154), ("971", 5490), ("972", 5490), ("973", 2972), ("976", 4471)],
)
def test_each_department_has_its_projection(code, srid):
    assert local_srid(code) == srid


LYON = (4.8590, 45.7601)


@pytest.mark.parametrize(
    "text",
    [
        "45.7601, 4.8590",
        "45.7601,4.8590",
        "45.7601 4.8590",
        "45,7601 4,8590",
        "45,7601, 4,8590",
        "45,7601 ; 4,8590",
        " 45.7601° / 4.8590° ",
        "45.7601 N 4.8590 E",
        "4.8590 E, 45.7601 N",
        "N 45.7601 E 4.8590",
        "4.8590E 45.7601",
        "45°45'36.36\"N 4°51'32.4\"E",
        "45° 45′ 36,36″ N, 4° 51′ 32,4″ E",
        "45°45’36.36''N4°51’32.4''E",
        "45°45.606'N 4°51.54'E",
        "45 45 36.36 N 4 51 32.4 E",
        "4 51.54 E, 45 45.606 N",
        "(45.7601, 4.8590)",
        "geo:45.7601,4.8590",
        "geo:45.7601,4.8590;u=35",
        "geo:45.7601,4.8590?z=17",
    ],
)
def test_what_people_type_is_read(text):
    point = parse_coordinates(text)
    assert point.srid == 4326
    assert (point.x, point.y) == pytest.approx(LYON, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["842000 6519000", "842000,6519000", "842 000 6 519 000", "X=842000 Y=6519000"]
)
def test_lambert_93_is_read(text):
    point = parse_coordinates(text)
    assert from_wgs84(point.x, point.y, 2154) == pytest.approx((842_000, 6_519_000), abs=0.001)


def test_the_west_and_the_south_are_read():
    assert parse_coordinates("4.93 N 52.33 O").coords == (-52.33, 4.93)
    assert parse_coordinates("4.93 N 52.33 W").coords == (-52.33, 4.93)
    assert parse_coordinates("-21.1, 55.5").coords == (55.5, -21.1)
    assert parse_coordinates("21.1 S 55.5 E").coords == (55.5, -21.1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "illisibles"),
        ("ici", "illisibles"),
        ("45.76", "illisibles"),
        ("45.76 4.85 3", "illisibles"),
        ("nan, inf", "illisibles"),
        ("9" * 10_000, "illisibles"),
        ("4.8590, 45.7601", "inversées.*latitude 45.760100, longitude 4.859000"),
        ("6519000 842000", "inversés"),
        ("48.8 N 2.3 N", "latitude .* et une longitude"),
        ("45°60'00\"N 4°51'32\"E", "minutes"),
        ("-45.7 S 4.8 E", "pas les deux"),
        ("0, 0", "ni en métropole"),
        ("51.5, 12.0", "ni en métropole"),
        ("12345 67890", "ni des degrés"),
        ("95, 4", "-90 à 90"),
    ],
)
def test_what_is_not_a_place_in_france_is_refused_in_french(text, reason):
    with pytest.raises(CoordinatesError, match=reason):
        parse_coordinates(text)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(CoordinatesError, match="nombres"):
        check_point(wrong, 45.0)
    with pytest.raises(CoordinatesError, match="nombres"):
        check_point(4.0, wrong)


@settings(deadline=None)
@given(places())
def test_a_point_in_a_zone_passes_and_the_swapped_one_is_told(place):
    lon, lat = place
    check_point(lon, lat)
    if zone_of(lat, lon) is None:
        with pytest.raises(CoordinatesError, match="inversées"):
            check_point(lat, lon)


@settings(deadline=None)
@given(places())
def test_decimal_degrees_read_back_as_written(place):
    lon, lat = place
    inside = (round(lon, 6), round(lat, 6))
    text = format_wgs84(Point(*inside, srid=4326))
    if zone_of(*inside):
        assert parse_coordinates(text).coords == inside


@settings(deadline=None)
@given(places())
def test_sexagesimal_reads_back_within_half_a_hundredth_of_a_second(place):
    lon, lat = place
    text = f"{sexagesimal(lat, 'NS')} {sexagesimal(lon, 'EO')}"
    try:
        point = parse_coordinates(text)
    except CoordinatesError:
        # Rounded out of the zone's box.
        assert min(abs(lon - e) for z in ZONES for e in (z.west, z.east)) < 1e-5 or (
            min(abs(lat - e) for z in ZONES for e in (z.south, z.north)) < 1e-5
        )
    else:
        assert point.coords == pytest.approx((lon, lat), abs=0.006 / 3600)


@settings(deadline=None)
@given(places())
def test_each_zone_s_projection_goes_there_and_back(place):
    lon, lat = place
    zone = zone_of(lon, lat)
    assert zone is not None
    x, y = from_wgs84(lon, lat, zone.srid)
    assert to_wgs84(x, y, zone.srid) == pytest.approx((lon, lat), abs=1e-6)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_point_of_france_or_refused(text):
    try:
        point = parse_coordinates(text)
    except CoordinatesError:
        return
    assert zone_of(point.x, point.y)


def test_people_read_metres_in_the_projection_of_the_place():
    assert format_local(Point(*LYON, srid=4326)) == "844487.3 6519533.8 (Lambert-93)"
    assert format_local(Point(55.5, -21.1, srid=4326)).endswith("(RGR92 / UTM 40S)")
    assert format_wgs84(Point(*LYON, srid=4326)) == "45.760100, 4.859000"


def test_areas_are_on_the_ellipsoid():
    assert area_m2(box(2, 48, 2.01, 48.01)) == pytest.approx(1112.0 * 745.8, rel=0.001)
