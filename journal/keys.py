"""Pages by the key of their last row, not by a number of rows to skip.

What happens meanwhile then neither repeats a row nor hides one. A key is written
`2026-11-23T10:00:00.000000Z~12`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from sites.models import Event

AFTER, BETWEEN = "apres", "~"
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
NO_SUCH_KEY = "Cette suite n’existe pas : revenez au début de la liste."


@dataclass(frozen=True, slots=True, order=True)
class Key:
    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{written(self.at)}{BETWEEN}{self.pk}"

    def beyond(self, at: str) -> Q:
        """The rows under that one, the newest first by the field `at`, then by id."""
        older = Q(**{f"{at}__lt": self.at}) | Q(**{at: self.at, "pk__lt": self.pk})
        # Says the same twice: the index is entered by the first, never by an OR.
        return Q(**{f"{at}__lte": self.at}) & older


@dataclass(frozen=True, slots=True)
class Older:
    """A page of events, the newest first; `after`: the key to go on with, none at the end."""

    events: list[Event]
    after: Key | None


def page_after(events: QuerySet[Event], size: int, key: Key | None) -> Older:
    """One query."""
    if key:
        events = events.filter(key.beyond("at"))
    found = list(events.order_by("-at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Older(found[:size], Key(last.at, last.pk) if last else None)


def read_key(text: str | None, name: str = AFTER) -> Key | None:
    """The key of an address; ValidationError on `name` for what is none."""
    if not text:
        return None
    at, _, pk = text.partition(BETWEEN)
    instant, number = read_instant(at), read_number(pk)
    if instant is None or number is None:
        raise ValidationError({name: NO_SUCH_KEY})
    return Key(instant, number)


def written(instant: datetime) -> str:
    """Up to the microsecond, as the database keeps it."""
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_instant(text: str) -> datetime | None:
    """As `written` writes it; None for anything else."""
    found = _INSTANT.fullmatch(text)
    try:
        instant = datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
    # Local time is asked of it later, which the first year has not everywhere.
    return instant if instant and instant.year > 1 else None


def read_number(text: str) -> int | None:
    """What an id may be; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None
