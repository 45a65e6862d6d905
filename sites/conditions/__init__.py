"""Living conditions: what is asked of each, and the one table from answers to level and reasons."""

from sites.conditions.checking import check_answers
from sites.conditions.deciding import (
    Verdict,
    combinations,
    decide,
    states_of,
    work_out,
)
from sites.conditions.declaration import NO, UNASKED, YES, Choice, Condition, Kind, Question, Row
from sites.conditions.tables import CONDITIONS
from sites.conditions.words import answered, in_words

__all__ = [
    "CONDITIONS",
    "NO",
    "UNASKED",
    "YES",
    "Choice",
    "Condition",
    "Kind",
    "Question",
    "Row",
    "Verdict",
    "answered",
    "check_answers",
    "combinations",
    "decide",
    "in_words",
    "states_of",
    "work_out",
]
