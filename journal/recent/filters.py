"""The filters of `/journal/`, from the words of an address to what is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from actors.models import Organisation
from journal.keys import AFTER
from journal.recent.events import Asked
from journal.sentences import Group
from sites.filters import parsing
from sites.filters.places import TERRITORY
from territories.days import date_format

MOST_STRUCTURES = 999_999_999


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the address without it."""

    label: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was asked, and the words that asked it ({parameter: text})."""

    asked: Asked
    words: Mapping[str, str]

    def query(self, without: str = "", **more: str) -> str:
        query = QueryDict(mutable=True)
        query.update({name: text for name, text in self.words.items() if name != without} | more)
        return query.urlencode(safe=",;~:")

    def chips(self) -> list[Chip]:
        return [
            Chip(LABELS[name], _IN_WORDS[name](self.asked), self.query(without=name))
            for name in self.words
        ]


def _structure(text: str) -> Organisation:
    pk = parsing.whole(1, MOST_STRUCTURES, text)
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise ValueError("Cette structure n’existe pas.")
    return found


# parameter → the field of `Asked`, how it is read
_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "dans": ("territory", TERRITORY.parse),
    "nature": ("groups", partial(parsing.among, tuple(Group.values))),
    "structure": ("structure", _structure),
    "texte": ("text", parsing.short_text),
    "du": ("since", parsing.past_day),
    "au": ("until", parsing.past_day),
}
LABELS: Mapping[str, str] = {
    "dans": "Territoire",
    "nature": "Nature",
    "structure": "Structure",
    "texte": "Texte",
    "du": "Du",
    "au": "Au",
    AFTER: "Suite",
}


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


_IN_WORDS: Mapping[str, Callable[[Asked], str]] = {
    "dans": lambda asked: str(asked.territory),
    "nature": lambda asked: ", ".join(Group(group).label for group in asked.groups),
    "structure": lambda asked: asked.structure.name if asked.structure else "",
    "texte": lambda asked: f"« {asked.text} »",
    "du": lambda asked: _day(asked.since),
    "au": lambda asked: _day(asked.until),
}


def read(params: QueryDict) -> Read:
    """ValidationError by parameter: unknown, given twice, or of a wrong value."""
    values: dict[str, Any] = {}
    words: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, given in params.lists():
        if name == AFTER:
            continue
        try:
            text = _one(name, given)
            if text:
                field, parse = _READERS[name]
                values[field], words[name] = parse(text), text
        except ValueError as error:
            wrong[name] = str(error)
    since, until = values.get("since"), values.get("until")
    if since and until and since > until:
        wrong["au"] = "La fin de la période vient avant son début."
    if wrong:
        raise ValidationError(wrong)
    return Read(Asked(**values), words)


def _one(name: str, given: list[str]) -> str:
    if name not in _READERS:
        raise ValueError("Ce filtre n’existe pas.")
    if len(given) > 1 and name != "nature":
        raise ValueError("Ce filtre est donné deux fois.")
    return ",".join(given).strip(",")
