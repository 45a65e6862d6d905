"""The filters as a form shows them, made from their declared table."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """`options` are what can be ticked or chosen; `quick` are usual values of one that is typed;
    `words` say the value where the form cannot show it."""

    name: str
    label: str
    control: str
    value: str
    options: tuple[Option, ...]
    quick: tuple[Option, ...]
    words: str

    @property
    def active(self) -> int:
        """How many choices are made in it."""
        return sum(option.checked for option in self.options) or int(bool(self.value))


@dataclass(frozen=True, slots=True)
class Fold:
    slug: str
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
    always: list[Field] = []
    folds: dict[tuple[str, str], list[Field]] = {}
    for known in available(scope):
        shown = folds.setdefault((known.fold_slug, known.fold), []) if known.fold else always
        shown.append(_field(known, filters))
    rows = tuple(Fold(slug, title, tuple(fields)) for (slug, title), fields in folds.items())
    return FilterForm(tuple(always), rows, LEVELS)


def _field(known: Filter, filters: SiteFilter) -> Field:
    text = filters.words.get(known.name, "")
    words = known.words(filters.values[known.name]) if text else ""
    options = _options(known, text.split(",") if text else [])
    match known.control:
        case Control.CHOICES:
            shown = (*options, *_typed(known, text))
        case Control.STRUCTURE if text:  # the others come when the fold opens
            shown = (Option(text, words, True),)
        case _:
            shown = ()
    quick = options if known.control == Control.NUMBER else ()
    return Field(known.name, known.label, known.control.value, text, shown, quick, words)


def _options(known: Filter, chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(
        Option(choice.value, choice.label, choice.value in chosen) for choice in known.offered
    )


def _typed(known: Filter, text: str) -> tuple[Option, ...]:
    """Values of an address that the form does not offer, kept all the same."""
    offered = {choice.value for choice in known.offered}
    parts = dict.fromkeys(part for part in text.split(",") if part)
    return tuple(Option(part, part, True) for part in parts if part not in offered)
