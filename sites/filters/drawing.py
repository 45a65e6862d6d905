"""The areas that people draw: read, checked, and said in words. Degrees are WGS84."""

import math
from dataclasses import dataclass

from django.contrib.gis.geos import Point, Polygon
from pyproj import Geod

from territories.geo import WGS84, check_point

FEWEST_CORNERS, MOST_CORNERS = 3, 200
LEAST_AREA = 1e-10  # square degrees, about a square metre: below, the corners are on one line
MOST_KM = 400
LEAST_METRES, MOST_METRES = 50, 100_000
_ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Area:
    """Its edges are straight in degrees, as PostGIS reads them: beside the line that a map draws,
    8 m at most over an edge of 20 km, 200 m over one of 100."""

    polygon: Polygon

    def words(self) -> str:
        return f"{len(self.polygon.shell) - 1} sommets"


@dataclass(frozen=True, slots=True)
class Around:
    point: Point
    metres: int

    def words(self) -> str:
        place = ", ".join(_comma(f"{degrees:.4f}") for degrees in (self.point.y, self.point.x))
        return f"à moins de {_distance(self.metres)} de {place}"


def read_area(text: str) -> Area:
    """`lng,lat;lng,lat;…`, each corner once; ValueError in words."""
    parts = [part for part in text.split(";") if part.strip()]
    corners = _corners(parts if len(parts) <= MOST_CORNERS + 1 else parts[:1])
    if len(parts) > 1 and corners[0] == corners[-1]:
        corners.pop()
    number = len(corners) if len(parts) <= MOST_CORNERS + 1 else len(parts)
    if not FEWEST_CORNERS <= number <= MOST_CORNERS:
        raise ValueError(
            f"Une zone a de {FEWEST_CORNERS} à {MOST_CORNERS} sommets ; celle-ci en a {number}."
        )
    _check_size(corners)
    polygon = Polygon([*corners, corners[0]], srid=WGS84)
    if polygon.convex_hull.area < LEAST_AREA:
        raise ValueError("Cette zone n’a pas de surface : ses sommets sont alignés.")
    if not polygon.valid:
        raise ValueError("Les bords de la zone se croisent : dessinez-la d’un seul tour.")
    return Area(polygon)


def _corners(parts: list[str]) -> list[tuple[float, float]]:
    try:
        corners = [tuple(map(float, part.split(","))) for part in parts]
    except ValueError:
        corners = []
    if not corners or any(len(corner) != 2 for corner in corners):
        raise ValueError(
            "Des sommets « longitude,latitude », séparés par des points-virgules, sont attendus."
        )
    for lng, lat in corners:
        if not (-180 <= lng <= 180 and -90 <= lat <= 90):  # NaN neither
            raise ValueError("Un sommet a une longitude de -180 à 180 et une latitude de -90 à 90.")
    return corners  # type: ignore[return-value]  # of two each, as checked


def _check_size(corners: list[tuple[float, float]]) -> None:
    lngs, lats = zip(*corners, strict=True)
    if max(lngs) - min(lngs) > 180:
        raise ValueError("Une zone ne passe pas par l’antiméridien (longitude 180).")
    *_, metres = _ELLIPSOID.inv(min(lngs), min(lats), max(lngs), max(lats))
    if metres > MOST_KM * 1000:
        raise ValueError(
            f"Une zone a au plus {MOST_KM} km d’un bout à l’autre ; celle-ci en a "
            f"{metres / 1000:.0f}. Choisissez plutôt un territoire."
        )


def read_around(text: str) -> Around:
    """`lat,lng,metres`, somewhere in France; ValueError in words."""
    try:
        lat, lng, metres = (float(part) for part in text.split(","))
    except ValueError:
        raise ValueError("« latitude,longitude,mètres » est attendu.") from None
    if not (math.isfinite(metres) and LEAST_METRES <= metres <= MOST_METRES):
        raise ValueError(f"La distance va de {LEAST_METRES} m à {MOST_METRES // 1000} km.")
    check_point(lng, lat)
    return Around(Point(lng, lat, srid=WGS84), round(metres))


def _distance(metres: int) -> str:
    """« 800 m », « 2 km », « 1,5 km »."""
    if metres < 1000:
        return f"{metres} m"
    return f"{_comma(f'{metres / 1000:.2f}'.rstrip('0').rstrip('.'))} km"


def _comma(number: str) -> str:
    return number.replace(".", ",")
