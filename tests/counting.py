"""How many queries a block makes, savepoints aside: the same with three rows and with eight."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "SET ", "BEGIN", "COMMIT")


@contextmanager
def count_queries(expected: int) -> Iterator[list[str]]:
    made: list[str] = []
    with CaptureQueriesContext(connection) as context:
        yield made
    made += [query["sql"] for query in context if not query["sql"].upper().startswith(BOOKKEEPING)]
    listing = "\n".join(f"{number}. {sql[:300]}" for number, sql in enumerate(made, 1))
    assert len(made) == expected, f"{len(made)} queries instead of {expected}:\n{listing}"
