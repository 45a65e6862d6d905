"""What a question and a row of the decision table are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sites.enums import ConditionLevel, SurveyGroup

YES, NO = "oui", "non"
UNASKED = "sans-objet"  # the state of a question that another's answer leaves without meaning
MOST_METRES = 20_000


class Kind(Enum):
    CHOICE = "choice"
    SEVERAL = "several"
    BOOLEAN = "boolean"
    METRES = "metres"


@dataclass(frozen=True, slots=True)
class Choice:
    """`state`: what the table makes of it. `alone`: it goes with no other one."""

    value: str
    label: str
    state: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`asked_if`: {question: the states of its answer that give this one a meaning}.

    The table knows few states of an answer: of several choices, the last one in `states` that was
    chosen; of metres, the first of `up_to` ((metres, state), …) that holds them.
    """

    name: str
    label: str
    kind: Kind = Kind.BOOLEAN
    choices: tuple[Choice, ...] = ()
    up_to: tuple[tuple[int, str], ...] = ()
    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def states(self) -> tuple[str, ...]:
        if self.kind == Kind.BOOLEAN:
            return (YES, NO)
        if self.kind == Kind.METRES:
            return tuple(state for _, state in self.up_to)
        return tuple(dict.fromkeys(choice.state for choice in self.choices))

    def state(self, answer: Any) -> str:
        """Of a valid answer."""
        if self.kind == Kind.BOOLEAN:
            return YES if answer else NO
        if self.kind == Kind.METRES:
            return next(state for metres, state in self.up_to if answer <= metres)
        given = answer if isinstance(answer, list) else [answer]
        known = {choice.value: choice.state for choice in self.choices}
        return max((known[value] for value in given), key=self.states.index)


@dataclass(frozen=True, slots=True)
class Row:
    """These states together are a ground for that level, said in those words."""

    level: ConditionLevel
    when: Mapping[str, tuple[str, ...]]
    words: str

    def holds(self, states: Mapping[str, str]) -> bool:
        return all(states[name] in among for name, among in self.when.items())


@dataclass(frozen=True, slots=True)
class Condition:
    """The level is the worst for which a row holds, and good when none does."""

    group: SurveyGroup
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]

    def question(self, name: str) -> Question:
        return next(question for question in self.questions if question.name == name)


def bad(words: str, **when: str | tuple[str, ...]) -> Row:
    return Row(ConditionLevel.MAUVAIS, _among(when), words)


def to_improve(words: str, **when: str | tuple[str, ...]) -> Row:
    return Row(ConditionLevel.A_AMELIORER, _among(when), words)


def _among(when: Mapping[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: (states,) if isinstance(states, str) else states for name, states in when.items()}
