"""Pages of events by the key of their last row, not by a number of rows to skip.

What happens meanwhile then neither repeats a row nor hides one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from sites.models import Event

AFTER, BETWEEN = "apres", "~"
LONGEST, DIGITS = 60, 18


@dataclass(frozen=True, slots=True)
class Key:
    at: datetime
    pk: int

    def __str__(self) -> str:
        at = self.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return f"{at}{BETWEEN}{self.pk}"


@dataclass(frozen=True, slots=True)
class Older:
    """A page of events, the newest first; `after`: the key to go on with, none at the end."""

    events: list[Event]
    after: Key | None


def page_after(events: QuerySet[Event], size: int, key: Key | None) -> Older:
    """One query."""
    if key:
        # Says the same twice: the index is entered by the first, never by an OR.
        beyond = Q(at__lt=key.at) | Q(at=key.at, pk__lt=key.pk)
        events = events.filter(Q(at__lte=key.at) & beyond)
    found = list(events.order_by("-at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Older(found[:size], Key(last.at, last.pk) if last else None)


def read_key(text: str) -> Key | None:
    """ValidationError under `apres` for what is no key."""
    if not text:
        return None
    at, _, pk = text.partition(BETWEEN)
    try:
        if len(text) > LONGEST or not (pk.isascii() and pk.isdigit() and len(pk) <= DIGITS):
            raise ValueError
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            raise ValueError
        return Key(instant.astimezone(UTC), int(pk))
    except (ValueError, OverflowError):
        words = "Cette suite n’existe pas : revenez aux faits les plus récents."
        raise ValidationError({AFTER: words}) from None
