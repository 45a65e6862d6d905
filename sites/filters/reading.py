"""From the words of an address to a narrowed queryset."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from actors import abilities
from actors.scope import Scope
from sites.filters import own
from sites.filters.declaration import CROSSINGS, FILTERS, Filter
from sites.querysets import SiteQuerySet


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the query string that is left without it."""

    name: str
    label: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """The filters of one request: {name: value}. Without `statut`, the active sites."""

    values: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls, params: QueryDict, scope: Scope, also: frozenset[str] = frozenset()
    ) -> "SiteFilter":
        """Reads the filters that this reader may use; `also` names what is no filter.

        Raises ValidationError by parameter: unknown (or not for this reader), given twice, of a
        wrong value, or of one that clashes with another.
        """
        values: dict[str, Any] = {}
        words: dict[str, str] = {}
        wrong: dict[str, str] = {}
        for name, given in params.lists():
            if name in also:
                continue
            try:
                text = _one(name, given, scope)
                if text:
                    values[name] = FILTERS[name].parse(text)
                    words[name] = text
            except ValueError as error:
                wrong[name] = str(error)
        if wrong := wrong or _clashes(values):
            raise ValidationError(wrong)
        return cls({name: _seen(name, value, scope) for name, value in values.items()}, words)

    @property
    def in_force(self) -> dict[str, Any]:
        """{name: value} with what holds by default."""
        defaults = {
            name: default.value
            for name, default in own.DEFAULTS.items()
            if default.unless.isdisjoint(self.values)
        }
        return {**defaults, **self.values}

    def apply(self, sites: SiteQuerySet) -> SiteQuerySet:
        """Narrows `sites`, which must already be those visible to the reader."""
        return sites.filter(*(where(name, value) for name, value in self.in_force.items()))

    def choosing(self, name: str, text: str, scope: Scope) -> "SiteFilter":
        """The same with that one choice of a filter in place of its value."""
        value = _seen(name, FILTERS[name].parse(text), scope)
        return SiteFilter({**self.values, name: value}, {**self.words, name: text})

    def without(self, name: str) -> "SiteFilter":
        """The same but for one filter."""
        values = {known: value for known, value in self.values.items() if known != name}
        return SiteFilter(values, {known: self.words[known] for known in values})

    def chips(self) -> list[Chip]:
        return [
            Chip(name, known.label, known.words(value), self.query_string(without=name))
            for name, value in self.values.items()
            if (known := FILTERS[name])
        ]

    def query_string(self, without: str = "", **more: str) -> str:
        """The filters as an address writes them, in the table's order, so that equal is equal."""
        query = QueryDict(mutable=True)
        for name in FILTERS:
            if name in self.words and name != without:
                query[name] = self.words[name]
        query.update(more)
        return query.urlencode(safe=",;")


def _one(name: str, given: list[str], scope: Scope) -> str:
    known = FILTERS.get(name)
    if known is None or not _allowed(known, scope):
        raise ValueError("Ce filtre n’existe pas.")
    if len(given) > 1 and not known.several:
        raise ValueError("Ce filtre est donné deux fois.")
    return ",".join(given).strip(",")  # a form sends its empty choices too


def _clashes(values: Mapping[str, Any]) -> dict[str, str]:
    """Words by the field that each clash is shown at."""
    found = ((crossing.names[0], crossing.problem(values)) for crossing in CROSSINGS)
    return {name: words for name, words in found if words}


def _seen(name: str, value: Any, scope: Scope) -> Any:
    look = FILTERS[name].seen
    return look(value, scope) if look else value


def where(name: str, value: Any) -> Q:
    """The condition of one filter on a site."""
    return FILTERS[name].where(value)


def available(scope: Scope) -> list[Filter]:
    """Those that this reader may use, in the table's order."""
    return [known for known in FILTERS.values() if _allowed(known, scope)]


def _allowed(known: Filter, scope: Scope) -> bool:
    return known.ability is None or abilities.may(scope, known.ability)
