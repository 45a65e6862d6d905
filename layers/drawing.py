"""Points or bubbles: what the map draws of the sites of a view, decided where they are counted."""

from dataclasses import dataclass

from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.http import QueryDict

from actors.scope import Scope
from layers import bubbles, points
from layers.view import read_box, read_zoom
from legal import reads
from legal.access import readable, somewhere
from legal.enums import Block, Way
from sites.filters import SiteFilter
from sites.models import Site
from sites.querysets import SiteQuerySet
from territories.enums import Level
from territories.models import Territory

WITH = "avec"
DEADLINE = "echeance"
PARAMETERS = frozenset({"bbox", "zoom", WITH})
MOST_IN_VIEW = 2_000
POINTS_FROM = 9  # the zoom from which points are near enough to be told apart
# One of these, alone, is a department or less.
VAST = (Level.NATION, Level.REGION)

# A scalar subquery in a branch that is not taken is never run.
_EITHER = """
SELECT CASE WHEN (SELECT count(*) FROM ({few}) site) <= {most} THEN ({points}) ELSE ({bubbles}) END
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The reader's sites under his filters, of which the box is a part.

    `zoom`: without it (a program that draws by itself), points. `is_small`: all of them are in
    one department or less. `deadlines`: each point with its nearest.
    """

    sites: SiteQuerySet
    scope: Scope
    box: Polygon | None
    zoom: int | None
    is_small: bool
    filters: SiteFilter
    deadlines: bool


def read(scope: Scope, params: QueryDict) -> Drawing:
    """Raises ValidationError by parameter."""
    filters = SiteFilter.read(params, scope, also=PARAMETERS)
    chosen = filters.values.get("dans")
    return Drawing(
        filters.apply(Site.objects.visible_to(scope)),
        scope,
        read_box(params.getlist("bbox")) if "bbox" in params else None,
        read_zoom(params.getlist("zoom")) if "zoom" in params else None,
        is_small=is_small(scope, chosen),
        filters=filters,
        deadlines=_with_deadlines(scope, params.getlist(WITH)),
    )


def _with_deadlines(scope: Scope, given: list[str]) -> bool:
    """A reader who reads none does not learn that there are."""
    if not given:
        return False
    if given != [DEADLINE] or not somewhere(scope, Block.LEGAL):
        raise ValidationError({WITH: "Ce paramètre n’a pas de telle valeur pour vous."})
    return True


def geojson(asked: Drawing) -> str:
    """The FeatureCollection (WGS84) of this view, in one statement."""
    found = asked.sites if asked.box is None else asked.sites.in_box(asked.box)
    if asked.zoom is None or asked.is_small or asked.zoom >= POINTS_FROM:
        keys = found.order_by().values_list("pk", flat=True)
        most = keys[: points.MOST_POINTS]
        reads.by_filters(asked.scope, asked.filters.values, most)
        if asked.deadlines:
            mine = keys.filter(readable(asked.scope, Block.LEGAL))[: points.MOST_POINTS]
            reads.record(asked.scope, ((pk, Block.LEGAL) for pk in mine), Way.MAP)
    if asked.zoom is None:
        return points.sites_geojson(found, asked.scope, deadlines=asked.deadlines)
    try:
        sql, params = _of_view(asked, asked.zoom, found)
    except EmptyResultSet:
        return points.NOTHING
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def _of_view(asked: Drawing, zoom: int, found: SiteQuerySet) -> points.Statement:
    level = bubbles.level_at(zoom)
    if asked.is_small and level == Level.REGION:  # which would count a part of itself
        level = Level.DEPARTEMENT
    afar, afar_params = bubbles.statement(asked.sites, level, asked.box)
    if not asked.is_small and zoom < POINTS_FROM:
        return afar, afar_params
    near, near_params = points.statement(found, asked.scope, deadlines=asked.deadlines)
    few, few_params = found.order_by().values("pk")[: MOST_IN_VIEW + 1].query.sql_with_params()
    sql = _EITHER.format(few=few, most=MOST_IN_VIEW, points=near, bubbles=afar)
    return sql, (*few_params, *near_params, *afar_params)


def is_small(scope: Scope, chosen: Territory | None) -> bool:
    """Whether all that is shown lies in a single territory, of a department at most."""
    if chosen is not None:
        return chosen.level not in VAST
    places = scope.parts or scope.places
    return sum(map(len, places.values())) == 1 and not set(VAST).intersection(places)
