"""SRIDs and measures, all in one place; ``coordinates`` reads what people type.

Stored: EPSG:4326, longitude then latitude, degrees. Metres come from geography, from the local
projection of a department, or from the ellipsoid here; never from degrees.
"""

import math
from dataclasses import dataclass
from functools import cache

from django.contrib.gis.geos import Point
from pyproj import Geod, Transformer
from shapely import Geometry

WGS84 = 4326
LAMBERT_93 = 2154
# Projected metres, by department; the rest is in Lambert-93.
LOCAL_SRIDS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
PROJECTION_NAMES = {
    2154: "Lambert-93",
    5490: "RGAF09 / UTM 20N",
    2972: "RGFG95 / UTM 22N",
    2975: "RGR92 / UTM 40S",
    4471: "RGM04 / UTM 38S",
}
_WGS84_ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Zone:
    """A box around a part of France, in degrees: west, south, east, north."""

    name: str
    srid: int
    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


ZONES = (
    Zone("métropole", 2154, -5.3, 41.2, 9.8, 51.3),
    Zone("Guadeloupe et Martinique", 5490, -62.0, 14.2, -60.6, 16.7),
    Zone("Guyane", 2972, -54.8, 2.0, -51.4, 6.0),
    Zone("La Réunion", 2975, 55.0, -21.6, 56.1, -20.7),
    Zone("Mayotte", 4471, 44.9, -13.2, 45.5, -12.5),
)


class CoordinatesError(ValueError):
    """Coordinates that cannot be taken; the message is for people, in French."""


def local_srid(departement_code: str) -> int:
    """The EPSG code of the projection, in metres, in use in a department ("69", "2A", "974")."""
    return LOCAL_SRIDS.get(departement_code, LAMBERT_93)


def zone_of(lon: float, lat: float) -> Zone | None:
    """The part of France whose box holds the point (WGS84 degrees)."""
    return next((zone for zone in ZONES if zone.holds(lon, lat)), None)


def check_point(lon: float, lat: float) -> None:
    """CoordinatesError unless the point (WGS84 degrees) is in the box of a French zone."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise CoordinatesError("Les coordonnées doivent être des nombres.")
    if zone_of(lon, lat):
        return
    if zone_of(lat, lon):
        raise CoordinatesError(
            "La latitude et la longitude semblent inversées : "
            f"vouliez-vous dire latitude {_degrees(lon)}, longitude {_degrees(lat)} ?"
        )
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise CoordinatesError(
            "La latitude va de -90 à 90 degrés, et la longitude de -180 à 180 degrés."
        )
    raise CoordinatesError("Ce point n’est ni en métropole ni dans un département d’outre-mer.")


def to_wgs84(x: float, y: float, srid: int) -> tuple[float, float]:
    """Projected metres (x, y in ``srid``) → (longitude, latitude) in degrees."""
    return _transformer(srid, WGS84).transform(x, y)


def from_wgs84(lon: float, lat: float, srid: int) -> tuple[float, float]:
    """(longitude, latitude) in degrees → metres (x, y) in ``srid``."""
    return _transformer(WGS84, srid).transform(lon, lat)


def format_wgs84(point: Point) -> str:
    """ "45.760100, 4.859000": latitude first, as maps on the web write it; 1e-6 ° ≈ 0.1 m."""
    return f"{_degrees(point.y)}, {_degrees(point.x)}"


def format_local(point: Point, srid: int | None = None) -> str:
    """ "842045.6 6519246.7 (Lambert-93)": X, Y in metres, in the projection of the place."""
    zone = zone_of(point.x, point.y)
    srid = srid or (zone.srid if zone else LAMBERT_93)
    x, y = from_wgs84(point.x, point.y, srid)
    return f"{x:.1f} {y:.1f} ({PROJECTION_NAMES.get(srid, f'EPSG:{srid}')})"


def area_m2(surface: Geometry) -> float:
    """The area on the ellipsoid, in m², of a shapely surface in WGS84 degrees."""
    return abs(_WGS84_ELLIPSOID.geometry_area_perimeter(surface)[0])


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _degrees(value: float) -> str:
    return f"{value:.6f}"
