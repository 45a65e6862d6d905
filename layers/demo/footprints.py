"""What the sites of the demonstration occupy: shapes around their points, and invented parcels."""

import math
from collections.abc import Sequence

from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from layers.demo.chance import Chance
from layers.demo.life import Life
from sites.enums import Precision
from sites.models import Site
from sites.services.outlining import write_areas
from territories.geo import WGS84

DRAWN, KNOWN_PARCELS = 0.45, 0.3
M2_EACH = (12, 45)  # of a person
DEGREE_M = 111_320  # of latitude
SECTIONS = "ABCDEFGHKLMNPRSTVWXZ"


def add_footprints(lives: Sequence[Life], chance: Chance) -> None:
    """On some of the sites whose position is exact; before they are written."""
    for life in lives:
        drawn, known = chance.happens(DRAWN), chance.happens(KNOWN_PARCELS)
        if life.is_heavy or (drawn and life.site.location_precision == Precision.POSITION):
            life.site.footprint = _around(life.site.location, life.people or 30, chance)
        if life.is_heavy or known:
            life.site.parcels = _parcels(life.commune.code, chance)


def measure_footprints() -> None:
    """Their areas, by PostGIS, once they are written."""
    drawn = Site.objects.filter(footprint__isnull=False).order_by()
    write_areas(drawn.values_list("departement", "departement__code").distinct())


def _around(point: Point, people: int, chance: Chance) -> MultiPolygon:
    """A star of five to nine corners, which never crosses itself."""
    radius = math.sqrt(people * chance.uniform(*M2_EACH) / math.pi)
    corners, start = chance.number(5, 9), chance.uniform(0, math.tau)
    ring = []
    for corner in range(corners):
        angle = start - math.tau * (corner + chance.uniform(-0.2, 0.2)) / corners
        far = radius * chance.uniform(0.75, 1.35) / DEGREE_M
        across = far * math.cos(angle) / math.cos(math.radians(point.y))
        ring.append((round(point.x + across, 6), round(point.y + far * math.sin(angle), 6)))
    return MultiPolygon(Polygon([*ring, ring[0]]), srid=WGS84)


def _parcels(commune: str, chance: Chance) -> list[str]:
    section = chance.choice(SECTIONS) + chance.choice(SECTIONS)
    first = chance.number(1, 400)
    return [f"{commune}000{section}{first + rank:04d}" for rank in range(chance.number(1, 3))]
