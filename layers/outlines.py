"""The ground of the map: simplified outlines of territories, the same for every reader."""

import json
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict

from territories.enums import Level
from territories.models import Territory, Vintage

# Levels too numerous for one answer: a region at most, whose communes are 5,115 in Grand Est.
MOST = 6_000
NEEDS_CONTAINER = (Level.COMMUNE, Level.EPCI)
PARAMETERS = {"dans", "detail", "v"}
FINE = "fin"
# Levels of which the whole nation is drawn from afar. At a zoom of 8 a pixel is 0.004°: two
# kilometres of a border that winds and decimals of 110 m are all that is seen of it.
FROM_AFAR = (Level.REGION, Level.DEPARTEMENT, Level.ARRONDISSEMENT)
AFAR_DEGREES, AFAR_DECIMALS = 0.02, 3

_PROPERTIES = """
    json_build_object(
        'slug', territory.level || '-' || territory.code,
        'name', territory.name,
        'label', ST_AsGeoJSON(territory.label_point, 4)::json -> 'coordinates'
    )
"""
_FROM = """
FROM territories_territory territory
JOIN territories_outline outline ON outline.territory_id = territory.id
JOIN territories_inside inside ON inside.territory_id = territory.id
WHERE territory.level = %s AND territory.last_vintage IS NULL AND inside.container_id = %s
"""
_COLLECTION = f"""
SELECT json_build_object(
    'type', 'FeatureCollection',
    'features', coalesce(json_agg(json_build_object(
        'type', 'Feature',
        'geometry', ST_AsGeoJSON({{shape}})::json,
        'properties', {_PROPERTIES}
    ) ORDER BY territory.code), '[]'::json)
)::text
{_FROM}
"""
# Four decimals of a degree: 11 m, far under what the simplification leaves. The true boundary has
# no neighbour to gap with and five (1 m): simplified it would weigh as much.
_SIMPLE = _COLLECTION.format(shape="outline.simplified, 4")
_TRUE = _COLLECTION.format(shape="outline.boundary, 5")
_SHAPES = f"""
SELECT ST_AsBinary(outline.simplified), {_PROPERTIES} {_FROM} ORDER BY territory.code
"""


VERSION = "outlines-version"  # in the cache


@dataclass(frozen=True, slots=True)
class Outlines:
    """Which outlines: those of a level inside a container, or (`fine`) its own, as it truly is."""

    level: Level
    container: Territory
    fine: bool = False


def version() -> str:
    """What the outlines in force are called in an address: it changes with each import, known a
    minute later at most."""
    return str(cache.get_or_set(VERSION, _newest, timeout=60))


def _newest() -> str:
    newest = Vintage.objects.first()
    return newest.checksum[:12] if newest else "aucun"


def read(level: str, params: QueryDict) -> Outlines:
    """Raises ValidationError for an unknown level, and by parameter."""
    if level not in Level.values:
        raise ValidationError({"level": f"Niveaux possibles : {', '.join(Level.values)}."})
    if unknown := set(params) - PARAMETERS:
        raise ValidationError(dict.fromkeys(unknown, "Ce paramètre n’existe pas."))
    if twice := [name for name, given in params.lists() if len(given) > 1]:
        raise ValidationError(dict.fromkeys(twice, "Ce paramètre est donné deux fois."))
    slug = params.get("dans", "")
    if not slug and level in NEEDS_CONTAINER:
        raise ValidationError({"dans": "Précisez dans quel département ou quelle région."})
    try:
        container = Territory.objects.by_slug(slug or "nation-FR")
    except Territory.DoesNotExist:
        raise ValidationError({"dans": "Aucun territoire ne s’appelle ainsi."}) from None
    if level in NEEDS_CONTAINER and container.level == Level.NATION:
        raise ValidationError({"dans": "La France entière est trop vaste pour ce niveau."})
    return Outlines(Level(level), container, _is_fine(params, level, container))


def _is_fine(params: QueryDict, level: str, container: Territory) -> bool:
    detail = params.get("detail", "")
    if detail not in ("", FINE):
        raise ValidationError({"detail": f"La seule valeur possible est « {FINE} »."})
    if detail and (container.level != level or level == Level.NATION):
        raise ValidationError(
            {"detail": "Le contour fin est celui d’un seul territoire : « dans », de ce niveau."}
        )
    return bool(detail)


def geojson(asked: Outlines) -> str:
    """The FeatureCollection (WGS84) of these outlines; one statement."""
    if asked.container.level == Level.NATION and asked.level in FROM_AFAR:
        return _from_afar(asked)
    with connection.cursor() as cursor:
        cursor.execute(_TRUE if asked.fine else _SIMPLE, [asked.level.value, asked.container.pk])
        return cursor.fetchone()[0]


def _from_afar(asked: Outlines) -> str:
    """Simplified once more, all together, so that neighbours keep their shared border."""
    with connection.cursor() as cursor:
        cursor.execute(_SHAPES, [asked.level.value, asked.container.pk])
        rows = cursor.fetchall()
    shapes = shapely.from_wkb(np.array([bytes(shape) for shape, _ in rows], dtype=object))
    coarse = shapely.coverage_simplify(shapes, AFAR_DEGREES)
    short = shapely.transform(coarse, partial(np.round, decimals=AFAR_DECIMALS))
    features = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": known}
        for shape, (_, known) in zip(short, rows, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
