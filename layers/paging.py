"""Pages of a sorted list by the key of their last row, not by a number of rows to skip.

A site that is added or updated meanwhile then neither repeats a row nor hides one. The unknown
come last in both directions; rows of one key follow the order of `TIE`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

AFTER, BEFORE = "apres", "avant"
TIE, TIE_FORM = "reference", re.compile(r"(\d{2,3}|2[AB])-\d{4,12}")
BETWEEN = "~"
LONGEST, DIGITS = 400, 9


class Kind(Enum):
    """What a key is made of, and so how an address writes it."""

    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by `key`, an expression. `turned`: the exact reverse, but for the unknown.

    Where `nullable` is false the order can follow an index: say so only of what is never NULL.
    """

    key: Any
    kind: Kind
    descending: bool = False
    turned: bool = False
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Cut:
    """Between two rows: `value` (None: unknown) and `tie` of the one that was seen last."""

    value: Any
    tie: str
    back: bool


@dataclass(frozen=True, slots=True)
class KeyPage:
    """`before` and `after` are the keys to go on with; empty where the list ends."""

    rows: list[Any]
    before: str
    after: str


def page_by_key(rows: QuerySet, order: Order, size: int, cut: Cut | None = None) -> KeyPage:
    """One query; a second one where nothing stands before the cut: the first page then."""
    back = cut is not None and cut.back
    keyed = rows.annotate(sort_key=order.key)
    narrowed = keyed.filter(_beyond(order, cut)) if cut else keyed
    found = list(narrowed.order_by(*_ordering(order, back))[: size + 1])
    if back and not found:
        return page_by_key(rows, order, size)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return KeyPage([], "", "")
    first, last = key_of(order, found[0]), key_of(order, found[-1])
    if back:
        return KeyPage(found, first if more else "", last)
    return KeyPage(found, first if cut else "", last if more else "")


def read_cut(params: QueryDict, order: Order) -> Cut | None:
    """Where the address says to go on; ValidationError by parameter."""
    given = [name for name in (AFTER, BEFORE) if params.get(name)]
    if len(given) > 1:
        raise ValidationError({BEFORE: "Avant ou après : une seule suite à la fois."})
    if not given:
        return None
    text = str(params[given[0]])
    value, _, tie = text.rpartition(BETWEEN)
    try:
        if len(text) > LONGEST or BETWEEN not in text or not TIE_FORM.fullmatch(tie):
            raise ValueError
        read = _read(order, value)
    except (ValueError, OverflowError):
        words = "Cette suite de la liste n’existe pas : revenez à la première page."
        raise ValidationError({given[0]: words}) from None
    return Cut(read, tie, back=given[0] == BEFORE)


def key_of(order: Order, row: Any) -> str:
    value = "" if row.sort_key is None else _WRITERS[order.kind](row.sort_key)
    return f"{value}{BETWEEN}{getattr(row, TIE)}"


def _read(order: Order, text: str) -> Any:
    if text:
        return _READERS[order.kind](text)
    if not order.nullable:
        raise ValueError
    return None


def _ordering(order: Order, back: bool) -> tuple[Any, ...]:
    descending, tie = order.descending != back, "-" if order.turned != back else ""
    key = F("sort_key")
    last: dict[str, Any] = {"nulls_first" if back else "nulls_last": True} if order.nullable else {}
    return (key.desc(**last) if descending else key.asc(**last), f"{tie}{TIE}")


def _beyond(order: Order, cut: Cut) -> Q:
    """What stands on the other side of the cut."""
    tie = Q(**{f"{TIE}__{'lt' if order.turned != cut.back else 'gt'}": cut.tie})
    unknown = Q(sort_key__isnull=True)
    if cut.value is None:
        return (unknown & tie) | ~unknown if cut.back else unknown & tie
    way = "lt" if order.descending != cut.back else "gt"
    beyond = Q(**{f"sort_key__{way}": cut.value}) | (Q(sort_key=cut.value) & tie)
    if order.nullable:
        return beyond if cut.back else beyond | unknown
    # Says the same twice: an index is entered by this, never by an OR.
    return Q(**{f"sort_key__{way}e": cut.value}) & beyond


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise ValueError
    return int(text)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError
    return instant.astimezone(UTC)


def _words(text: str) -> str:
    if "\x00" in text:
        raise ValueError
    return text


_READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.NUMBER: _number,
    Kind.DAY: date.fromisoformat,
    Kind.INSTANT: _instant,
    Kind.WORDS: _words,
}
_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.NUMBER: str,
    Kind.DAY: date.isoformat,
    Kind.INSTANT: lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    Kind.WORDS: str,
}
