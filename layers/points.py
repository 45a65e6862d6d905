"""The layer of sites: GeoJSON made by PostGIS, in one statement with the scope inside it."""

import math

from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection

from sites.models import CONDITION_FIELDS
from sites.querysets import SiteQuerySet
from territories.geo import WGS84

MOST_POINTS = 5_000
FIELDS = (
    "reference",
    "title",
    "commune_name",
    "status",
    "kind",
    "people",
    *CONDITION_FIELDS.values(),
    "updated_on",
    "location_precision",
)

# PostGIS writes each feature, with six decimals of a degree (0.1 m); joining their texts spares
# it from reading them again. One site more than the most is asked for, to know that there are.
_COLLECTION = """
SELECT '{{"type":"FeatureCollection","truncated":' || (count(*) > {most})::text || ',"features":['
    || coalesce(string_agg(ST_AsGeoJSON(site.*, 'location', 6), ','), '') || ']}}'
FROM ({sites}) site
"""


def read_box(given: list[str]) -> Polygon:
    """`west,south,east,north` in WGS84 degrees, given once. Raises ValidationError on `bbox`."""
    try:
        (text,) = given
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise ValidationError(
            {"bbox": "Quatre nombres sont attendus : ouest,sud,est,nord."}
        ) from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValidationError({"bbox": "Les quatre nombres doivent être finis."})
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValidationError(
            {"bbox": "Attendu : ouest < est entre -180 et 180, sud < nord entre -90 et 90."}
        )
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = WGS84
    return box


def sites_geojson(sites: SiteQuerySet) -> str:
    """The FeatureCollection (WGS84) of these sites, in one statement.

    Beyond `MOST_POINTS` it is `truncated`: the rest is left out, but for one that told so.
    """
    rows = sites.order_by().with_title().values("location", *FIELDS)
    try:
        sql, params = rows[: MOST_POINTS + 1].query.sql_with_params()
    except EmptyResultSet:  # who sees nothing asks nothing of the database
        return '{"type":"FeatureCollection","truncated":false,"features":[]}'
    with connection.cursor() as cursor:
        cursor.execute(_COLLECTION.format(sites=sql, most=MOST_POINTS), params)
        return cursor.fetchone()[0]
