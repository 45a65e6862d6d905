"""The layer of sites, one point each: GeoJSON made by PostGIS, with the scope inside it."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from actors.scope import Scope
from journal.feature import counted
from legal.deadlines import nearest
from sites.models import CONDITION_FIELDS, Site, SitePhase
from sites.querysets import SiteQuerySet

MOST_POINTS = 5_000
FIELDS = (
    "reference",
    "title",
    "commune_name",
    "status",
    "kind",
    "people",
    "minors",
    *CONDITION_FIELDS.values(),
    "updated_on",
    "location_precision",
)
# the last that the site reached, none an empty text
PHASE = "phase"
# the nearest that waits in its procedures: protected, and given only when it is asked for
DEADLINE = "deadline"
# of the points d’attention that are open, which stand in journals
ATTENTION = ("points", "points_urgent")
NOTHING = '{"type":"FeatureCollection","kind":"points","truncated":false,"features":[]}'

Statement = tuple[str, tuple[Any, ...]]

# PostGIS writes each feature, with six decimals of a degree (0.1 m); joining their texts spares
# it from reading them again. One site more than the most is asked for, to know that there are.
_COLLECTION = """
SELECT '{{"type":"FeatureCollection","kind":"points","truncated":' || (count(*) > {most})::text
    || ',"features":['
    || coalesce(string_agg(ST_AsGeoJSON(site.*, 'location', 6), ','), '') || ']}}'
FROM (
    SELECT {fields}, coalesce(points, 0) AS points, coalesce(points_urgent, 0) AS points_urgent,
           coalesce(phase, '') AS phase{protected}
    FROM ({sites}) found LEFT JOIN ({attention}) attention ON attention.site_id = found.id
    LEFT JOIN ({phases}) phases ON phases.site_id = found.id
    {procedures}
) site
"""
_WITH_DEADLINES = "LEFT JOIN ({}) due ON due.procedure__site = found.id"


def statement(sites: SiteQuerySet, scope: Scope, *, deadlines: bool = False) -> Statement:
    """The SELECT of one text: the FeatureCollection (WGS84) of these sites.

    `deadlines`: with the nearest of each, where the reader reads procedures; that he did is the
    caller's to record.

    Beyond `MOST_POINTS` it is `truncated`: the rest is left out, but for one that told so. Raises
    EmptyResultSet when the sites are known to be none.
    """
    rows = sites.order_by().with_title().values("id", "location", *FIELDS)
    sql, params = rows[: MOST_POINTS + 1].query.sql_with_params()
    # joined, not looked up by site: open points are few, and read once
    attention, more = counted(scope).values_list("site_id", *ATTENTION).query.sql_with_params()
    reached = SitePhase.objects.reached(timezone.localdate())
    phases, days = reached.values_list("site_id", PHASE).query.sql_with_params()
    due, parts = nearest(scope).query.sql_with_params() if deadlines else ("", ())
    collection = _COLLECTION.format(
        sites=sql,
        attention=attention,
        phases=phases,
        fields=", ".join(("location", *FIELDS)),
        protected=f", {DEADLINE}" if due else "",
        procedures=_WITH_DEADLINES.format(due) if due else "",
        most=MOST_POINTS,
    )
    return collection, (*params, *more, *days, *parts)


def sites_geojson(sites: SiteQuerySet, scope: Scope, *, deadlines: bool = False) -> str:
    """The FeatureCollection (WGS84) of these sites, in one statement."""
    try:
        sql, params = statement(sites, scope, deadlines=deadlines)
    except EmptyResultSet:  # who sees nothing asks nothing of the database
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def feature_of(site: Site, attention: Mapping[str, int], phase: str = "") -> str:
    """One site as the layer writes it, for a map that draws it whatever its filters leave.

    `attention`: what `journal.feature.attention` gives of it; `phase`: the last that it reached.
    """
    properties = {name: getattr(site, name) for name in FIELDS if name != "commune_name"}
    properties |= {"points": attention["open"], "points_urgent": attention["urgent"]}
    properties[PHASE] = phase
    geometry = {"type": "Point", "coordinates": site.location.coords}
    feature = {
        "type": "Feature",
        "geometry": geometry,
        "properties": properties | {"commune_name": site.commune.name},
    }
    return json.dumps(feature, cls=DjangoJSONEncoder)
