"""The layer of sites, one point each: GeoJSON made by PostGIS, with the scope inside it."""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from sites.models import CONDITION_FIELDS, Site
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
NOTHING = '{"type":"FeatureCollection","kind":"points","truncated":false,"features":[]}'

Statement = tuple[str, tuple[Any, ...]]

# PostGIS writes each feature, with six decimals of a degree (0.1 m); joining their texts spares
# it from reading them again. One site more than the most is asked for, to know that there are.
_COLLECTION = """
SELECT '{{"type":"FeatureCollection","kind":"points","truncated":' || (count(*) > {most})::text
    || ',"features":['
    || coalesce(string_agg(ST_AsGeoJSON(site.*, 'location', 6), ','), '') || ']}}'
FROM ({sites}) site
"""


def statement(sites: SiteQuerySet) -> Statement:
    """The SELECT of one text: the FeatureCollection (WGS84) of these sites.

    Beyond `MOST_POINTS` it is `truncated`: the rest is left out, but for one that told so. Raises
    EmptyResultSet when the sites are known to be none.
    """
    rows = sites.order_by().with_title().values("location", *FIELDS)
    sql, params = rows[: MOST_POINTS + 1].query.sql_with_params()
    return _COLLECTION.format(sites=sql, most=MOST_POINTS), params


def sites_geojson(sites: SiteQuerySet) -> str:
    """The FeatureCollection (WGS84) of these sites, in one statement."""
    try:
        sql, params = statement(sites)
    except EmptyResultSet:  # who sees nothing asks nothing of the database
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def feature_of(site: Site) -> str:
    """One site as the layer writes it, for a map that draws it whatever its filters leave."""
    properties = {name: getattr(site, name) for name in FIELDS if name != "commune_name"}
    geometry = {"type": "Point", "coordinates": site.location.coords}
    feature = {
        "type": "Feature",
        "geometry": geometry,
        "properties": properties | {"commune_name": site.commune.name},
    }
    return json.dumps(feature, cls=DjangoJSONEncoder)
