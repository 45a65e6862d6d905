"""What a filter is, and the table of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from actors.enums import Ability
from sites.querysets import SiteQuerySet


class Control(Enum):
    """What a form asks the value with."""

    TERRITORY = "territory"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter is a read: without its ability it does not exist for the reader.

    `name` stands in addresses; `parse` turns its words into a value (ValueError, with words for
    people, when it cannot); `apply` narrows a queryset; `words` says a value in a chip. `control`
    and `fold` (the heading that filters share, none for those always in view) are for the form.
    """

    name: str
    label: str
    parse: Callable[[str], Any]
    apply: Callable[[SiteQuerySet, Any], SiteQuerySet]
    words: Callable[[Any], str]
    choices: tuple[Choice, ...] = ()
    several: bool = False
    ability: Ability | None = None
    control: Control = Control.TEXT
    fold: str = ""


FILTERS: dict[str, Filter] = {}


def declare(*filters: Filter) -> None:
    """Adds filters; upper apps call it in `AppConfig.ready`. ValueError on a name taken."""
    for one in filters:
        if FILTERS.setdefault(one.name, one) is not one:
            raise ValueError(f"A filter is already named {one.name}")
