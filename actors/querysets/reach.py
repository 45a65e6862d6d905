"""The query behind each scope. In SQL: it runs at every request, and the ORM would take several
times longer to write it than PostgreSQL to answer it.
"""

import json
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from actors.enums import ExceptionState

_REACH = f"""
SELECT m.id, m.user_id, o.id, coalesce(nullif(o.acronym, ''), o.name), o.kind,
    ARRAY(
        SELECT jsonb_build_array(t.level, t.id)
        FROM actors_organisation_territories l JOIN territories_territory t ON t.id = l.territory_id
        WHERE l.organisation_id = o.id ORDER BY t.id
    ),
    ARRAY(
        SELECT jsonb_build_array(t.level, t.id)
        FROM actors_membership_parts l JOIN territories_territory t ON t.id = l.territory_id
        WHERE l.membership_id = m.id ORDER BY t.id
    ),
    ARRAY(
        SELECT jsonb_build_array(e.ability, e.territory_id) FROM actors_exceptionalright e
        WHERE e.organisation_id = o.id AND e.state = '{ExceptionState.GRANTED}'
          AND e.until >= %(on)s
    )
FROM actors_membership m
JOIN actors_organisation o ON o.id = m.organisation_id AND o.is_active
JOIN actors_user u ON u.id = m.user_id AND u.is_active
WHERE m.during @> %(on)s::date AND m.{{column}} = %(asked)s
ORDER BY m.id
"""


class Reach(NamedTuple):
    """A membership in force, and all that a `Scope` is made of.

    `places` and `parts` are pairs (level, territory id), `exceptions` (ability, department id).
    """

    membership_id: int
    user_id: int
    organisation_id: int
    organisation_name: str
    kind: str
    places: list[tuple[str, int]]
    parts: list[tuple[str, int]]
    exceptions: list[tuple[str, int | None]]


def of_user(user_id: int, on: date) -> list[Reach]:
    """Those of a person that day, the oldest first; one query."""
    return _read("user_id", user_id, on)


def of_membership(membership_id: int, on: date) -> list[Reach]:
    """That one if it is in force that day, else none; one query."""
    return _read("id", membership_id, on)


def _read(column: str, asked: int, on: date) -> list[Reach]:
    with connection.cursor() as cursor:
        cursor.execute(_REACH.format(column=column), {"on": on, "asked": asked})
        return [_parse(*row) for row in cursor.fetchall()]


def _parse(*row: Any) -> Reach:
    """Django has psycopg leave jsonb as text: its own fields read it."""
    membership, user, organisation, name, kind, *lists = row
    places, parts, exceptions = (list(map(json.loads, pairs)) for pairs in lists)
    return Reach(membership, user, organisation, name, kind, places, parts, exceptions)
