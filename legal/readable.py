"""What hangs on legal rows and is read in other apps: their events, their files."""

from collections.abc import Collection

from django.db.models import Q

from actors.scope import Scope
from legal import reads
from legal.access import readable, readable_steps
from legal.enums import EVENT_BLOCKS, Block, Way
from sites import events, files
from sites.models import File

# Kind of row on which a file may hang (`sites.models.File.hangs_on`)
STEP = "legal.step"


def legal_events(scope: Scope) -> Q:
    """Those of the blocks that one reads."""
    found = Q(pk__in=[])
    for kind, block in EVENT_BLOCKS.items():
        found |= Q(kind=kind) & readable(scope, block, "site__")
    return found


def _steps(scope: Scope, ids: Collection[int]) -> set[int]:
    return readable_steps(scope, ids)


def _served(scope: Scope, file: File) -> None:
    if file.site_id is not None:
        reads.record(scope, [(file.site_id, Block.LEGAL)], Way.FILE)


def declare() -> None:
    events.declare_readable("legal.", legal_events)
    files.declare(STEP, _steps, served=_served)
