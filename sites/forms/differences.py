"""Two people edited the same row: what the other changed, beside what this one typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.http import QueryDict

from territories.days import date_format

# Prefix of the radio that says which value to keep: "now" or "mine".
KEEP = "keep-"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that someone else changed: was, is `now`, and `mine` as they were sent; and words.

    A conflict: this agent changed it too, to something else.
    """

    name: str
    label: str
    now: str
    mine: str
    is_conflict: bool
    was_words: str
    now_words: str
    mine_words: str


class Compared(Protocol):
    data: Any
    fields: dict[str, forms.Field]

    def compared(self) -> list[str]: ...
    def __getitem__(self, name: str) -> forms.BoundField: ...


def differences(form: Compared, current: Mapping[str, Any]) -> list[Difference]:
    """What differs between the row as the form was opened on it and the row as it is now."""
    found = []
    for name in form.compared():
        field = form.fields[name]
        was = str(form.data.get(form[name].html_initial_name, "")).strip()
        mine = str(form.data.get(name, "")).strip().replace("\r\n", "\n")
        value = field.prepare_value(current[name])
        now = "" if value is None else str(value).strip()
        if was.replace("\r\n", "\n") == now:
            continue
        found.append(
            Difference(
                name,
                str(field.label),
                now,
                mine,
                field.has_changed(was, mine) and mine != now,
                *(_words(field, text) for text in (was, now, mine)),
            )
        )
    return found


def kept(form: Compared, found: Iterable[Difference]) -> QueryDict:
    """What was sent, over the row as it is now: his own changes stay, the others' come in."""
    data: QueryDict = form.data.copy()
    for difference in found:
        data[form[difference.name].html_initial_name] = difference.now
        if not difference.is_conflict:
            data[difference.name] = difference.now
    return data


def _words(field: forms.Field, text: str) -> str:
    if hasattr(field, "in_words"):  # what nobody reads as it is sent: a shape
        return field.in_words(text)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(text, text))  # type: ignore[arg-type]
    if isinstance(field, forms.DateField):
        return _day(text)
    return text or "non renseigné"


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text))
    except ValueError:
        return text or "non renseigné"
