from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from actors.forms import Form
from sites.enums import SurveyGroup
from sites.forms import fields
from sites.forms.correcting import ask_reason
from sites.models import CONDITION_FIELDS, GROUP_FIELDS, Site
from sites.services import Observation


@dataclass(frozen=True, slots=True)
class Last:
    """What was known before of one column: in words, and as a field holds it."""

    label: str
    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the survey, ready for the page."""

    group: SurveyGroup
    toggle: BoundField
    fields: list[BoundField]
    last: list[Last]
    last_on: date | None


class SurveyForm(Form):
    """One day's reading. A group counts as read when it is ticked or when anything stands in it;
    in a group that was read, what is empty is unknown."""

    uuid = fields.hidden_uuid()
    observed_on = fields.past_day("Constaté le", required=True)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        self.site = site
        super().__init__(*args, **kwargs)
        ask_reason(self, site)

    def groups(self) -> Iterator[Group]:
        dates = self.site.latest_survey.dates if self.site.latest_survey else {}
        for group, names in GROUP_FIELDS.items():
            read_on = dates.get(group)
            yield Group(
                group,
                self[_toggle(group)],
                [self[name] for name in names],
                [self._last(name) for name in names] if read_on else [],
                date.fromisoformat(read_on) if read_on else None,
            )

    def _last(self, name: str) -> Last:
        value = getattr(self.site, name)
        if name in CONDITION_FIELDS.values():
            words = getattr(self.site, f"get_{name}_display")().lower()
        else:
            words = "inconnu" if value is None else str(value)
        return Last(str(self.fields[name].label), words, "" if value is None else value)

    def observation(self) -> Observation:
        """Of a valid form."""
        values = self.cleaned_data
        read = {
            group: {name: values[name] for name in names}
            for group, names in GROUP_FIELDS.items()
            if values[_toggle(group)] or any(values[name] not in ("", None) for name in names)
        }
        reason = values.get("reason", "")
        return Observation(values["observed_on"], read, values["uuid"], reason)


def _toggle(group: SurveyGroup) -> str:
    return f"read_{group}"


def _declare() -> dict[str, forms.Field]:
    declared: dict[str, forms.Field] = {}
    for group in GROUP_FIELDS:
        declared[_toggle(group)] = forms.BooleanField(label="Constaté ce jour", required=False)
        if group == SurveyGroup.POPULATION:
            declared |= fields.figures()
        else:
            declared[CONDITION_FIELDS[group]] = fields.level(group.label)
    return declared


SurveyForm.base_fields |= _declare()
