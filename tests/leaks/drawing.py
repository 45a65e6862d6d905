"""How many worlds are drawn, and how each leaves nothing behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings

from tests.leaks.plan import PEOPLE, POSTS

PAIRS = 2000 if os.environ.get("TEST_ALL") else 300  # of a reader and an entry
MANY = settings(
    max_examples=-(-PAIRS // (PEOPLE * POSTS)),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a world is too long to make for shrinking it
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
