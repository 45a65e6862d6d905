"""What a record tells, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from sites.enums import Solution

register = template.Library()


@register.filter
def solutions(offered: Iterable[Mapping[str, Any]]) -> str:
    """« logement (12 personnes, 3 ménages), hébergement »"""
    return ", ".join(
        f"{Solution(one['solution']).label.lower()}{_in_brackets(counts(one))}" for one in offered
    )


@register.filter
def numbers(row: Any) -> str:
    """« 12 personnes, 3 ménages » of what has `people` and `households`; nothing when unknown."""
    return counts({"people": row.people, "households": row.households})


def counts(row: Mapping[str, Any]) -> str:
    told = (
        (row["people"], "personne"),
        (row["households"], "ménage"),
    )
    return ", ".join(
        f"{number} {word}{'s' if number > 1 else ''}" for number, word in told if number is not None
    )


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""
