"""The only function that gives legal values out, and so the place where a read is written."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from actors.scope import Scope
from legal import reads
from legal.access import BLOCK_OF, areas
from legal.enums import ABILITIES, Block, OwnerKind, ProcedureKind, StepKind, Way
from legal.models import EvacuationDate, Owner, Procedure, Step
from legal.readable import STEP
from sites.enums import FileState
from sites.models import File, Site

# {block: its rows}: a block that the reader may not read is no key of it
Legal = dict[str, Any]
KEYS = {Block.OWNER: "owners", Block.LEGAL: "procedures", Block.EVACUATION: "evacuation"}


def legal(
    scope: Scope, site_ids: Sequence[int], way: Way, blocks: Collection[Block] = tuple(Block)
) -> dict[int, Legal]:
    """{site id: what this reader reads there}; one query, and one INSERT when values leave.

    The sites come from `visible_to(scope)`. A site of which he reads no block is not in it.
    """
    found = held(scope, site_ids, blocks)
    record(scope, found, way)
    return found


def record(scope: Scope, left: Mapping[int, Legal], way: Way) -> None:
    """`left`: {site id: what leaves}; a block in which nothing stands is not read."""
    read = [(pk, block) for pk, one in left.items() for block, key in KEYS.items() if one.get(key)]
    reads.record(scope, read, way)


def held(scope: Scope, site_ids: Sequence[int], blocks: Collection[Block]) -> dict[int, Legal]:
    """The same, not recorded: for who leaves a part of it out, and records the rest."""
    allowed = {block: areas(scope, ABILITIES[block]) for block in blocks}
    asked = {block: where for block, where in allowed.items() if where is None or where}
    if not asked or not site_ids:
        return {}
    columns = {f"its_{KEYS[block]}": _COLUMNS[block]() for block in asked}
    rows = Site.objects.filter(pk__in=site_ids).order_by().values("pk", "departement", **columns)
    found: dict[int, Legal] = {}
    for row in rows:
        for block, where in asked.items():
            if where is None or row["departement"] in where:
                values = _read(block, row[f"its_{KEYS[block]}"])  # type: ignore[literal-required]
                found.setdefault(row["pk"], {})[KEYS[block]] = values
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of a block; `value` is None where nothing stands in it."""

    block: Block
    value: Callable[[Any], Any]


def listed(
    scope: Scope, site_ids: Sequence[int], asked: Mapping[str, Listed]
) -> dict[str, dict[int, Any]]:
    """{name: {site id: its value}}, of all that a list asks: one query and one INSERT, or none."""
    found = legal(scope, site_ids, Way.LIST, {one.block for one in asked.values()})
    return {
        name: {
            pk: one.value(its[KEYS[one.block]])
            for pk, its in found.items()
            if its.get(KEYS[one.block])
        }
        for name, one in asked.items()
    }


def _last_steps(procedures: list[dict[str, Any]]) -> list[str]:
    """Of each procedure; its own name before the first."""
    return [
        f"{its['steps'][-1]['label']} ({its['steps'][-1]['on']:%d/%m/%Y})"
        if its["steps"]
        else its["label"]
        for its in procedures
    ]


def _next_deadline(procedures: list[dict[str, Any]]) -> date | None:
    """The nearest that waits."""
    steps = [step for its in procedures for step in its["steps"]]
    return min((step["deadline"] for step in steps if _waits(step)), default=None)


def _waits(step: Mapping[str, Any]) -> bool:
    return bool(step["deadline"] and not step["met_on"])


OWNER_NAMES = Listed(Block.OWNER, lambda owners: [row["name"] for row in owners])
LAST_STEPS = Listed(Block.LEGAL, _last_steps)
NEXT_DEADLINE = Listed(Block.LEGAL, _next_deadline)
EVACUATION = Listed(Block.EVACUATION, lambda evacuation: evacuation["on"])


def part(scope: Scope, site_ids: Sequence[int]) -> dict[int, Legal]:
    """Of the map feature, which leaves by the API."""
    return legal(scope, site_ids, Way.API)


@cache
def _owners() -> ArraySubquery:
    rows = Owner.objects.standing().filter(site=OuterRef("pk")).order_by("name", "pk")
    return _array(rows, "id", "version", "name", "kind", "parcels", "note", "recorded_at")


@cache
def _procedures() -> ArraySubquery:
    files = File.objects.filter(
        hangs_on=STEP, object_id=OuterRef("pk"), state=FileState.READY
    ).order_by("rank", "pk")
    steps = Step.objects.filter(procedure=OuterRef("pk"), removed_at=None).order_by("on", "pk")
    steps = steps.annotate(files=_array(files, "uuid", "name", "size", "created_at"))
    rows = Procedure.objects.standing().filter(site=OuterRef("pk")).order_by("pk")
    names = ("id", "version", "kind", "on", "outcome", "deadline", "to_do", "met_on", "note")
    rows = rows.annotate(its_steps=_array(steps, *names, "recorded_at", "files"))
    return _array(rows, "id", "version", "kind", "title", "note", "recorded_at", steps="its_steps")


@cache
def _evacuation() -> ArraySubquery:
    rows = EvacuationDate.objects.standing().filter(site=OuterRef("pk"), on__isnull=False)
    return _array(rows.order_by("pk"), "id", "version", "on", "note")


_COLUMNS = {
    Block.OWNER: _owners,
    Block.LEGAL: _procedures,
    Block.EVACUATION: _evacuation,
}


def _array(rows: Any, *names: str, **more: str) -> ArraySubquery:
    columns = {name: F(name) for name in names} | {key: F(name) for key, name in more.items()}
    return ArraySubquery(rows.values(json=JSONObject(**columns)))


def _read(block: Block, rows: list[dict[str, Any]]) -> Any:
    if block == Block.OWNER:
        return [worded(row, OwnerKind) for row in rows]
    if block == Block.LEGAL:
        return [
            worded(row, ProcedureKind) | {"steps": [_step(step) for step in row["steps"]]}
            for row in rows
        ]
    return _dated(rows[0], "on") if rows else None


def _step(row: dict[str, Any]) -> dict[str, Any]:
    step = worded(_dated(row, "on", "deadline", "met_on"), StepKind)
    late = step["deadline"] and not step["met_on"] and step["deadline"] < timezone.localdate()
    return step | {"is_overdue": bool(late)}


def worded(row: dict[str, Any], kinds: Any) -> dict[str, Any]:
    """With the label of its kind."""
    return row | {"label": str(kinds(row["kind"]).label)}


def _dated(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """JSON has no dates."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in names}
    return row | days


def leave(scope: Scope, site: Site, model: type[Any]) -> None:
    """A form shows a row of the site, that its reader is known to read."""
    reads.record(scope, [(site.pk, BLOCK_OF[model])], Way.FORM)
