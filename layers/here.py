"""What lies at a point of the map: its territories, its coordinates, its parcel."""

import math
from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.http import QueryDict

from territories import geocoding
from territories.enums import Level
from territories.geo import WGS84, format_local, format_wgs84, zone_of
from territories.models import Territory
from territories.names import with_article

PARAMETERS = frozenset({"position", "parcelle"})
# From the nearest up; the smallest that people name, and the department
LEVELS = (Level.ARRONDISSEMENT_MUNICIPAL, Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT)
ABROAD = "Ce point n’est ni en métropole ni dans un département d’outre-mer."
NO_PARCEL = "Aucune parcelle ici."
PARCEL_AWAY = "Numéro de parcelle indisponible"


def read(params: QueryDict) -> tuple[Point, bool]:
    """The point (WGS84), and whether its parcel is asked for. ValidationError by parameter."""
    if unknown := set(params) - PARAMETERS:
        raise ValidationError(dict.fromkeys(unknown, "Ce paramètre n’existe pas."))
    if twice := [name for name, given in params.lists() if len(given) > 1]:
        raise ValidationError(dict.fromkeys(twice, "Ce paramètre est donné deux fois."))
    if params.get("parcelle", "oui") != "oui":
        raise ValidationError({"parcelle": "La seule valeur possible est « oui »."})
    return _point(params.get("position", "")), "parcelle" in params


def _point(text: str) -> Point:
    try:
        lat, lon = (float(part) for part in text[:100].split(","))
    except ValueError:
        lat = lon = math.nan
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValidationError(
            {"position": "Une latitude et une longitude en degrés : 45.7601,4.8590."}
        )
    return Point(lon, lat, srid=WGS84)


def describe(point: Point) -> dict[str, Any]:
    """`words`, when there is no territory, say why. Two queries, one outside of France."""
    found = _territories(point)
    coordinates = {"wgs84": format_wgs84(point)}
    if zone_of(point.x, point.y):
        coordinates["local"] = format_local(point)
    return {
        "territories": [
            {
                "level": one.level,
                "slug": one.slug,
                "name": one.name,
                "words": with_article(one.level, one.code, one.name),
            }
            for one in found
        ],
        "coordinates": coordinates,
        "words": "" if found else ABROAD,
    }


def _territories(point: Point) -> list[Territory]:
    (where,) = Territory.objects.covering([(point.x, point.y)])
    if where.commune_id is None:
        return []
    nearest = where.municipal_arrondissement_id or where.commune_id
    holding = Territory.objects.containing(nearest).at_level(*LEVELS)
    return sorted(holding, key=lambda one: LEVELS.index(Level(one.level)))


def parcel(point: Point) -> dict[str, str]:
    """The parcel's number, or words where there is none or nobody tells."""
    try:
        found = geocoding.parcel_at(point)
    except geocoding.GeocoderUnavailable:
        return {"words": PARCEL_AWAY}
    if found is None:
        return {"words": NO_PARCEL}
    return {"number": found.words, "id": found.id}
