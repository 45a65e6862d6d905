import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from actors.forms import Form
from sites.conditions import Question, check_answers, in_words, work_out
from sites.enums import ConditionLevel, SurveyGroup, SurveyMethod
from sites.forms import fields
from sites.forms.answering import answers_of, only_if, question_fields, raw_answers
from sites.forms.correcting import ask_reason
from sites.models import BAND_FIELDS, CONDITION_FIELDS, GROUP_FIELDS, Site
from sites.services import Observation
from sites.services.surveying import LONGEST_MAKER


@dataclass(frozen=True, slots=True)
class Last:
    """What was known before of one column: in words, and as a field holds it."""

    name: str
    label: str
    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready for the page; `only_if` tells the page when it has a meaning."""

    field: BoundField
    kind: str
    only_if: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the survey, ready for the page. `level`: of a living condition only."""

    group: SurveyGroup
    toggle: BoundField
    level: BoundField | None
    questions: list[Asked]
    fields: list[BoundField]
    bands: list[BoundField]
    choices: list[BoundField]
    last: list[Last]
    last_on: date | None
    is_open: bool
    verdict: str


class SurveyForm(Form):
    """One day's reading. A group counts as read when it is ticked or when anything stands in it;
    in a group that was read, what is empty is unknown."""

    uuid = fields.hidden_uuid()
    observed_on = fields.past_day("Constaté le", required=True)
    method = forms.ChoiceField(
        label="Méthode", choices=[("", "Non précisée"), *SurveyMethod.choices], required=False
    )
    made_by = fields.text(
        "Réalisé par", LONGEST_MAKER, help_text="Le nom de la structure, si ce n’est pas la vôtre."
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        self.site = site
        super().__init__(*args, **kwargs)
        ask_reason(self, site)

    def groups(self) -> Iterator[Group]:
        newest = self.site.latest_survey
        dates = newest.dates if newest else {}
        for group, names in GROUP_FIELDS.items():
            level = CONDITION_FIELDS.get(group)
            columns = [self[name] for name in names if name != level]
            read_on = dates.get(group)
            yield Group(
                group,
                self[_toggle(group)],
                self[level] if level else None,
                [
                    Asked(field, question.kind.value, _only_if(group, question))
                    for question, field in raw_answers(group, self)
                ],
                [field for field in columns if field.name not in (*BAND_FIELDS, "origins")],
                [field for field in columns if field.name in BAND_FIELDS],
                [field for field in columns if field.name == "origins"],
                [self._last(name) for name in names] if read_on else [],
                date.fromisoformat(read_on) if read_on else None,
                self._is_open(group),
                self._verdict(group),
            )

    def _last(self, name: str) -> Last:
        value = getattr(self.site, name)
        if name in CONDITION_FIELDS.values():
            words = getattr(self.site, f"get_{name}_display")().lower()
        elif name == "origins":
            words = ", ".join(dict(self.fields[name].choices)[one] for one in value) or "inconnues"
        else:
            words = "inconnu" if value is None else str(value)
        return Last(name, str(self.fields[name].label), words, "" if value is None else value)

    def _is_open(self, group: SurveyGroup) -> bool:
        """What was typed or is wrong is in view; before anything is, the population."""
        if not self.is_bound:
            return group == SurveyGroup.POPULATION
        return any(
            self[name].errors or self[name].value() not in (None, "", [], False)
            for name in _names(group)
        )

    def _verdict(self, group: SurveyGroup) -> str:
        """What the answers give so far, while they are all right."""
        if group not in CONDITION_FIELDS or not self.is_bound:
            return ""
        return LevelForm(self.data, group=group).verdict()

    def observation(self) -> Observation:
        """Of a valid form."""
        values = self.cleaned_data
        answers = {group: answers_of(group, values) for group in CONDITION_FIELDS}
        read = {
            group: {name: values[name] for name in names}
            for group, names in GROUP_FIELDS.items()
            if values[_toggle(group)]
            or answers.get(group)
            or any(values[name] not in ("", None, []) for name in names)
        }
        return Observation(
            values["observed_on"],
            read,
            values["uuid"],
            {group: given for group, given in answers.items() if given},
            values["method"],
            values["made_by"],
            values.get("reason", ""),
        )


class LevelForm(forms.Form):
    """The answers of one group alone, while they are being given."""

    def __init__(self, *args: Any, group: SurveyGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields |= question_fields(group)

    def verdict(self) -> str:
        """In words; empty when nothing is answered yet, or not well."""
        if not self.is_valid():
            return ""
        answers = answers_of(self.group, self.cleaned_data)
        if not answers or check_answers(self.group, answers):
            return ""
        return verdict_words(self.group, answers)


def verdict_words(group: SurveyGroup, answers: dict[str, Any]) -> str:
    """« À améliorer : point d’eau à plus de 200 m »."""
    verdict = work_out(group, answers)
    words = in_words(verdict)
    label = ConditionLevel(verdict.level).label
    return f"{label} : {words}" if words else label


def _toggle(group: SurveyGroup) -> str:
    return f"read_{group}"


def _only_if(group: SurveyGroup, question: Question) -> str:
    """{name of a field: the values of it that give the question a meaning}, for the page."""
    return json.dumps(only_if(group, question)) if question.asked_if else ""


def _names(group: SurveyGroup) -> list[str]:
    return [_toggle(group), *GROUP_FIELDS[group], *question_fields(group)]


def _declare() -> dict[str, forms.Field]:
    declared: dict[str, forms.Field] = {}
    for group, names in GROUP_FIELDS.items():
        declared[_toggle(group)] = forms.BooleanField(label="Constaté ce jour", required=False)
        declared |= question_fields(group)
        for name in names:
            is_level = name == CONDITION_FIELDS.get(group)
            declared[name] = fields.level(group.label) if is_level else fields.column(name)
    return declared


SurveyForm.base_fields |= _declare()
