"""How many worlds are drawn, and how each leaves nothing behind."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings

from tests.leaks.plan import PEOPLE, POSTS

PAIRS = 2000 if os.environ.get("TEST_ALL") else 180  # of a reader and an entry
MANY = settings(
    max_examples=-(-PAIRS // (PEOPLE * POSTS)),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a world is too long to make for shrinking it
    suppress_health_check=list(HealthCheck),
)


WORD = re.compile(r"Canari[0-9a-f]{10}")  # `planting.word_of`
WAYS = 4 if os.environ.get("TEST_ALL") else 1  # of each kind, which a reader asks in turn


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
