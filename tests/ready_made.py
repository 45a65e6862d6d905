"""A world that many tests begin with, made once: each test takes a copy of its rows.

Making the rows one by one costs more than most tests. The copies go in by one COPY a table, with
the keys they were given at first; triggers run as for anyone, and write the history themselves.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

# As they were made: a row that a trigger reads of another table comes after it
_TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '%history'
ORDER BY oid
"""


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """`rows`: as COPY writes them, by table; `made`: what the builder answered, pickled."""

    rows: dict[str, bytes]
    made: bytes

    def put(self) -> Any:
        """The rows into the database of the test; what the builder answered, anew."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                    copy.write(rows)
        return pickle.loads(self.made)


def ready_made(*builds: Callable[..., Any]) -> list[ReadyMade]:
    """Of each builder in turn; it is given what those before it answered. Each fills tables that
    hold nothing before it, and the database is left as it was."""
    kept, answers, before = [], [], _counts()
    with transaction.atomic():
        for build in builds:
            answers.append(build(*answers))
            now = _counts()
            filled = [table for table, number in now.items() if number != before[table]]
            assert not any(before[table] for table in filled), filled
            rows = {table: _copied(table) for table in filled}
            kept.append(ReadyMade(rows, pickle.dumps(answers[-1])))
            before = now
        transaction.set_rollback(True)
    return kept


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [name for (name,) in cursor.fetchall()]
        counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
        cursor.execute(counted)
        found = dict(cursor.fetchall())
    return {name: found[name] for name in names}


def _copied(table: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy,
    ):
        return b"".join(bytes(part) for part in copy)
