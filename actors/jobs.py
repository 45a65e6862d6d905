"""Jobs by name, so that a service never imports a task."""

from typing import Any

from celery import current_app
from django.db import transaction


def enqueue(name: str, *args: Any, after: float = 0, is_swept: bool = False) -> None:
    """Sends the task `name` to the workers once the transaction is committed, to run `after` that
    many seconds.

    Arguments are JSON: ids, never rows. A test proves that each name exists. `is_swept`: beat looks
    again and again for what the task does, so a broker that is away is logged and refuses nobody.
    """
    options = {"retry": False} if is_swept else {}

    def send() -> None:
        current_app.send_task(name, args, countdown=after or None, **options)

    transaction.on_commit(send, robust=is_swept)
