"""The layer of sites seen from afar: one bubble a territory, with what the reader sees there."""

from django.contrib.gis.geos import Polygon
from django.db.models import Count, F, Q, Sum

from layers.points import Statement
from sites.querysets import COLUMNS, SiteQuerySet
from territories.enums import Level
from territories.models import Territory

MOST_BUBBLES = 2_000
FIELDS = ("slug", "name", "level", "sites", "people", "unknown")
# the last zoom of each level; from there on, communes
_LAST_ZOOMS = ((5, Level.REGION), (8, Level.DEPARTEMENT))

# The sites are counted before the names are looked up, by key: few bubbles, however many sites.
_COLLECTION = """
SELECT '{{"type":"FeatureCollection","kind":"bubbles","level":"{level}","truncated":'
    || (count(*) > {most})::text || ',"features":['
    || coalesce(string_agg(ST_AsGeoJSON(bubble.*, 'label_point', 4), ','), '') || ']}}'
FROM (
    SELECT territory.label_point, territory.level || '-' || territory.code AS slug,
           territory.name, territory.level, counted.sites, counted.known AS people, counted.unknown
    FROM ({counts}) counted JOIN territories_territory territory ON territory.id = counted.place
    ORDER BY counted.sites DESC, territory.code LIMIT {most} + 1
) bubble
"""


def level_at(zoom: int) -> Level:
    """By what territories sites are gathered at that zoom."""
    return next((level for last, level in _LAST_ZOOMS if zoom <= last), Level.COMMUNE)


def statement(sites: SiteQuerySet, level: Level, box: Polygon | None) -> Statement:
    """The SELECT of one text: a FeatureCollection (WGS84) of points, each a territory's label.

    A bubble counts all of `sites` in its territory, whatever part of it the box holds: it is
    there when its point is, and moving the view changes no number. `people` sums the known
    numbers; `unknown` counts the sites that have none. Raises EmptyResultSet for no sites.
    """
    column = COLUMNS[level]
    if box is not None:
        shown = Territory.objects.at_level(level).filter(label_point__bboverlaps=box)
        sites = sites.filter(**{f"{column}__in": shown.order_by().values("pk")})
    counts = (
        sites.order_by()
        .values(place=F(f"{column}_id"))
        .annotate(
            sites=Count("pk"),
            unknown=Count("pk", filter=Q(people__isnull=True)),
            known=Sum("people", default=0),
        )
    )
    sql, params = counts.query.sql_with_params()
    return _COLLECTION.format(counts=sql, level=level.value, most=MOST_BUBBLES), params
