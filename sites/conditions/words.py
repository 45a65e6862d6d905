"""Answers as people read them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sites.conditions.deciding import Verdict
from sites.conditions.declaration import Kind, Question
from sites.conditions.tables import CONDITIONS
from sites.enums import ConditionLevel, SurveyGroup


def answered(group: SurveyGroup, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(question, answer) in words, of what was answered, in the table's order."""
    for question in CONDITIONS[group].questions:
        if question.name in answers:
            yield question.label, _said(question, answers[question.name])


def in_words(verdict: Verdict) -> str:
    """« point d’eau à plus de 200 m, accès inégal », or what is missing to know."""
    if verdict.level == ConditionLevel.INCONNU and verdict.missing:
        return f"à préciser : {', '.join(_lower(label) for label in verdict.missing)}"
    return ", ".join(verdict.reasons)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _said(question: Question, answer: Any) -> str:
    if question.kind == Kind.BOOLEAN:
        return "oui" if answer else "non"
    if question.kind == Kind.METRES:
        return f"{answer}\u00a0m"
    labels: dict[str, str] = {choice.value: choice.label for choice in question.choices}
    given = answer if isinstance(answer, list) else [answer]
    return ", ".join(labels.get(str(value), str(value)) for value in given)
