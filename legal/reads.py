"""The log of who read what: written by whatever gives values out, in one INSERT a call."""

from collections.abc import Iterable, Mapping
from typing import Any

from actors.scope import Scope
from legal.enums import Block, Way
from legal.filters import BLOCKS
from legal.models import Read

Pair = tuple[int, Block]


def record(scope: Scope, read: Iterable[Pair], way: Way) -> None:
    """`read`: (site id, block) of the values that leave. Nobody's scope reads nothing."""
    if scope.user_id is None or scope.membership_id is None:
        return
    rows = [
        Read(
            user_id=scope.user_id,
            membership_id=scope.membership_id,
            site_id=site_id,
            block=block,
            way=way,
        )
        for site_id, block in dict.fromkeys(read)
    ]
    if rows:
        Read.objects.bulk_create(rows)


def by_filters(scope: Scope, values: Mapping[str, Any], site_ids: Iterable[int]) -> None:
    """A filter is a read of each site that it finds. `values`: those of the `SiteFilter`; nothing
    is asked of `site_ids` unless one of them is ours."""
    blocks = {BLOCKS[name] for name in values if name in BLOCKS}
    if blocks:
        record(scope, ((pk, block) for pk in site_ids for block in sorted(blocks)), Way.FILTER)
