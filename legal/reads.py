"""The log of who read what: written by whatever gives values out, in one INSERT a call."""

from collections.abc import Iterable

from actors.scope import Scope
from legal.enums import Block, Way
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
