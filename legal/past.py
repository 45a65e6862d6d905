"""The legal blocks of a site as they were, by the clocks of `sites.past`; reads are recorded."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from actors.scope import Scope
from legal.enums import Block, OwnerKind, ProcedureKind, StepKind, Way
from legal.feature import Legal, held, record, worded
from legal.models import EvacuationDate, Owner, Procedure, Row, Step
from sites.past import end_of, recorded_after, versions

OWNER = ("id", "version", "name", "kind", "parcels", "note")
PROCEDURE = ("id", "version", "kind", "title", "note")
STEP = ("id", "version", "kind", "on", "outcome", "deadline", "to_do", "met_on", "note")


def at_day(scope: Scope, site_id: int, day: date) -> Legal:
    """What held on that day, as known today: the steps that were done by then. Owners have no
    dates; an evacuation date is of days to come. Each row has the `recorded_on` of `sites.past`."""
    found = held(scope, [site_id], [Block.OWNER, Block.LEGAL]).get(site_id, {})
    if "owners" in found:
        found["owners"] = [_marked(row, day) for row in found["owners"]]
    if "procedures" in found:
        begun = [_begun(its, day) for its in found["procedures"]]
        found["procedures"] = [its for its in begun if its["steps"]]
    record(scope, {site_id: found}, Way.PAGE)
    return found


def known_on(scope: Scope, site_id: int, blocks: Collection[Block], day: date) -> Legal:
    """What the service knew at the end of that day. `blocks`: those that he reads today. Files have
    no history, and are not in it. A query a table."""
    end, found = end_of(day), dict[str, Any]()
    if Block.OWNER in blocks:
        rows = _standing(Owner, end, site=site_id)
        found["owners"] = [worded(_values(row, OWNER), OwnerKind) for row in rows]
    if Block.LEGAL in blocks:
        procedures = _standing(Procedure, end, site=site_id)
        steps = _standing(Step, end, procedure__in=[row.pk for row in procedures])
        found["procedures"] = [
            worded(_values(its, PROCEDURE), ProcedureKind)
            | {"steps": [_step(row, day) for row in steps if row.procedure_id == its.pk]}
            for its in procedures
        ]
    if Block.EVACUATION in blocks:
        planned = [row for row in _standing(EvacuationDate, end, site=site_id) if row.on]
        found["evacuation"] = _values(planned[-1], ("on", "note")) if planned else None
    record(scope, {site_id: found}, Way.PAGE)
    return found


def _begun(procedure: dict[str, Any], day: date) -> dict[str, Any]:
    done = [_as_of(step, day) for step in procedure["steps"] if step["on"] <= day]
    steps = [
        _marked(step, day)
        | {"files": [_marked(file, day, at="created_at") for file in step["files"]]}
        for step in done
    ]
    return _marked(procedure, day) | {"steps": steps}


def _marked(row: dict[str, Any], day: date, at: str = "recorded_at") -> dict[str, Any]:
    return row | {"recorded_on": recorded_after(datetime.fromisoformat(row[at]), day)}


def has_later(found: Legal) -> bool:
    """Whether `at_day` gave something that was recorded after the day."""
    procedures = found.get("procedures", ())
    steps = [step for its in procedures for step in its["steps"]]
    files = [file for step in steps for file in step["files"]]
    rows = (*found.get("owners", ()), *procedures, *steps, *files)
    return any(row["recorded_on"] for row in rows)


def _as_of(step: dict[str, Any], day: date) -> dict[str, Any]:
    met = step["met_on"] if step["met_on"] and step["met_on"] <= day else None
    late = bool(step["deadline"] and not met and step["deadline"] < day)
    return step | {"met_on": met, "is_overdue": late}


def _step(row: Step, day: date) -> dict[str, Any]:
    return _as_of(worded(_values(row, STEP), StepKind), day) | {"files": []}


def _standing(model: type[Row], end: datetime, **where: Any) -> list[Any]:
    rows = [row for row in versions(model, end, **where) if row.removed_at is None]
    return sorted(rows, key=lambda row: (getattr(row, "on", None) or date.min, row.pk))


def _values(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
