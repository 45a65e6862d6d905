"""The three maps of a site on paper: in its department, in its commune, and what it occupies.

Our own outlines are all of their ground: a page that leaves the service asks no tile server where
people live. They are simplified, off by a hundred metres or more: the nearest map has none.
"""

from typing import Any

import shapely
from django.contrib.gis.geos import Polygon
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
    # the true boundaries weigh a hundred times more
    places = Outline.objects.defer("boundary").filter(
        territory__in=[site.commune_id, site.departement_id]
    )
    outlines = {row.territory_id: _shape(row.simplified) for row in places.order_by("pk")}
    plans = [
        _departement(site, outlines, width),
        _commune(site, outlines[site.commune_id], width),
    ]
    if site.footprint:
        plans.append(_footprint(site, _shape(site.footprint), width))
    return tuple(plans)


def _departement(site: Site, outlines: dict[int, BaseGeometry], width: int) -> Plan:
    whole = outlines[site.departement_id]
    frame = Frame(whole.bounds, width)
    inside = frame.shapes([outlines[site.commune_id]])
    return _plan(site, frame, site.departement.name, inside=inside, around=frame.shapes([whole]))


def _commune(site: Site, own: BaseGeometry, width: int) -> Plan:
    frame = Frame(own.bounds, width)
    box = Polygon.from_bbox(frame.box)
    box.srid = WGS84
    beside = Outline.objects.filter(level=Level.COMMUNE, simplified__bboverlaps=box)
    named_ones = beside.exclude(pk=site.commune_id).select_related("territory")
    rows = list(named_ones.defer("boundary").order_by("territory__code"))
    wanted = [(_at(site.commune.label_point), site.commune.name)]
    wanted += [(_at(row.territory.label_point), row.territory.name) for row in rows]
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
