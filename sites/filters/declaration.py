"""What a filter is, and the tables of them and of what does not go together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from actors.enums import Ability
from actors.scope import Scope


class Control(Enum):
    """What a form asks the value with."""

    TERRITORY = "territory"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    STRUCTURE = "structure"
    AREA = "area"
    AROUND = "around"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter is a read: without its ability it does not exist for the reader.

    `name` stands in addresses; `parse` turns its words into a value (ValueError, with words for
    people, when it cannot); `where` is the condition on a site, without a join, so that it can
    narrow a list as well as count inside of one (`FILTER (WHERE …)`); `words` says a value in a
    chip. `seen` makes of a value what the reader's own eyes see of it: a name, or what an audience
    leaves him.

    `choices` are all the values there are; `offers`, where others may be typed, those that a form
    proposes that day. `control` and `fold` (the heading that filters share, none for those always
    in view) are for the form, `expects` for those who write addresses.
    """

    name: str
    label: str
    parse: Callable[[str], Any]
    where: Callable[[Any], Q]
    words: Callable[[Any], str]
    choices: tuple[Choice, ...] = ()
    offers: Callable[[], tuple[Choice, ...]] | None = None
    several: bool = False
    seen: Callable[[Any, Scope], Any] | None = None
    ability: Ability | None = None
    control: Control = Control.TEXT
    fold: str = ""
    expects: str = ""

    @property
    def fold_slug(self) -> str:
        """The fold in an address."""
        return slugify(self.fold)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What a form proposes."""
        return self.offers() if self.offers else self.choices


@dataclass(frozen=True, slots=True)
class Crossing:
    """Values that make no sense together: `words` says why, at the filter named first."""

    names: tuple[str, ...]
    clashes: Callable[..., bool]
    words: Callable[..., str]

    def problem(self, values: Mapping[str, Any]) -> str:
        """What is wrong with these values, in words; nothing when they go together."""
        if not values.keys() >= set(self.names):
            return ""
        given = [values[name] for name in self.names]
        return self.words(*given) if self.clashes(*given) else ""


FILTERS: dict[str, Filter] = {}
CROSSINGS: list[Crossing] = []


def declare(*filters: Filter) -> None:
    """Adds filters; upper apps call it in `AppConfig.ready`. ValueError on a name taken."""
    for one in filters:
        if FILTERS.setdefault(one.name, one) is not one:
            raise ValueError(f"A filter is already named {one.name}")


def declare_crossings(*crossings: Crossing) -> None:
    """Adds checks between filters that are declared."""
    CROSSINGS.extend(crossings)
