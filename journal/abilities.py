"""The test of the condition that journals know of (`actors.abilities.TABLE`)."""

from collections.abc import Iterable

from actors import abilities
from actors.enums import Condition
from actors.scope import Scope
from journal.models import AttentionPoint


def is_addressed(scope: Scope, point: AttentionPoint) -> bool:
    return bool(addressed(scope, [point]))


def addressed(scope: Scope, points: Iterable[AttentionPoint]) -> set[int]:
    """The ids of those points that are addressed to the structure; one query."""
    rows = AttentionPoint.addressees.through.objects.filter(
        attentionpoint__in=[point.pk for point in points], organisation=scope.organisation_id
    )
    return set(rows.values_list("attentionpoint_id", flat=True))


def declare_conditions() -> None:
    abilities.declare(Condition.IS_ADDRESSED, is_addressed, addressed)
