"""The layer of footprints: what people occupy, from near, with the scope inside its statement."""

from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.http import QueryDict

from actors.scope import Scope
from layers.view import read_box
from sites.filters import SiteFilter
from sites.models import Site
from sites.querysets import SiteQuerySet

FROM_ZOOM = 14
MOST = 500
FIELDS = ("reference", "title", "status", "footprint_m2")
NOTHING = '{"type":"FeatureCollection","features":[]}'
_COLLECTION = """
SELECT '{{"type":"FeatureCollection","features":['
    || coalesce(string_agg(ST_AsGeoJSON(site.*, 'footprint', 6), ','), '') || ']}}'
FROM (SELECT footprint, {fields} FROM ({sites}) found) site
"""


def read(scope: Scope, params: QueryDict) -> SiteQuerySet:
    """Those whose footprint meets the box. Raises ValidationError by parameter."""
    if "bbox" not in params:
        raise ValidationError({"bbox": "Attendu : ouest,sud,est,nord, en degrés."})
    box: Polygon = read_box(params.getlist("bbox"))
    filters = SiteFilter.read(params, scope, also=frozenset({"bbox"}))
    seen = filters.apply(Site.objects.visible_to(scope))
    return seen.filter(footprint__bboverlaps=box)


def geojson(sites: SiteQuerySet) -> str:
    """The FeatureCollection (WGS84) of these footprints, in one statement."""
    rows = sites.order_by().with_title().values("footprint", *FIELDS)[:MOST]
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(_COLLECTION.format(sites=sql, fields=", ".join(FIELDS)), params)
        return cursor.fetchone()[0]
