"""What hangs on a territory that ended goes to its successor."""

from typing import Any

from django.db import models

from actors.models import ExceptionalRight, Invitation, Membership, Organisation

LINKS: tuple[type[models.Model], ...] = (
    Organisation.territories.through,
    Membership.parts.through,
    Invitation.parts.through,
)


def follow_territories(moved: list[tuple[int, int]], vintage: int, changed: list[int]) -> int:
    """Handler of `settings.TERRITORY_SUCCESSION_HANDLERS`; returns the number of rows moved.

    An outline that changed moves nothing here: structures hang on names, not on positions.
    """
    successors = dict(moved)
    links = sum(_move_links(through, successors) for through in LINKS)
    return links + _move_exceptions(successors)


def _move_links(through: Any, successors: dict[int, int]) -> int:
    """A structure may hold the successor already: the link is then merely dropped."""
    rows = list(through.objects.filter(territory_id__in=successors))
    for row in rows:
        row.pk, row.territory_id = None, successors[row.territory_id]
    through.objects.bulk_create(rows, ignore_conflicts=True)
    through.objects.filter(territory_id__in=successors).delete()
    return len(rows)


def _move_exceptions(successors: dict[int, int]) -> int:
    return sum(
        ExceptionalRight.objects.filter(territory_id=ended).update(territory_id=successor)
        for ended, successor in successors.items()
    )
