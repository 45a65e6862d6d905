"""Jobs by name, so that a service never imports a task."""

from typing import Any

from celery import current_app
from django.db import transaction


def enqueue(name: str, *args: Any, after: float = 0) -> None:
    """Sends the task `name` to the workers once the transaction is committed, to run `after` that
    many seconds.

    With the broker away, what was committed stays said as done, and a sweep finds what waits.
    Arguments are JSON: ids, never rows. A test proves that each name exists.
    """

    def send() -> None:  # not a `partial`: a robust callback that fails is named in the log
        current_app.send_task(name, args, countdown=after or None)

    transaction.on_commit(send, robust=True)
