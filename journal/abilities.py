"""The test of the condition that journals know of (`actors.abilities.TABLE`)."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from actors import abilities
from actors.enums import Condition
from actors.scope import Scope
from journal.models import AttentionPoint


def is_addressed(scope: Scope, point: AttentionPoint) -> bool:
    return bool(addressed(scope, [point]))


def addressed(scope: Scope, points: Iterable[AttentionPoint]) -> set[int]:
    """The ids of those points that are addressed to the structure; no query of points that come
    with their addressees, else one."""
    points = list(points)
    prefetch_related_objects(points, "addressees")
    return {
        point.pk
        for point in points
        if any(one.pk == scope.organisation_id for one in point.addressees.all())
    }


def declare_conditions() -> None:
    abilities.declare(Condition.IS_ADDRESSED, is_addressed, addressed)
