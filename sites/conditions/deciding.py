"""From answers to a level: known when whatever is unknown cannot change it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from sites.conditions.declaration import UNASKED, Condition, Question
from sites.conditions.tables import CONDITIONS
from sites.enums import ConditionLevel, SurveyGroup

_WORST_FIRST = (ConditionLevel.MAUVAIS, ConditionLevel.A_AMELIORER)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons`: the grounds of that level. `missing`: the questions that would decide, where it
    is unknown."""

    level: ConditionLevel
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def work_out(group: SurveyGroup, answers: Mapping[str, Any]) -> Verdict:
    """The level of valid answers of a group; a question that is left out is unknown."""
    return _verdict(group, frozenset(states_of(CONDITIONS[group], answers).items()))


@cache  # a few hundred combinations of states, asked for at each page
def _verdict(group: SurveyGroup, known: frozenset[tuple[str, str]]) -> Verdict:
    condition, states = CONDITIONS[group], dict(known)
    levels = {decide(condition, whole) for whole in combinations(condition, states)}
    if len(levels) != 1:
        return Verdict(ConditionLevel.INCONNU, missing=_missing(condition, states))
    (level,) = levels
    return Verdict(level, _reasons(condition, states, level))


def states_of(condition: Condition, answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        question.name: question.state(answers[question.name])
        for question in condition.questions
        if question.name in answers
    }


def decide(condition: Condition, states: Mapping[str, str]) -> ConditionLevel:
    """The level of a whole combination of states."""
    held = {row.level for row in condition.rows if row.holds(states)}
    return next((level for level in _WORST_FIRST if level in held), ConditionLevel.BON)


def combinations(
    condition: Condition, known: Mapping[str, str] | None = None
) -> Iterator[dict[str, str]]:
    """Every combination of states that makes sense and holds what is known."""
    known = known or {}
    names = [question.name for question in condition.questions]
    each = [
        (known[question.name],)
        if question.name in known
        else (*question.states, *([UNASKED] if question.asked_if else []))
        for question in condition.questions
    ]
    for drawn in product(*each):
        states = dict(zip(names, drawn, strict=True))
        if all(_makes_sense(question, states) for question in condition.questions):
            yield states


def _makes_sense(question: Question, states: Mapping[str, str]) -> bool:
    return is_asked(question, states) == (states[question.name] != UNASKED)


def is_asked(question: Question, states: Mapping[str, str]) -> bool:
    """Whether it has a meaning; as long as nobody answered the other one, it has."""
    return all(
        name not in states or states[name] in among for name, among in question.asked_if.items()
    )


def _reasons(
    condition: Condition, states: Mapping[str, str], level: ConditionLevel
) -> tuple[str, ...]:
    return tuple(
        row.words
        for row in condition.rows
        if row.level == level and row.when.keys() <= states.keys() and row.holds(states)
    )


def _missing(condition: Condition, states: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        question.label
        for question in condition.questions
        if question.name not in states and is_asked(question, states)
    )
