"""From a point to a commune, with what the agent should know of it."""

from dataclasses import dataclass

from django.contrib.gis.db.models import Extent, MultiPolygonField
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.core.exceptions import ValidationError
from django.db.models.functions import Cast

from actors.scope import Scope
from sites.enums import CommuneSource
from territories.enums import Level
from territories.geo import (
    LAMBERT_93,
    WGS84,
    CoordinatesError,
    check_point,
    from_wgs84,
    to_wgs84,
    zone_of,
)
from territories.models import Outline, Territory

LIMIT_WARNING_M = 200
AGENT_CORRECTION_M = 2_000
MOVED_M = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A commune for a point (WGS84), who chose it, and warnings in words."""

    commune: Territory
    municipal_arrondissement_id: int | None
    source: CommuneSource
    warnings: tuple[str, ...] = ()


def place(
    point: Point, commune_code: str = "", source: CommuneSource = CommuneSource.AGENT
) -> Place:
    """Proposes the commune of the point, or takes the one named by its code (INSEE).

    Raises ValidationError on `location` (outside of France, swapped, not a number) or on
    `commune` (unknown, or more than 2 km away from the point).
    """
    try:
        check_point(point.x, point.y)
    except CoordinatesError as error:
        raise ValidationError({"location": str(error)}) from None
    if commune_code:
        return _chosen(point, commune_code, source)
    return _proposed(point)


def _proposed(point: Point) -> Place:
    (found,) = Territory.objects.covering([(point.x, point.y)])
    if found.commune_id is None:
        raise ValidationError({"location": "Ce point est à plus de 300 m de toute commune."})
    commune = Territory.objects.get(pk=found.commune_id)
    if found.distance_m:
        warnings = [
            f"Ce point est hors de toute commune : {commune}, la plus proche, est à "
            f"{found.distance_m:.0f} m."
        ]
    else:
        warnings = _limit_warnings(point, commune)
    return Place(
        commune, found.municipal_arrondissement_id, CommuneSource.POSITION, tuple(warnings)
    )


def _limit_warnings(point: Point, commune: Territory) -> list[str]:
    metres = Territory.objects.metres_to_limit((point.x, point.y), commune)
    if metres is None or metres > LIMIT_WARNING_M:
        return []
    return [f"La limite de {commune} passe à {metres:.0f} m : vérifiez la commune."]


def _chosen(point: Point, code: str, source: CommuneSource) -> Place:
    commune = Territory.objects.in_force().at_level(Level.COMMUNE).filter(code=code).first()
    if commune is None:
        raise ValidationError({"commune": f"Aucune commune ne porte le code « {code} »."})
    (found,) = Territory.objects.covering([(point.x, point.y)])
    if found.commune_id == commune.pk:
        return Place(commune, found.municipal_arrondissement_id, CommuneSource.POSITION)
    metres = Territory.objects.metres_to_limit((point.x, point.y), commune)
    if metres is None or metres > AGENT_CORRECTION_M:
        raise ValidationError(
            {"commune": f"{commune} est à plus de 2 km de ce point : corrigez l’un ou l’autre."}
        )
    return Place(commune, None, source)


def geocoder_differs(where: Place, citycode: str) -> str:
    """A warning when the geocoder names another commune (or an arrondissement of another)."""
    named = Territory.objects.in_force().at_level(Level.COMMUNE, Level.ARRONDISSEMENT_MUNICIPAL)
    other = named.filter(code=citycode).exclude(containments__container=where.commune).first()
    return f"Le géocodeur place cette adresse à {other} : vérifiez la commune." if other else ""


def containers(commune: Territory) -> list[Territory]:
    """Its EPCI, department and region, from the nearest to the widest."""
    levels = [Level.EPCI, Level.DEPARTEMENT, Level.REGION]
    found = Territory.objects.containing(commune).at_level(*levels)
    return sorted(found, key=lambda territory: levels.index(Level(territory.level)))


def box_of(scope: Scope) -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) of where the reader works; None for the whole nation."""
    if scope.national:
        return None
    ids = [pk for found in (scope.parts or scope.places).values() for pk in found]
    outlines = Outline.objects.filter(territory__in=ids)
    return outlines.aggregate(box=Extent("simplified"))["box"]


def neighbours(point: Point) -> list[Territory]:
    """The communes that an agent may choose for the point (WGS84), nearest first."""
    outlines = Territory.objects.in_force().filter(
        outline__level=Level.COMMUNE, outline__boundary__bboverlaps=_square_around(point)
    )
    ground = Cast("outline__boundary", MultiPolygonField(geography=True, srid=WGS84))
    return list(
        outlines.alias(ground=ground)
        .filter(ground__dwithin=(point, D(m=AGENT_CORRECTION_M)))
        .annotate(metres=Distance("ground", point))
        .order_by("metres", "code")
    )


def _square_around(point: Point) -> Polygon:
    """Merely calls on the index of outlines; a little wide, as projections stretch."""
    zone = zone_of(point.x, point.y)
    srid = zone.srid if zone else LAMBERT_93
    x, y = from_wgs84(point.x, point.y, srid)
    reach = 1.2 * AGENT_CORRECTION_M
    corners = [to_wgs84(x + dx, y + dy, srid) for dx in (-reach, reach) for dy in (-reach, reach)]
    lons, lats = zip(*corners, strict=True)
    square = Polygon.from_bbox((min(lons), min(lats), max(lons), max(lats)))
    square.srid = WGS84
    return square
