"""What the demonstration's surveys say beyond the main figures: ages, shelters, answers."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from layers.demo.chance import Chance
from layers.demo.life import Life
from sites.conditions import CONDITIONS, UNASKED, YES, Kind, Question, combinations, decide
from sites.enums import ConditionLevel, LevelSource, Origin, SurveyGroup, SurveyMethod
from sites.models import BAND_FIELDS, CONDITION_FIELDS, SHELTER_FIELDS, Survey

ANSWERED, AGED, HOUSED = 0.7, 0.65, 0.6
BANDS = (0.14, 0.17, 0.34, 0.23, 0.12)
ORIGINS: Mapping[tuple[Origin, ...], float] = {
    (Origin.UE,): 55,
    (Origin.UE, Origin.FRANCAISE): 12,
    (Origin.HORS_UE,): 16,
    (Origin.UE, Origin.HORS_UE): 6,
    (Origin.FRANCAISE,): 3,
    (): 8,
}
METHODS: Mapping[str, float] = {
    SurveyMethod.COMPTAGE: 34,
    SurveyMethod.ENTRETIENS: 22,
    SurveyMethod.ESTIMATION: 22,
    SurveyMethod.DIRE: 14,
    "": 8,
}
MAKERS = ("Croix-Rouge locale", "Équipe mobile santé précarité", "Médiation scolaire du secteur")
# How many people a shelter of each kind holds, and how often there are some
SHELTERS: Mapping[str, tuple[float, float]] = {
    "caravans": (4.5, 0.6),
    "huts": (5, 0.55),
    "tents": (6, 0.2),
    "cars": (14, 0.25),
    "mattresses": (9, 0.15),
}


def fill_in(survey: Survey, life: Life, chance: Chance) -> None:
    """In the row as it was read that day, before it is carried forward."""
    if SurveyGroup.POPULATION in survey.groups:
        _count(survey, life, chance)
    for group, name in CONDITION_FIELDS.items():
        if group in survey.groups:
            _answer(survey, group, ConditionLevel(getattr(survey, name)), life, chance)
    survey.method = chance.among(METHODS)
    survey.made_by = chance.choice(MAKERS) if chance.happens(0.2) else ""


def _count(survey: Survey, life: Life, chance: Chance) -> None:
    people, minors = survey.people or 0, survey.minors
    survey.origins = list(chance.among(ORIGINS))  # type: ignore[arg-type]
    if life.is_heavy or chance.happens(AGED):
        survey.women = round(people * chance.uniform(0.44, 0.53))
        _age(survey, minors, chance)
    if life.is_heavy or chance.happens(HOUSED):
        survey.groups = [SurveyGroup.POPULATION, SurveyGroup.ABRIS, *survey.groups[1:]]
        for name in SHELTER_FIELDS:
            held, often = SHELTERS[name]
            some = round(people / held * chance.uniform(0.4, 1.1))
            setattr(survey, name, some if chance.happens(often) else 0)


def _age(survey: Survey, minors: int | None, chance: Chance) -> None:
    if minors is None or survey.women is None:
        return
    survey.girls = min(survey.women, int(minors * chance.uniform(0.4, 0.55)))
    for name, share in zip(BAND_FIELDS, BANDS, strict=True):
        setattr(survey, name, None if chance.happens(0.05) else int(minors * share))


def _answer(
    survey: Survey, group: SurveyGroup, level: ConditionLevel, life: Life, chance: Chance
) -> None:
    """Answers that give the level that was drawn; else somebody stated it."""
    if level == ConditionLevel.INCONNU:
        return
    if life.is_heavy or chance.happens(ANSWERED):
        survey.answers[str(group)] = _answers(group, level, chance)
        survey.sources[str(group)] = LevelSource.DEDUIT.value
    else:
        survey.sources[str(group)] = LevelSource.CONSTATE.value


@cache
def _of_level(group: SurveyGroup, level: ConditionLevel) -> list[dict[str, str]]:
    condition = CONDITIONS[group]
    return [states for states in combinations(condition) if decide(condition, states) == level]


def _answers(group: SurveyGroup, level: ConditionLevel, chance: Chance) -> dict[str, Any]:
    states = chance.choice(_of_level(group, level))
    return {
        question.name: _one(question, states[question.name], chance)
        for question in CONDITIONS[group].questions
        if states[question.name] != UNASKED
    }


def _one(question: Question, state: str, chance: Chance) -> Any:
    if question.kind == Kind.BOOLEAN:
        return state == YES
    if question.kind == Kind.METRES:
        rank = question.states.index(state)
        least = question.up_to[rank - 1][0] + 10 if rank else 10
        return chance.number(least // 10, min(question.up_to[rank][0], 1_200) // 10) * 10
    value = chance.choice([one.value for one in question.choices if one.state == state])
    return [value] if question.kind == Kind.SEVERAL else value
