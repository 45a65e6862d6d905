"""Jobs by name, so that a service never imports a task."""

from typing import Any

from celery import current_app
from django.db import transaction

# A connection that the broker's restart broke is renewed; one that is away is not waited for.
ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


def enqueue(name: str, *args: Any, after: float = 0, is_swept: bool = False) -> None:
    """Sends the task `name` to the workers once the transaction is committed, to run `after` that
    many seconds.

    Arguments are JSON: ids, never rows. A test proves that each name exists. `is_swept`: beat looks
    again and again for what the task does, so a broker that is away is logged and refuses nobody.
    """
    options: dict[str, Any] = {"retry_policy": ONCE_MORE} if is_swept else {}

    def send() -> None:
        current_app.send_task(name, args, countdown=after or None, **options)

    transaction.on_commit(send, robust=is_swept)
