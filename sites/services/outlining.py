"""The footprint of a site: drawn or pasted, checked and measured by PostGIS; and its parcels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import MultiPolygon, Point
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import EventKind
from sites.models import Site
from sites.services.closed import require_open
from sites.services.versions import require_version
from territories.geo import local_srid

FARTHEST_M = 2_000
LEAST_DEG2 = 1e-10  # square degrees, about a square metre: corners on one line leave less
MOST_PARCELS = 50
# Commune, prefix, section and number, as the cadastre writes it: « 69259000AB0123 »
_PARCEL = re.compile(r"(?:\d{2}|2[AB])\d{3}\d{3}[0-9A-Z]{2}\d{4}")

_MEASURE = """
SELECT ST_IsValid(shape), ST_Area(ST_Transform(shape, %(srid)s)),
       ST_Area(ST_ConvexHull(shape)),
       ST_MaxDistance(ST_Transform(shape, %(srid)s), ST_Transform(point, %(srid)s))
FROM (SELECT %(shape)s::geometry AS shape, %(point)s::geometry AS point) given
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """By PostGIS, in the local projection: m², and the metres to the farthest corner.

    The hull, in degrees as it was drawn, tells a line (of no area) from a shape that crosses
    itself (whose area may be none too).
    """

    is_valid: bool
    area_m2: float
    hull_deg2: float
    farthest_m: float


def outline(
    scope: Scope,
    reference: str,
    version: int | None,
    footprint: MultiPolygon | None,
    parcels: Iterable[str],
) -> Site:
    """Writes the footprint (WGS84; None takes it away) and the parcels; nothing when all is as it
    was.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError on `footprint`, `parcels`.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        require_open(site)
        require_version(site, version, current_outline(site))
        area = measured(site.location, footprint, site.departement.code)
        kept = read_parcels(parcels)
        if _same(footprint, site.footprint) and kept == site.parcels:
            return site
        site.footprint, site.footprint_m2, site.parcels = footprint, area, kept
        site.version = F("version") + 1  # type: ignore[assignment]
        site.save(update_fields=["footprint", "footprint_m2", "parcels", "version"])
        events.record(EventKind.SITE_FOOTPRINT, site, scope.membership_id)
    return Site.objects.one(pk=site.pk)


def current_outline(site: Site) -> dict[str, Any]:
    shape = site.footprint
    return {"footprint": shape.wkt if shape else None, "parcels": list(site.parcels)}


def measured(point: Point, footprint: MultiPolygon | None, departement: str) -> float | None:
    """m² in the projection of the department, or ValidationError on `footprint`."""
    if footprint is None:
        return None
    found = measure(point, footprint, local_srid(departement))
    if words := _wrong(found):
        raise ValidationError({"footprint": words})
    return found.area_m2


def measure(point: Point, footprint: MultiPolygon, srid: int) -> Measure:
    """One statement; `point` and `footprint` in WGS84."""
    given: dict[str, str | int] = {
        "shape": footprint.hexewkb.decode(),
        "point": point.hexewkb.decode(),
        "srid": srid,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEASURE, given)
        return Measure(*cursor.fetchone())


def _wrong(found: Measure) -> str:
    if found.hull_deg2 < LEAST_DEG2:
        return "Ce tracé n’a pas de surface : ses sommets sont alignés ou confondus."
    if not found.is_valid:
        return "Les bords du tracé se croisent ou se touchent : dessinez-le d’un seul tour."
    if found.farthest_m > FARTHEST_M:
        return (
            f"L’emprise s’étend à {_kilometres(found.farthest_m)} de la position du site, pour "
            f"{_kilometres(FARTHEST_M)} au plus : vérifiez le tracé, ou la position."
        )
    return ""


def _kilometres(metres: float) -> str:
    return f"{metres / 1000:.1f}".replace(".", ",").removesuffix(",0") + "\N{NO-BREAK SPACE}km"


def read_parcels(given: Iterable[str]) -> list[str]:
    """Each once, in order; ValidationError on `parcels` that names those that cannot be."""
    parcels = list(dict.fromkeys(re.sub(r"[\s-]+", "", one).upper() for one in given))
    wrong = [one for one in parcels if not _PARCEL.fullmatch(one)]
    if wrong:
        raise ValidationError(
            {
                "parcels": f"« {wrong[0][:30]} » n’est pas un identifiant de parcelle : "
                "14 caractères sont attendus, commune, préfixe, section et numéro "
                "(69259000AB0123)."
            }
        )
    if len(parcels) > MOST_PARCELS:
        raise ValidationError({"parcels": f"{MOST_PARCELS} parcelles au plus."})
    return parcels


def keep_near(site: Site, point: Point) -> None:
    """For who moves the point: ValidationError on `location` when its footprint stays behind."""
    if site.footprint is None:
        return
    found = measure(point, site.footprint, local_srid(site.departement.code))
    if found.farthest_m > FARTHEST_M:
        raise ValidationError(
            {
                "location": "Cette position est à plus de "
                f"{_kilometres(FARTHEST_M)} de l’emprise dessinée : corrigez d’abord l’emprise."
            }
        )


def write_areas(departements: Iterable[tuple[int, str]]) -> None:
    """Measures the footprints that bulk writing left without an area; a statement a department."""
    for pk, code in departements:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE sites_site SET footprint_m2 = ST_Area(ST_Transform(footprint, %s))"
                " WHERE footprint IS NOT NULL AND footprint_m2 IS NULL AND departement_id = %s",
                [local_srid(code), pk],
            )


def _same(one: MultiPolygon | None, other: MultiPolygon | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.equals_exact(other)
