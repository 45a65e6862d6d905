"""The history of a site for one reader, from the tables of every app. Only assembles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from actors.scope import Scope
from legal import history as legal_history
from legal import reads
from legal.access import BLOCK_OF
from legal.enums import Way
from sites import history
from sites.history import Act, Asked, Table
from sites.models import Site

# Upper apps add theirs here, each under its own ability (`Table.ability`).
TABLES: tuple[Table, ...] = (*history.TABLES, *legal_history.TABLES)

FIELD, PERSON, SINCE, UNTIL, BEFORE = "champ", "personne", "du", "au", "avant"
LABELS = {
    FIELD: "Champ",
    PERSON: "Personne",
    SINCE: "Du",
    UNTIL: "Au",
    BEFORE: "Suite de l’historique",
}
# pgh_context["through"] → in words; what no request wrote was the service's own doing
THROUGH: Mapping[str, str] = {
    "web": "",
    "api": "par l’API",
    "import": "par l’import",
    "appareil": "depuis un appareil",
    "demonstration": "par la démonstration",
    "": "par le service lui-même",
}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: [(group, [(value, label)])] and [(id, name)]."""

    fields: list[tuple[str, list[tuple[str, str]]]]
    people: list[tuple[int, str]]


def tables_for(scope: Scope, site: Site) -> list[Table]:
    return history.readable(scope, site, TABLES)


def record_reads(scope: Scope, site: Site, acts: list[Act], asked: Asked) -> None:
    """Legal values that leave by a page of history are read; a filter on them is a read too."""
    models = {change.version.table.model for act in acts for change in act.changes}
    if asked.table:
        models.add(asked.table.model)
    blocks = sorted({block for model, block in BLOCK_OF.items() if model in models})
    reads.record(scope, ((site.pk, block) for block in blocks), Way.HISTORY)


def choices(scope: Scope, site: Site, tables: list[Table]) -> Choices:
    fields = [
        (
            table.label,
            [(f"{table.name}.{c.name}", _upper(table.label_of(c.name))) for c in table.fields()],
        )
        for table in tables
    ]
    return Choices(fields, history.people_of(scope, site, tables))


def read(params: QueryDict, tables: list[Table]) -> Asked:
    """Raises ValidationError by parameter, also for a field of which this reader may not know."""
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {}
    if chosen := params.get(FIELD):
        name, _, column = chosen.partition(".")
        table = next((table for table in tables if table.name == name), None)
        if table is None or column not in {c.name for c in table.fields()}:
            wrong[FIELD] = "Ce champ n’existe pas."
        values |= {"table": table, "field": column}
    if person := params.get(PERSON):
        if not (person.isascii() and person.isdigit() and len(person) <= _DIGITS):
            wrong[PERSON] = "Choisissez une personne de la liste."
        else:
            values["person"] = int(person)
    for name, kept, shift in ((SINCE, "since", 0), (UNTIL, "until", 1)):
        if text := params.get(name):
            try:
                values[kept] = _midnight(date.fromisoformat(text) + timedelta(days=shift))
            except (ValueError, OverflowError):
                wrong[name] = "Une date est attendue, comme 2026-03-01."
    if text := params.get(BEFORE):
        values["before"] = _instant(text)
        if values["before"] is None:
            wrong[BEFORE] = "Cette suite n’existe pas : revenez au début de l’historique."
    if wrong:
        raise ValidationError(wrong)
    return Asked(**values)


def written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo and 1990 <= at.year < 9000 else None


def _midnight(day: date) -> datetime:
    if not 1990 <= day.year < 9000:
        raise ValueError(day)
    return timezone.make_aware(datetime.combine(day, time()))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
