"""The three maps of a site on paper: in its department, in its commune, and what it occupies.

Our own outlines are all of their ground: a page that leaves the service asks no tile server where
people live. They are simplified, off by a hundred metres or more: the nearest map has none.
"""

from typing import Any

import shapely
from django.contrib.gis.geos import Polygon
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from layers.paper.plan import LEAST_METRES, Frame, Plan, Position, bar_words, named
from sites.models import Site
from territories.enums import Level
from territories.geo import WGS84
from territories.models import Outline

WHOLE_WIDTH = 880  # of all of them side by side, gaps included
GAP = 20


def plans_of(site: Site) -> tuple[Plan, ...]:
    """From afar to near; the last one only where the footprint was drawn. Two queries."""
    number = 3 if site.footprint else 2
    width = (WHOLE_WIDTH - (number - 1) * GAP) // number
    wanted = [site.commune_id, site.departement_id]
    outlines = {row.territory_id: row for row in _outlines().filter(territory__in=wanted)}
    commune = outlines[site.commune_id]
    plans = [
        _departement(site, outlines[site.departement_id], commune, width),
        _commune(site, commune, width),
    ]
    if site.footprint:
        plans.append(_footprint(site, _shape(site.footprint), width))
    return tuple(plans)


def _outlines() -> QuerySet[Outline]:
    # the true boundaries weigh a hundred times more
    rows = Outline.objects.defer("boundary").select_related("territory")
    return rows.order_by("territory__code", "pk")


def _departement(site: Site, whole: Outline, commune: Outline, width: int) -> Plan:
    around = _shape(whole.simplified)
    frame = Frame(around.bounds, width)
    inside = frame.shapes([_shape(commune.simplified)])
    return _plan(site, frame, site.departement.name, inside=inside, around=frame.shapes([around]))


def _commune(site: Site, commune: Outline, width: int) -> Plan:
    own = _shape(commune.simplified)
    frame = Frame(own.bounds, width)
    box = Polygon.from_bbox(frame.box)
    box.srid = WGS84
    beside = _outlines().filter(level=Level.COMMUNE, simplified__bboverlaps=box)
    rows = list(beside.exclude(pk=commune.pk))
    wanted = [(_at(row.territory.label_point), row.territory.name) for row in (commune, *rows)]
    return _plan(
        site,
        frame,
        site.commune.name,
        inside=frame.shapes([own]),
        around=frame.shapes([_shape(row.simplified) for row in rows]),
        names=named(frame, frame.place(*_at(site.location)), wanted),
    )


def _footprint(site: Site, own: BaseGeometry, width: int) -> Plan:
    seen = shapely.union(own.envelope, shapely.Point(_at(site.location)))
    frame = Frame(seen.bounds, width, LEAST_METRES)
    return _plan(site, frame, "Emprise", inside=frame.shapes([own]), grid=frame.grid())


def _plan(site: Site, frame: Frame, title: str, **drawn: Any) -> Plan:
    empty: dict[str, Any] = {"inside": (), "around": (), "names": (), "grid": ()}
    return Plan(
        title=title,
        point=frame.place(*_at(site.location)),
        bar=round(frame.bar_metres * frame.scale, 1),
        bar_words=bar_words(frame.bar_metres),
        width=frame.width,
        **empty | drawn,
    )


def _at(point: Any) -> Position:
    return point.x, point.y


def _shape(geometry: Any) -> BaseGeometry:
    return shapely.from_wkb(bytes(geometry.wkb))
