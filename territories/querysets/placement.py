"""From a point to its commune: the point alone decides the territory."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connections

NEAR_M = 300.0

# Sorted along a curve, so that one polygon serves many points in a row. A commune is looked for
# near a point only if none covers it. The box of degrees merely calls on the index: 300 m are
# under 0.0027° of latitude, and of longitude under that divided by the cosine; the distance
# itself is geography's. On a shared border both communes come: the lower id is kept.
_COVERING = """
SELECT number, commune.territory_id, CASE WHEN commune.territory_id IN (
  SELECT container_id FROM territories_inside JOIN territories_outline USING (territory_id)
  WHERE level = 'arrondissement-municipal'
) THEN (
  SELECT min(territory_id) FROM territories_outline
  WHERE level = 'arrondissement-municipal' AND ST_Covers(boundary, point)
) ELSE near.municipal_id END, near.commune_id, near.metres
FROM (
  SELECT number, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS point
  FROM unnest(%(lons)s::float8[], %(lats)s::float8[]) WITH ORDINALITY AS t(lon, lat, number)
  ORDER BY point
) given
LEFT JOIN territories_outline commune
  ON commune.level = 'commune' AND ST_Covers(commune.boundary, point)
LEFT JOIN LATERAL (
  SELECT o.territory_id AS commune_id, metres, (
    SELECT arm.territory_id FROM territories_outline arm
    JOIN territories_inside i ON i.territory_id = arm.territory_id
    WHERE i.container_id = o.territory_id
      AND arm.level = 'arrondissement-municipal' AND ST_Intersects(arm.boundary, box)
    ORDER BY ST_Distance(arm.boundary::geography, point::geography), arm.territory_id LIMIT 1
  ) AS municipal_id
  FROM (
    SELECT ST_Expand(point, 0.0027 / cos(radians(least(abs(ST_Y(point)), 89))), 0.0027) AS box
  ) around
  JOIN territories_outline o ON o.level = 'commune' AND ST_Intersects(o.boundary, box)
  CROSS JOIN LATERAL (
    SELECT ST_Distance(o.boundary::geography, point::geography) AS metres
  ) measured
  WHERE commune.territory_id IS NULL AND metres <= %(near)s
  ORDER BY metres, o.territory_id LIMIT 1
) near ON true
WHERE commune.territory_id IS NOT NULL OR near.commune_id IS NOT NULL
ORDER BY commune.territory_id DESC
"""

_METRES_TO_LIMIT = """
SELECT ST_Distance(
  ST_Boundary(boundary)::geography, ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography
)
FROM territories_outline WHERE territory_id = %s
"""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a point is. ``distance_m``: 0 inside, metres when the commune is only near, None
    when there is none within 300 m."""

    commune_id: int | None = None
    municipal_arrondissement_id: int | None = None
    distance_m: float | None = None


NOWHERE = Placement()


def covering(points: Sequence[tuple[float, float]], using: str) -> list[Placement]:
    """One statement, whatever the number of points (longitude, latitude; WGS84 degrees)."""
    if not points:
        return []
    lons, lats = (_array(axis) for axis in zip(*points, strict=True))
    found = [NOWHERE] * len(points)
    with connections[using].cursor() as cursor:
        cursor.execute(_COVERING, {"lons": lons, "lats": lats, "near": NEAR_M})
        for number, commune, municipal, near, metres in cursor:
            found[number - 1] = Placement(commune or near, municipal, metres or 0.0)
    return found


def _array(values: Iterable[float]) -> str:
    """An array as PostgreSQL writes it: the driver's own way takes ten times longer."""
    numbers = list(map(float, values))
    if not all(map(math.isfinite, numbers)):
        raise ValueError("Coordinates must be finite numbers")
    return "{" + ",".join(map(repr, numbers)) + "}"


def metres_to_limit(lon: float, lat: float, territory_id: int, using: str) -> float | None:
    """Metres from a point (WGS84) to the boundary of a territory; None if it has no outline."""
    with connections[using].cursor() as cursor:
        cursor.execute(_METRES_TO_LIMIT, [lon, lat, territory_id])
        row = cursor.fetchone()
    return row[0] if row else None
