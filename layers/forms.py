"""The filters as a form shows them, made from their declared table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actors.scope import Scope
from sites.filters import Control, Filter, SiteFilter, available
from territories.enums import Level

# Beside a territory's name: short, and with its code where people know it.
LEVELS: dict[str, str] = dict(Level.choices) | {Level.EPCI.value: "Intercommunalité"}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    control: str
    value: str
    options: tuple[Option, ...]

    @property
    def active(self) -> int:
        """How many choices are made in it."""
        return sum(option.checked for option in self.options) or int(bool(self.value))


@dataclass(frozen=True, slots=True)
class Fold:
    title: str
    fields: tuple[Field, ...]

    @property
    def active(self) -> int:
        return sum(field.active for field in self.fields)


@dataclass(frozen=True, slots=True)
class FilterForm:
    """`always` are in view, `folds` under their headings; only what this reader may ask.

    `levels` names those of the territories that are searched.
    """

    always: tuple[Field, ...]
    folds: tuple[Fold, ...]
    levels: dict[str, str]


def filter_form(filters: SiteFilter, scope: Scope) -> FilterForm:
    shown: dict[str, list[Field]] = {}
    for known in available(scope):
        shown.setdefault(known.fold, []).append(_field(known, filters))
    always = tuple(shown.pop("", ()))
    folds = tuple(Fold(title, tuple(row)) for title, row in shown.items())
    return FilterForm(always, folds, LEVELS)


def _field(known: Filter, filters: SiteFilter) -> Field:
    text = filters.words.get(known.name, "")
    options = _options(known, text.split(",")) if known.control == Control.CHOICES else ()
    return Field(known.name, known.label, known.control.value, text, options)


def _options(known: Filter, chosen: Sequence[Any]) -> tuple[Option, ...]:
    return tuple(
        Option(choice.value, choice.label, choice.value in chosen) for choice in known.choices
    )
