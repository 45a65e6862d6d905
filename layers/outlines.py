"""The ground of the map: simplified outlines of territories, the same for every reader."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from territories.enums import Level
from territories.models import Territory, Vintage

# Levels too numerous for one answer: a region at most.
NEEDS_CONTAINER = (Level.COMMUNE, Level.EPCI)
PARAMETERS = {"dans", "v"}

# Four decimals of a degree: 11 m, far under what the simplification leaves.
_COLLECTION = """
SELECT json_build_object(
    'type', 'FeatureCollection',
    'features', coalesce(json_agg(json_build_object(
        'type', 'Feature',
        'geometry', ST_AsGeoJSON(outline.simplified, 4)::json,
        'properties', json_build_object(
            'slug', territory.level || '-' || territory.code,
            'name', territory.name,
            'label', ST_AsGeoJSON(territory.label_point, 4)::json -> 'coordinates'
        )
    ) ORDER BY territory.code), '[]'::json)
)::text
FROM territories_territory territory
JOIN territories_outline outline ON outline.territory_id = territory.id
JOIN territories_inside inside ON inside.territory_id = territory.id
WHERE territory.level = %s AND territory.last_vintage IS NULL AND inside.container_id = %s
"""


@dataclass(frozen=True, slots=True)
class Outlines:
    """Which outlines: those of a level inside a container."""

    level: Level
    container: Territory


def version() -> str:
    """What the outlines in force are called in an address: it changes with each import."""
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
    return Outlines(Level(level), container)


def address(level: str, container: Territory, known: str) -> str:
    path = reverse("layer-territories", args=[level])
    return f"{path}?{urlencode({'dans': container.slug, 'v': known})}"


def geojson(asked: Outlines) -> str:
    """The FeatureCollection (WGS84) of these outlines; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COLLECTION, [asked.level.value, asked.container.pk])
        return cursor.fetchone()[0]
