"""The history of the demonstration, dated as it is told: the triggers rest while it is written, or
three years of changes would all be of this morning, and by nobody."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from pgtrigger import registry

from layers.demo.chance import Chance, workday
from layers.demo.life import Life
from layers.demo.surveying import BY_RIGHT
from layers.history import TABLES
from sites.history import Table
from sites.models import ClosingSolution, Intervenant, Site, SitePeriod

EDIT = 15  # the hour
EDITED = 0.4  # how often a record was completed after its report
# What the record lacked at first, one correction each: column → what stood there
LACKED: tuple[dict[str, Any], ...] = (
    {"access_details": ""},
    {"settled_on": None},
    {"name": ""},
    {"address": "", "location_precision": "commune"},
    {"metres": 340},
    {"target_year": None},
)
_SIGNED = """jsonb_build_object('user', m.user_id, 'membership', m.id, 'through', 'web')"""


@contextmanager
def histories_by_hand() -> Iterator[None]:
    """Inside a transaction. `write_histories` then says what the triggers would have said, on the
    days when it was. `pgtrigger.ignore` would do it, but puts itself before each statement, and
    those with named parameters do not take it.
    """
    names = [
        f"{table.model._meta.app_label}.{table.model.__name__}:{kind}"
        for table in TABLES
        for kind in ("insert_insert", "update_update")
    ]
    resting = [trigger.get_pgid(model) for model, trigger in registry.registered(*names)]
    _ignore("{" + ",".join(resting) + "}")
    yield
    _ignore("{}")


def _ignore(names: str) -> None:
    _run("SELECT set_config('pgtrigger.ignore', %s, true)", [names])


def write_histories(lives: Sequence[Life]) -> None:
    _write_sites(lives)
    for table in TABLES:
        if table.model not in _OWN:
            _run(_insert(table, {}, "t.recorded_at", "t.author_id"))
    for sql in (*_periods(), *_intervenants(), _solutions()):
        _run(sql)


def _run(sql: str, parameters: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))


def _insert(
    table: Table,
    instead: dict[str, str],
    at: str,
    member: str,
    label: str = "insert",
    more: str = "",
) -> str:
    """One version of each row of the table; `instead`: column → the expression of that time."""
    history = table.history._meta
    every = [str(column.column) for column in history.concrete_fields]
    names = [name for name in every if not name.startswith("pgh_")]
    values = ", ".join(instead.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return f"""
        INSERT INTO {history.db_table}
            ({columns}, pgh_created_at, pgh_label, pgh_obj_id, pgh_context)
        SELECT {values}, {at}, '{label}', t.id, {_SIGNED}
        FROM {table.model._meta.db_table} t {more}
        JOIN actors_membership m ON m.id = {member}
        ORDER BY {at}, t.id
    """


def _table(model: type[Any]) -> Table:
    return next(table for table in TABLES if table.model is model)


def _periods() -> tuple[str, str]:
    """Open when it begins; ended by whoever began the next one."""
    table, lower = _table(SitePeriod), "lower(t.during)"
    following = """JOIN sites_siteperiod n ON n.site_id = t.site_id
        AND lower(n.during) = upper(t.during)"""
    return (
        _insert(table, {"during": f"daterange({lower}, NULL)"}, "t.recorded_at", "t.author_id"),
        _insert(table, {}, "n.recorded_at", "n.author_id", "update", following),
    )


def _intervenants() -> Iterator[str]:
    """Declared, then confirmed and ended on the days of their events."""
    table = _table(Intervenant)
    whole = "daterange(lower(t.during), greatest(upper(t.during), lower(t.during) + 365))"
    begun = "CASE WHEN t.state IN ('confirme', 'termine') THEN 'declare' ELSE t.state END"
    none = {"state": begun, "confirmed_themes": "'{}'", "during": whole}
    yield _insert(table, none, "t.recorded_at", "t.author_id")
    confirmed = {"state": "'confirme'", "during": whole}
    for kind, instead in (("confirmed", confirmed), ("ended", {})):
        event = f"JOIN sites_event e ON e.object_id = t.id AND e.kind = 'intervenant.{kind}'"
        yield _insert(table, instead, "e.at", "e.actor_id", "update", event)


def _solutions() -> str:
    closing = "JOIN sites_siteperiod p ON p.id = t.period_id"
    return _insert(_table(ClosingSolution), {}, "p.recorded_at", "p.author_id", more=closing)


_OWN = (Site, SitePeriod, Intervenant, ClosingSolution)


def _write_sites(lives: Sequence[Life]) -> None:
    """Each version as what it still lacked of the site as it is."""
    chance = Chance("histories")
    rows = [row for life in lives for row in _versions(life, chance)]
    rows.sort(key=lambda row: row[1])
    lacks = """JOIN unnest(%s::bigint[], %s::timestamptz[], %s::bigint[], %s::jsonb[])
        AS v(site_id, at, member_id, lacked) ON v.site_id = t.id"""
    instead = {
        name: f"CASE WHEN v.lacked ? '{name}' THEN (v.lacked->>'{name}')::{kind} ELSE t.{name} END"
        for name, kind in (
            ("access_details", "text"),
            ("settled_on", "date"),
            ("name", "text"),
            ("address", "text"),
            ("location_precision", "text"),
            ("target_year", "smallint"),
            ("verified_on", "date"),
        )
    }
    east = "coalesce((v.lacked->>'metres')::float, 0)"
    instead["location"] = f"ST_Project(t.location::geography, {east}, pi() / 2)::geometry"
    sql = _insert(_table(Site), instead, "v.at", "v.member_id", "update", lacks)
    sql = sql.replace("'update'", "CASE WHEN v.at = t.created_at THEN 'insert' ELSE 'update' END")
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
    columns[3] = [json.dumps(lacked) for lacked in columns[3]]
    _run(sql, columns)


def _versions(life: Life, chance: Chance) -> Iterator[tuple[int, datetime, int, dict[str, Any]]]:
    """(site id, when, by which membership, what it lacked then), the first with the report."""
    site = life.site
    steps = _corrections(life, chance)
    lacked: dict[str, Any] = {"verified_on": None}
    for step, _, _ in steps:
        lacked |= step
    yield site.pk, site.created_at, life.reporter.membership.pk, dict(lacked)
    for step, at, member in steps:
        for name in step:
            lacked.pop(name, None)
        yield site.pk, at, member, dict(lacked)
    if life.verified_by and site.verified_on:
        at = max([chance.moment(site.verified_on, EDIT + 3), *(at for _, at, _ in steps)])
        yield site.pk, at, life.verified_by.membership.pk, {}


def _corrections(life: Life, chance: Chance) -> list[tuple[dict[str, Any], datetime, int]]:
    """What somebody completed, when and who, in the order of time."""
    site = life.site
    possible = [lacked for lacked in LACKED if _differs(site, lacked)]
    wanted = len(possible) if life.is_heavy else chance.number(1, 2)
    if not life.is_heavy and not chance.happens(EDITED):
        return []
    first = life.reported + timedelta(days=1)
    days = sorted(chance.day_between(first, life.last_day) for _ in range(wanted))
    found = []
    for lacked, day in zip(chance.some(possible, wanted), days, strict=False):
        day = max(day, workday(life.reported))
        at = chance.moment(day, EDIT)
        people = life.there(day, *BY_RIGHT)
        if people and at > site.created_at:
            found.append((lacked, at, chance.choice(people).membership.pk))
    return sorted(found, key=lambda row: row[1])


def _differs(site: Site, lacked: dict[str, Any]) -> bool:
    """Whether the site has it now; a point that only names its commune was never moved."""
    if "metres" in lacked:
        return site.location_precision == "position"
    name = next(iter(lacked))
    if name == "address" and site.location_precision == "commune":
        return False
    return bool(getattr(site, name))
