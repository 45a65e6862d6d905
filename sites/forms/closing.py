"""The part of a closing's form that tells what became of the people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from dsfr.widgets import InlineRadioSelect

from sites.enums import Solution, StatusAction
from sites.forms import fields
from sites.services.closing import LONGEST, Closing, Offered

WITH = {"avec": True, "sans": False, "inconnu": None, "": None}
_WITH_CHOICES = (("avec", "Avec"), ("sans", "Sans"), ("inconnu", "On ne sait pas"))
ENDS = (StatusAction.CLOSE, StatusAction.RESORB)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    tick: BoundField
    people: BoundField
    households: BoundField


def declared(action: StatusAction) -> dict[str, forms.Field]:
    """The fields to add to the form of an action that ends a site's life."""
    first = "avec" if action == StatusAction.RESORB else "inconnu"
    made: dict[str, forms.Field] = {
        "with_solutions": forms.ChoiceField(
            label="Des solutions ont-elles été proposées aux personnes ?",
            choices=_WITH_CHOICES,
            initial=first,
            required=False,
            widget=InlineRadioSelect(),
        )
    }
    for solution in Solution:
        made[f"solution_{solution}"] = forms.BooleanField(label=solution.label, required=False)
        made[f"people_{solution}"] = fields.number("Personnes")
        made[f"households_{solution}"] = fields.number("Ménages")
    made["destination"] = fields.text(
        "Où les personnes sont-elles allées ?",
        LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Commune, type de lieu. {fields.INHABITANTS}",
    )
    return made


def rows(form: Any) -> Iterator[Row]:
    """For the page: one line a solution."""
    for solution in Solution:
        names = (f"{part}_{solution}" for part in ("solution", "people", "households"))
        yield Row(str(solution.label), *(form[name] for name in names))


def closing(values: dict[str, Any]) -> Closing:
    """Of a valid form; it takes its own values out of it. A number alone is a solution too."""
    offered = []
    for solution in Solution:
        ticked = values.pop(f"solution_{solution}")
        people, households = (values.pop(f"{part}_{solution}") for part in ("people", "households"))
        if ticked or people is not None or households is not None:
            offered.append(Offered(solution, people, households))
    said = WITH[values.pop("with_solutions")]
    return Closing(True if said is None and offered else said, offered, values.pop("destination"))
