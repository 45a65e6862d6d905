"""Lists of sites: every one begins with `visible_to(scope)`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.db.models.lookups import DWithinLookup
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils import timezone

from actors.scope import Places, Scope
from sites.enums import ACTIVE
from sites.querysets.places import COLUMNS, fill, looked_up
from sites.querysets.search import search
from territories.enums import Level
from territories.geo import WGS84

METRES = PointField(geography=True, srid=WGS84)


@models.ForeignKey.register_lookup  # which takes no lookup from Field
@models.Field.register_lookup
class InArray(models.Lookup):
    """`field = ANY(array)`: a subquery read once, which an index scan can still use.

    `IN (SELECT …)` beside an OR becomes a filter on every row.
    """

    lookup_name = "in_array"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_params, *right_params)


def _in_places(places: Places) -> Q:
    """In any of the territories, by the columns where there are some."""
    if Level.NATION in places:
        return Q()
    condition = Q(pk__in=[])
    for level, ids in places.items():
        if column := COLUMNS.get(level):
            condition |= Q(**{f"{column}__in": ids})
        else:
            condition |= Q(commune__in_array=_communes_of(ids))
    return condition


def inside(territory: Any) -> Q:
    """The condition of `SiteQuerySet.within`."""
    return _in_places({Level(territory.level): (territory.pk,)})


def within_metres(point: Point, metres: float) -> Q:
    """The condition of `SiteQuerySet.near`: the cast of the index `site_location_metres`."""
    return Q(DWithinLookup(Cast("location", METRES), (point, D(m=metres))))


def _communes_of(ids: Iterable[int]) -> ArraySubquery:
    inside = apps.get_model("territories", "Inside").objects
    return ArraySubquery(inside.filter(container__in=ids).values("territory_id"))


def _intervened(scope: Scope) -> Q:
    """Where the structure is a confirmed intervenant."""
    rows = apps.get_model("sites", "Intervenant").objects.confirmed(timezone.localdate())
    mine = rows.filter(organisation=scope.organisation_id)
    return Q(pk__in_array=ArraySubquery(mine.values("site_id").order_by()))


class SiteQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "SiteQuerySet":
        """The only way to list sites: those of one's territories, and those where the structure
        is a confirmed intervenant; without those merged into another one. Its other face is
        `readers_of(site)`.
        """
        return self.in_reach_of(scope).filter(merged_into=None)

    def in_reach_of(self, scope: Scope) -> "SiteQuerySet":
        """The same with the merged ones: for what undoes a merge, and for nothing else."""
        if scope.is_empty:
            return self.none()
        if scope.national:
            return self
        return self.filter(self._within_reach_of(scope) | _intervened(scope))

    def out_of_reach(self, scope: Scope) -> "SiteQuerySet":
        """Those that the reader sees by what his structure does there, not by his territory."""
        if scope.national:  # to exclude what has no condition would exclude nothing
            return self.none()
        # From the few where it intervenes: the planner does not see that the others fall out
        return self.filter(_intervened(scope)).exclude(self._within_reach_of(scope))

    def _within_reach_of(self, scope: Scope) -> Q:
        """In the scope's own territories, whatever it intervenes on elsewhere."""
        reach = _in_places(scope.places)
        return reach & _in_places(scope.parts) if scope.parts else reach

    def active(self) -> "SiteQuerySet":
        return self.filter(status__in=ACTIVE)

    def within(self, territory: Any) -> "SiteQuerySet":
        """In one territory, of any level."""
        return self.filter(inside(territory))

    def in_box(self, box: Polygon) -> "SiteQuerySet":
        """In a rectangle (WGS84)."""
        return self.filter(location__bboverlaps=box)

    def near(self, point: Point, metres: float) -> "SiteQuerySet":
        """Within that distance in metres, nearest first, each with its `metres`."""
        return (
            self.filter(within_metres(point, metres))
            .annotate(metres=Distance(Cast("location", METRES), point))
            .order_by("metres", "reference")
        )

    def search(self, text: str, limit: int) -> models.QuerySet[Any]:
        """Those that answer to a reference, a name or an address, the likeliest first.

        Accent-blind, and tolerant of typing mistakes. Filter before, not after: it is a slice.
        """
        return search(self, text, limit)

    def with_places(self) -> "SiteQuerySet":
        return self.select_related(*COLUMNS.values())

    def one(self, **which: Any) -> Any:
        """The first of them that is so, with its places, or None; one query."""
        found: Any = self.annotate(its_places=looked_up()).filter(**which).first()
        if found is not None:
            fill(found, found.its_places)
        return found

    def with_intervenants(self, on: date) -> "SiteQuerySet":
        """Each with `in_force`: the rows of that day, by structure's name; one query more."""
        rows = apps.get_model("sites", "Intervenant").objects.live(on)
        ordered = rows.select_related("organisation", "user").order_by("organisation__name", "pk")
        return self.prefetch_related(Prefetch("intervenants", ordered, to_attr="in_force"))

    def with_title(self) -> "SiteQuerySet":
        """`commune_name`, and `title` as the model's property of that name words it."""
        # Looked up by site: joined, all the communes of France are read for a few hundred sites.
        communes = apps.get_model("territories", "Territory").objects.order_by()
        commune = communes.filter(pk=OuterRef("commune")).values("name")
        nothing = Value("")
        return self.annotate(
            commune_name=Subquery(commune),
            title=Coalesce(
                NullIf("name", nothing),
                NullIf("address", nothing),
                Concat(Value("Site de "), F("commune_name")),
            ),
        )
