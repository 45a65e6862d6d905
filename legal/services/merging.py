"""Owners and procedures of a site that was merged go on with the one that was kept."""

from typing import Any

from legal.models import EvacuationDate, Owner, Procedure
from sites.models import Merge, Site
from sites.services.moving import Moved, carry


def follow_merge(
    merge: Merge, source: Site, target: Site, back: Moved | None = None
) -> dict[str, list[int]]:
    """Handler of `settings.MERGE_HANDLERS`. An evacuation date stays where the other site has its
    own; who read what stays with the site that was read."""
    evacuations: Any = EvacuationDate._default_manager.all()
    if evacuations.filter(site=target).exists():
        evacuations = evacuations.none()
    moved: dict[str, list[int]] = {}
    for rows in (
        Owner._default_manager.all(),
        Procedure._default_manager.all(),
        evacuations,
    ):
        moved |= carry(rows, source, target, back)
    return moved
