"""Two people edited the same row: what the other changed, beside what this one typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms

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
    data: Mapping[str, Any]
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


def _words(field: forms.Field, text: str) -> str:
    if hasattr(field, "in_words"):  # what nobody reads as it is sent: a shape
        return field.in_words(text)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(text, text))  # type: ignore[arg-type]
    return text or "non renseigné"
