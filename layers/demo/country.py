"""What the demonstration reads of the territories: the towns where sites are, and what holds them.

Nothing spatial happens in Python: `scatter` asks PostGIS for every point in one statement.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.db import connection

from layers.demo.accounts import ACCOUNTS
from layers.demo.census import OVERSEAS, SHOWN_COMMUNES, SITES
from territories.enums import Level
from territories.geo import WGS84
from territories.models import Inside, Territory

TOWN = 2_000  # people; smaller communes have none of the sites

_SCATTER = """
    SELECT ST_X(point), ST_Y(point) FROM unnest(%s::bigint[], %s::int[], %s::bool[])
        WITH ORDINALITY AS wanted(commune_id, seed, at_label, number)
    JOIN territories_territory commune ON commune.id = commune_id
    JOIN territories_outline outline ON outline.territory_id = commune_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN at_label THEN label_point
               ELSE ST_GeometryN(ST_GeneratePoints(boundary, 1, seed), 1) END AS point
    ) given
    ORDER BY number
"""


class NoTerritories(Exception):
    """What the demonstration cannot do without is not there; `missing` by slug."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Area:
    """A territory above the communes."""

    pk: int
    level: Level
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Commune:
    """`containers`: the ids of all that holds it, itself included."""

    pk: int
    code: str
    name: str
    departement: str
    weight: int
    containers: frozenset[int]


@dataclass(slots=True)
class Country:
    areas: Mapping[int, Area]
    towns: Mapping[str, list[Commune]]  # by code of department, the most weighty first
    by_slug: Mapping[str, int]

    def at(self, slug: str) -> Area:
        return self.areas[self.by_slug[slug]]

    def departement(self, code: str) -> Area:
        return self.at(f"{Level.DEPARTEMENT}-{code}")

    def around(self, commune: Commune, *levels: Level) -> list[Area]:
        """The areas of these levels that hold the commune."""
        held = (self.areas[pk] for pk in sorted(commune.containers) if pk in self.areas)
        return [area for area in held if area.level in levels]


def read_country() -> Country:
    """Raises NoTerritories without the places of the accounts."""
    codes = {*SITES, *OVERSEAS}
    upper = Territory.objects.in_force().exclude(
        level__in=(Level.COMMUNE, Level.ARRONDISSEMENT_MUNICIPAL)
    )
    rows = upper.order_by("level", "code").values_list("pk", "level", "code", "name")
    areas = {pk: Area(pk, Level(level), code, name) for pk, level, code, name in rows}
    towns = _towns(codes)
    slugs = {f"{area.level}-{area.code}": pk for pk, area in areas.items()}
    slugs |= {f"{Level.COMMUNE}-{town.code}": town.pk for rows in towns.values() for town in rows}
    needed = {post.place for account in ACCOUNTS for post in account.posts}
    if missing := sorted(needed - slugs.keys()):
        raise NoTerritories(missing)
    return Country(areas, towns, slugs)


def _towns(codes: set[str]) -> dict[str, list[Commune]]:
    inside = Inside.objects.filter(
        container__level=Level.DEPARTEMENT,
        container__code__in=codes,
        container__last_vintage__isnull=True,
        territory__level=Level.COMMUNE,
        territory__last_vintage__isnull=True,
        territory__population__gte=TOWN,
    )
    rows = inside.order_by("-territory__population", "territory__code").values_list(
        *("territory_id", "territory__code", "territory__name", "container__code"),
        "territory__population",
    )
    found = list(rows)
    containers = _containers([pk for pk, *_ in found])
    towns = defaultdict(list)
    for pk, code, name, departement, population in found:
        weight = population * SHOWN_COMMUNES.get(code, 1)
        towns[departement].append(Commune(pk, code, name, departement, weight, containers[pk]))
    return dict(towns)


def _containers(ids: Sequence[int]) -> dict[int, frozenset[int]]:
    held = defaultdict(set)
    rows = Inside.objects.filter(territory__in=ids).values_list("territory_id", "container_id")
    for territory_id, container_id in rows:
        held[territory_id].add(container_id)
    return {pk: frozenset(containers) for pk, containers in held.items()}


def scatter(wanted: Sequence[tuple[int, int, bool]]) -> list[Point]:
    """One point (WGS84) inside each commune, by (its id, a seed, at its label point or not)."""
    communes, seeds, at_label = ([*column] for column in zip(*wanted, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_SCATTER, [communes, seeds, at_label])
        points = cursor.fetchall()
    return [Point(x, y, srid=WGS84) for x, y in points]
