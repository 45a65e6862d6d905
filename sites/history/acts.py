"""Acts, newest first: what one person did to a site at one moment, whatever tables it touched."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection

from actors.scope import Scope
from sites.history.statement import silent_keys, statement
from sites.history.tables import Table
from sites.history.words import Line, Names, lines_of, title_of
from sites.models import Site
from territories.geo import local_srid

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `field` is a column of `table`; `before`: strictly earlier than that."""

    table: Table | None = None
    field: str = ""
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: datetime | None = None
    version: int | None = None  # one history row alone, of `table`


@dataclass(frozen=True, slots=True)
class Version:
    """A row of history with the one before it, as JSON; measures in metres and m²."""

    table: Table
    pgh_id: int
    row_id: int
    at: datetime
    is_new: bool
    through: str | None
    person_id: int | None
    person: str
    organisation: str
    before: dict[str, Any] | None
    after: dict[str, Any]
    metres: float | None
    area_before: float | None
    area_after: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One row, in words: what it is, and each field of it that changed."""

    version: Version
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    person: str
    organisation: str
    through: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Older:
    """A page of acts; `after`: the moment to go on from, none at the end."""

    acts: list[Act]
    after: datetime | None


def acts_of(
    scope: Scope, site: Site, tables: Sequence[Table], asked: Asked, size: int = PAGE_SIZE
) -> Older:
    """`tables` are those that the reader may know of (`tables.readable`); one statement, and one
    for each kind of row that is named in what changed."""
    found = _versions(scope, site, tables, asked, f"WHERE act <= {size + 1}")
    moments = sorted({version.at for version in found}, reverse=True)
    if len(moments) > size:
        found = [version for version in found if version.at >= moments[size - 1]]
    after = moments[size - 1] if len(moments) > size else None
    return Older(list(_acts(scope, found)), after)


def change_of(
    scope: Scope, site: Site, tables: Sequence[Table], table: Table, pgh_id: int
) -> Version | None:
    """One row of history that tells of this site."""
    found = _versions(scope, site, tables, Asked(table=table, version=pgh_id), "")
    return found[0] if found else None


def in_words(scope: Scope, version: Version, field: str) -> tuple[str, Line | None]:
    """Which row it is, and what became of that field of it."""
    names = Names(scope, [version])
    line = next((line for line in lines_of(version, names) if line.name == field), None)
    return title_of(version, names), line


def people_of(scope: Scope, site: Site, tables: Sequence[Table]) -> list[tuple[int, str]]:
    """(id, name) of all who changed something, by name; one statement."""
    sql = statement(tables, ["person_id IS NOT NULL"], "")
    people = f"""SELECT DISTINCT person_id, last_name, first_name FROM ({sql}) told
                 ORDER BY last_name, first_name, person_id"""
    with connection.cursor() as cursor:
        cursor.execute(people, _parameters(scope, site, tables))
        return [(pk, f"{first} {last}".strip()) for pk, last, first in cursor.fetchall()]


def _versions(
    scope: Scope, site: Site, tables: Sequence[Table], asked: Asked, limit: str
) -> list[Version]:
    where, more = _where(tables, asked)
    with connection.cursor() as cursor:
        cursor.execute(statement(tables, where, limit), _parameters(scope, site, tables) | more)
        names = [column.name for column in cursor.description or ()]
        return [_version(tables, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _version(tables: Sequence[Table], row: dict[str, Any]) -> Version:
    kept = {name: row[name] for name in Version.__dataclass_fields__ if name in row}
    name = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip()
    return Version(
        **kept
        | {
            "table": tables[row["source"]],
            "person": name,
            "organisation": row["organisation"] or "",
            "before": _json(row["before"]),
            "after": _json(row["after"]),
        }
    )


def _json(value: Any) -> Any:
    """Django has a raw cursor give `jsonb` as text."""
    return json.loads(value) if isinstance(value, str) else value


def _parameters(scope: Scope, site: Site, tables: Sequence[Table]) -> dict[str, Any]:
    found: dict[str, Any] = {"site": site.pk, "srid": local_srid(site.departement.code)}
    for number, table in enumerate(tables):
        found[f"silent_{number}"] = silent_keys(table)
        withheld = table.withheld(scope, site) if table.withheld else None
        found[f"withheld_{number}"], values = withheld or ("id", ())
        found[f"values_{number}"] = list(values)
    return found


def _where(tables: Sequence[Table], asked: Asked) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = []
    values: dict[str, Any] = {}
    if asked.table:
        where.append("source = %(asked_source)s")
        values["asked_source"] = list(tables).index(asked.table)
    if asked.table and asked.field:
        column = asked.table.model._meta.get_field(asked.field).attname  # type: ignore[union-attr]
        where.append("before->%(field)s IS DISTINCT FROM after->%(field)s")
        values["field"] = column
    for name, condition in (
        ("person", "person_id = %(person)s"),
        ("since", "at >= %(since)s"),
        ("until", "at < %(until)s"),
        ("before", "at < %(before)s"),
        ("version", "pgh_id = %(version)s"),
    ):
        if getattr(asked, name) is not None:
            where.append(condition)
            values[name] = getattr(asked, name)
    return where, values


def _acts(scope: Scope, found: Sequence[Version]) -> Iterator[Act]:
    """Rows of one transaction bear the same instant."""
    names = Names(scope, found)
    found = sorted(found, key=_signed, reverse=True)  # stable: the rest of the order stands
    for (at, *_), rows in groupby(found, key=_signed):
        versions = list(rows)
        changes = [
            Change(version, title_of(version, names), lines)
            for version in versions
            if (lines := lines_of(version, names)) or version.is_new
        ]
        if changes:
            first = versions[0]
            yield Act(at, first.person, first.organisation, first.through or "", changes)


def _signed(row: Version) -> tuple[datetime, int, str]:
    return row.at, row.person_id or 0, row.through or ""
