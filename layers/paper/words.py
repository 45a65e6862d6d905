"""Values as paper says them: whole dates, numbers with their thin space, None for the unknown."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator

from layers.facts import Fact
from layers.paper.blocks import Pair
from territories.days import date_format

UNKNOWN = "inconnu"


def said(value: Any) -> str | None:
    match value:
        case None | "":
            return None
        case bool():
            return "oui" if value else "non"
        case datetime():
            return date_format(timezone.localtime(value), r"j F Y à H:i")
        case date():
            return date_format(value)
        case int():
            return number_format(value, force_grouping=True)
    return str(value)


def year(value: int | None) -> str | None:
    """Without the space of a thousand."""
    return None if value is None else str(value)


def day(value: date | None) -> str:
    """Short, for a column or the head of a line; nothing for None."""
    return f"{value:%d/%m/%Y}" if value else ""


def pairs(facts: Iterable[Fact]) -> list[Pair]:
    return [(fact.label, said(fact.value)) for fact in facts]


def short(text: str, most: int) -> str:
    """One paragraph, cut at `most` characters: the rest is read in the service."""
    return Truncator(" ".join(text.split())).chars(most)


def more(number: int, one: str, several: str) -> str:
    """« Et 3 autres messages, à lire dans le service. », nothing when there is none."""
    if number <= 0:
        return ""
    return f"Et {number} {one if number == 1 else several}, à lire dans le service."
