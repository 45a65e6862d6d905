"""What happened, and who is called when it does."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from actors.scope import Scope
from sites.models import Event, Site
from sites.querysets import ADDRESSED, READABLE


def declare_readable(prefix: str, condition: Callable[[Scope], Q]) -> None:
    """Which events whose kind begins with `prefix` a reader may know of, among those of his sites.

    Called once, by the app that knows, when it is ready.
    """
    READABLE[prefix] = condition


def declare_addressed(kind: str, condition: Callable[[Scope], Q]) -> None:
    """Which events of a kind that happen on no site a reader is told of; called once."""
    ADDRESSED[kind] = condition


def record(
    kind: str, site: Site | None, actor_id: int | None, object_id: int | None = None, **facts: Any
) -> Event:
    """Writes an event in the transaction of the change, then calls the handlers of its kind.

    `kind` is a key of `settings.EVENT_HANDLERS` (KeyError otherwise); `actor_id` is the membership
    that did it, None for the machine.
    """
    handlers = settings.EVENT_HANDLERS[kind]
    event = Event.objects.create(
        kind=kind, site=site, actor_id=actor_id, object_id=object_id, facts=facts
    )
    for name in handlers:
        import_string(name)(event)
    return event
