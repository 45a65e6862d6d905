"""The questions of the living conditions as form fields, named `<group>_<question>`."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from dsfr.widgets import InlineRadioSelect

from sites.conditions import CONDITIONS, NO, YES, Kind, Question
from sites.conditions.declaration import MOST_METRES
from sites.enums import SurveyGroup
from sites.forms import fields


def field_name(group: SurveyGroup, question: Question) -> str:
    return f"{group}_{question.name}"


def question_fields(group: SurveyGroup) -> dict[str, forms.Field]:
    """None for a group that is no living condition."""
    return {
        field_name(group, question): _MAKERS[question.kind](question)
        for question in _questions(group)
    }


def answers_of(group: SurveyGroup, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, of cleaned values."""
    given = {
        question.name: values.get(field_name(group, question)) for question in _questions(group)
    }
    return {name: value for name, value in given.items() if value not in (None, "", [])}


def _questions(group: SurveyGroup) -> tuple[Question, ...]:
    return CONDITIONS[group].questions if group in CONDITIONS else ()


def raw_answers(group: SurveyGroup, form: forms.BaseForm) -> Iterator[tuple[Question, Any]]:
    """Each question with its field, ready for the page."""
    for question in _questions(group):
        yield question, form[field_name(group, question)]


def _boolean(question: Question) -> forms.Field:
    return forms.TypedChoiceField(
        label=question.label,
        choices=[(YES, "Oui"), (NO, "Non"), ("", "Inconnu")],
        coerce=lambda value: value == YES,
        empty_value=None,
        required=False,
        widget=InlineRadioSelect(),
    )


def _choice(question: Question) -> forms.Field:
    choices = [("", "Inconnu"), *((choice.value, choice.label) for choice in question.choices)]
    return forms.ChoiceField(label=question.label, choices=choices, required=False)


def _several(question: Question) -> forms.Field:
    choices = [(choice.value, choice.label) for choice in question.choices]
    return fields.several(question.label, choices)


def _metres(question: Question) -> forms.Field:
    return fields.number(f"{question.label}, en mètres", MOST_METRES)


_MAKERS = {
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.METRES: _metres,
}


def only_if(group: SurveyGroup, question: Question) -> dict[str, list[str]]:
    """{field: the values of it that give the question a meaning}."""
    return {
        f"{group}_{name}": [
            value for value, state in _values(CONDITIONS[group].question(name)) if state in states
        ]
        for name, states in question.asked_if.items()
    }


def _values(question: Question) -> list[tuple[str, str]]:
    """Each value that the field sends, and its state."""
    if question.kind == Kind.BOOLEAN:
        return [(YES, YES), (NO, NO)]
    return [(choice.value, choice.state) for choice in question.choices]
