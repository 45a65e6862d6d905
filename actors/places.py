"""Where a reader stands on the map of territories, in terms of the containment alone."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from actors.scope import Places, Scope
from territories.enums import Level
from territories.models import Inside, Territory
from territories.querysets import TerritoryQuerySet


def ids(places: Places) -> tuple[int, ...]:
    return tuple(pk for level in places.values() for pk in level)


def inside_any(containers: Any) -> TerritoryQuerySet:
    """The territories in force inside any of `containers` (rows, ids or a queryset)."""
    rows = Inside.objects.filter(territory=OuterRef("pk"), container__in=containers)
    return Territory.objects.in_force().filter(Exists(rows))


def reaches(scope: Scope, territory_id: int) -> bool:
    """Whether the territory lies inside those of the structure, and in the reader's part."""
    rows = Inside.objects.filter(territory=territory_id)
    return reaches_one_of(scope, set(rows.values_list("container", flat=True)))


def reaches_one_of(scope: Scope, containers: Collection[int | None]) -> bool:
    """The same of what lies in all of `containers`; no query. A no says nothing of others."""
    mine = (scope.places, scope.parts) if scope.parts else (scope.places,)
    return all(not set(containers).isdisjoint(ids(places)) for places in mine)


def touches(scope: Scope, territory_id: int) -> bool:
    """Whether some of the territory lies in the reader's reach: a limit may cross it."""
    shared = Inside.objects.filter(container=territory_id)
    for mine in (scope.places, scope.parts) if scope.parts else (scope.places,):
        held = Inside.objects.filter(territory=OuterRef("territory"), container__in=ids(mine))
        shared = shared.filter(Exists(held))
    return shared.exists()


def shared_with(scope: Scope, territory: Any) -> TerritoryQuerySet:
    """The reader's territories that lie in this one, hold it or cross its limit."""
    mine = Territory.objects.filter(pk__in=ids(scope.parts or scope.places))
    contents = Inside.objects.filter(container=territory).values("territory")
    return mine.filter(
        Exists(Inside.objects.filter(container=OuterRef("pk"), territory__in=contents))
    )


def goes_beyond(scope: Scope, other: Scope, territory: Any = None) -> bool:
    """Whether the first reaches a commune (in `territory`, if given) that the other does not."""
    if other.national or (scope.places, scope.parts) == (other.places, other.parts):
        return False
    communes = Territory.objects.in_force().at_level(Level.COMMUNE)
    if territory is not None:
        communes = communes.filter(_held_by((territory.pk,)))
    return communes.filter(_reached_by(scope)).exclude(_reached_by(other)).exists()


def departements_of(scope: Scope) -> TerritoryQuerySet:
    """The departments that the reader's territories lie in or hold."""
    mine = ids(scope.parts or scope.places)
    return Territory.objects.in_force().at_level(Level.DEPARTEMENT).filter(_touches(mine))


def _reached_by(scope: Scope) -> Q:
    reach = Q(_held_by(ids(scope.places)))
    return reach & Q(_held_by(ids(scope.parts))) if scope.parts else reach


def _held_by(territory_ids: Iterable[int]) -> Exists:
    return Exists(Inside.objects.filter(territory=OuterRef("pk"), container__in=territory_ids))


def _touches(territory_ids: Iterable[int]) -> Q:
    held = Inside.objects.filter(territory=OuterRef("pk"), container__in=territory_ids)
    holding = Inside.objects.filter(container=OuterRef("pk"), territory__in=territory_ids)
    return Q(Exists(held)) | Q(Exists(holding))
