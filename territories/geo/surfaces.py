"""Read the surface that a person draws or pastes: GeoJSON, or WKT as GIS software copies it."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon

from territories.geo.measures import LAMBERT_93, LOCAL_SRIDS, WGS84, CoordinatesError, check_point

LONGEST = 100_000  # characters
MOST_CORNERS = 1_000
KNOWN_SRIDS = {WGS84, LAMBERT_93, *LOCAL_SRIDS.values()}
UNREADABLE = (
    "Ce texte n’est ni du GeoJSON ni du WKT. Exemple : "
    "« POLYGON((4.85 45.76, 4.86 45.76, 4.86 45.77, 4.85 45.76)) »."
)
NO_SURFACE = "Un polygone est attendu : un point ou une ligne n’ont pas de surface."
TOO_FEW = "Un polygone a au moins trois sommets, et son dernier point répète le premier."
NOT_CLOSED = (
    "Un contour n’est pas fermé : son dernier point doit être le même que le premier, "
    "« {first} », et c’est « {last} »."
)
_RING = re.compile(r"\(([^()]+)\)")
IN_METRES = (
    "Ces coordonnées ne sont pas des degrés. En mètres, commencez par leur système : "
    "« SRID=2154;POLYGON((…)) » pour le Lambert-93."
)


def parse_surface(text: str) -> MultiPolygon:
    """GeoJSON (a polygon, a feature or a collection of them) or WKT → MultiPolygon, EPSG:4326.

    WKT may name a French projection (« SRID=2154;POLYGON… »). Altitudes are dropped. Validity is
    PostGIS's to tell. CoordinatesError, in French, when it is no surface in France.
    """
    if len(text) > LONGEST:
        raise CoordinatesError(f"Ce tracé est trop long : {MOST_CORNERS} sommets au plus.")
    polygons = [polygon for shape in _shapes(text.strip()) for polygon in _polygons(shape)]
    if not any(polygon.coords and polygon.coords[0] for polygon in polygons):
        raise CoordinatesError(NO_SURFACE)
    corners = [corner for polygon in polygons for ring in polygon.coords for corner in ring]
    if len(corners) > MOST_CORNERS:
        raise CoordinatesError(
            f"Ce tracé a {len(corners)} sommets, pour {MOST_CORNERS} au plus : simplifiez-le."
        )
    _check(corners)
    return MultiPolygon([_flat(polygon) for polygon in polygons], srid=WGS84)


def _shapes(text: str) -> Iterator[GEOSGeometry]:
    if text.startswith("{"):
        yield from _of_geojson(_loaded(text))
    else:
        yield _in_degrees(text)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CoordinatesError(UNREADABLE) from None


def _of_geojson(value: Any) -> Iterator[GEOSGeometry]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection" and isinstance(value.get("features"), list):
        for feature in value["features"]:
            yield from _of_geojson(feature)
    elif kind == "Feature":
        yield from _of_geojson(value.get("geometry"))
    else:
        yield _geometry(json.dumps(value), _rings_of_geojson(value))


def _geometry(text: str, rings: Iterable[Sequence[Any]]) -> GEOSGeometry:
    """`rings`: what the text has of them, looked at when it cannot be read."""
    try:
        return GEOSGeometry(text)
    except (ValueError, TypeError, GEOSException, GDALException):
        raise CoordinatesError(_why(rings)) from None


def _why(rings: Iterable[Sequence[Any]]) -> str:
    for ring in rings:
        if len(ring) > 1 and ring[0] != ring[-1]:
            first, last = (" ".join(map(str, corner))[:40] for corner in (ring[0], ring[-1]))
            return NOT_CLOSED.format(first=first, last=last)
    return UNREADABLE


def _rings_of_geojson(value: Any) -> Iterator[Sequence[Any]]:
    """The lists of corners, however deep; nothing of what is none."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return
    inner = value.get("coordinates")
    for _ in range(("Polygon", "MultiPolygon").index(kind)):
        inner = [one for part in _list(inner) for one in _list(part)]
    for ring in _list(inner):
        if _list(ring) and all(_is_corner(corner) for corner in ring):
            yield ring


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_corner(value: Any) -> bool:
    numbers = _list(value)
    return len(numbers) > 1 and all(isinstance(number, int | float) for number in numbers)


def _rings_of_wkt(text: str) -> Iterator[Sequence[Any]]:
    if "POLYGON" in text[:40].upper():
        for ring in _RING.findall(text):
            yield [corner.split() for corner in ring.split(",")]


def _in_degrees(text: str) -> GEOSGeometry:
    shape = _geometry(text, _rings_of_wkt(text))
    srid = shape.srid or WGS84
    if srid not in KNOWN_SRIDS:
        raise CoordinatesError(f"Le système de coordonnées {srid} n’est pas en usage en France.")
    if srid != WGS84:
        shape.transform(WGS84)
    return shape


def _polygons(shape: GEOSGeometry) -> Iterator[Polygon]:
    if isinstance(shape, Polygon):
        yield shape
    elif isinstance(shape, MultiPolygon):
        yield from shape  # type: ignore[misc]


def _check(corners: list[tuple[float, ...]]) -> None:
    numbers = [number for corner in corners for number in corner[:2]]
    if not all(map(math.isfinite, numbers)):
        raise CoordinatesError("Les coordonnées doivent être des nombres.")
    if max(map(abs, numbers), default=0) > 180:
        raise CoordinatesError(IN_METRES)
    for lon, lat, *_ in corners:
        check_point(lon, lat)


def _flat(polygon: Polygon) -> Polygon:
    try:
        return Polygon(*([corner[:2] for corner in ring] for ring in polygon.coords), srid=WGS84)
    except ValueError:
        raise CoordinatesError(TOO_FEW) from None
