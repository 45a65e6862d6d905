"""Answers from outside, held against the declared questions."""

from collections.abc import Mapping
from typing import Any

from sites.conditions.deciding import is_asked, states_of
from sites.conditions.declaration import MOST_METRES, Condition, Kind, Question
from sites.conditions.tables import CONDITIONS
from sites.enums import SurveyGroup


def check_answers(group: SurveyGroup, answers: Mapping[str, Any]) -> dict[str, str]:
    """{question: what is wrong with its answer}; nothing when all is well."""
    condition = CONDITIONS[group]
    known = {question.name for question in condition.questions}
    wrong = {
        str(name)[:40]: "Cette question n’existe pas." for name in answers if name not in known
    }
    for question in condition.questions:
        if question.name in answers and (words := _problem(question, answers[question.name])):
            wrong[question.name] = words
    return wrong or _meaningless(condition, answers)


def _meaningless(condition: Condition, answers: Mapping[str, Any]) -> dict[str, str]:
    states = states_of(condition, answers)
    return {
        question.name: "Cette question ne se pose pas, vu la réponse à "
        f"« {_parents(condition, question)} »."
        for question in condition.questions
        if question.name in answers and not is_asked(question, states)
    }


def _parents(condition: Condition, question: Question) -> str:
    return ", ".join(condition.question(name).label for name in question.asked_if)


def _problem(question: Question, answer: Any) -> str:
    return _PROBLEMS[question.kind](question, answer)


def _boolean(question: Question, answer: Any) -> str:
    return "" if isinstance(answer, bool) else "Oui ou non est attendu."


def _metres(question: Question, answer: Any) -> str:
    is_number = isinstance(answer, int) and not isinstance(answer, bool)
    if is_number and 0 <= answer <= MOST_METRES:
        return ""
    return f"Indiquez un nombre entier de mètres, de 0 à {MOST_METRES}."


def _choice(question: Question, answer: Any) -> str:
    if isinstance(answer, str) and answer in _values(question):
        return ""
    return f"Choix possibles : {', '.join(_values(question))}."


def _several(question: Question, answer: Any) -> str:
    if not isinstance(answer, list) or not answer:
        return "Une liste d’un choix au moins est attendue."
    if not all(isinstance(value, str) and value in _values(question) for value in answer):
        return _choice(question, None)
    if len(set(answer)) != len(answer):
        return "Un choix est donné deux fois."
    alone = [choice.label for choice in question.choices if choice.alone and choice.value in answer]
    if alone and len(answer) > 1:
        return f"« {alone[0]} » ne va avec aucun autre choix."
    return ""


def _values(question: Question) -> list[str]:
    return [choice.value for choice in question.choices]


_PROBLEMS = {
    Kind.BOOLEAN: _boolean,
    Kind.METRES: _metres,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
}
