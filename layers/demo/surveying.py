"""Three years of surveys, some partial, carried forward by the service's own function."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actors.enums import OrganisationKind as Kind
from layers.demo.answering import fill_in
from layers.demo.chance import Chance, workday
from layers.demo.life import Fate, Life
from layers.demo.staff import Agent, pick
from sites.enums import ConditionLevel, SurveyGroup
from sites.models import CONDITION_FIELDS, Survey
from sites.services.surveying import carry_forward

YEARS = timedelta(days=3 * 365)
FRESH = 90  # days
STALE, VERIFIED, NEVER = 0.22, 0.2, 0.6
POPULATION, CONDITION = 0.8, 0.45  # how often a group is read
BY_RIGHT = (Kind.PREFECTURE, Kind.DDETS, Kind.ARS, Kind.COLLECTIVITE)
WEIGHTS: Mapping[Kind, float] = {Kind.OPERATEUR: 9, Kind.DDETS: 3, Kind.COLLECTIVITE: 2}


def add_surveys(life: Life, chance: Chance, details: Chance) -> None:
    if life.fate == Fate.CANCELLED or (life.fate == Fate.UNKNOWN and chance.happens(NEVER)):
        return
    last = _last_update(life, chance)
    days = _days(life, last, chance)
    if life.ended is None and len(days) > 1 and chance.happens(VERIFIED):
        _verify(life, days.pop(), chance)
    reads = _population_reads(life, len(days), chance)
    mood = chance.random()
    surveys = []
    for day, people in zip(days, reads, strict=True):
        agent = _surveyor(life, day, chance)
        surveys.append(_survey(life, day, agent, people, mood, chance))
        fill_in(surveys[-1], life, details)
        life.surveys.append((surveys[-1], agent))
    carry_forward(surveys)


def _last_update(life: Life, chance: Chance) -> date:
    """Most open sites were updated in the last weeks; some were forgotten for months."""
    if life.ended:
        return max(life.reported, workday(life.ended - timedelta(days=chance.number(0, 60, 2))))
    stale = STALE / 2 if life.wealth > 1 else STALE
    ago = chance.number(FRESH + 1, 430, 1.5) if chance.happens(stale) else chance.number(1, 85, 2)
    day = workday(life.today - timedelta(days=1 if life.is_heavy else ago))
    return max(life.reported, day)


def _days(life: Life, last: date, chance: Chance) -> list[date]:
    """Distinct ones, in order, `last` among them."""
    usual = min(8, round(chance.number(1, 7, 1.5) * min(life.wealth, 1.3)))
    most = 26 if life.is_heavy else usual
    first = max(life.reported, workday(min(last, life.today - YEARS)))
    if life.ended and life.ended < life.today - YEARS:
        first, most = life.reported, min(most, 2)
    drawn = {chance.day_between(first, last) for _ in range(most - 1)} | {last}
    if chance.happens(0.5):
        drawn |= {first}
    return sorted(filter(life.was_open, drawn))[-max(8, most) :] or [life.last_day]


def _verify(life: Life, day: date, chance: Chance) -> None:
    """ "Vérifié, rien de changé", instead of a survey."""
    life.site.verified_on = day
    life.verified_by = _surveyor(life, day, chance)


def _surveyor(life: Life, day: date, chance: Chance) -> Agent:
    """Whoever may: by right, or being on the site; its reporter, with the report."""
    if day == life.reported:
        return life.reporter
    return pick([*life.there(day, *BY_RIGHT), *life.present(day)], WEIGHTS, chance)


def _population_reads(life: Life, count: int, chance: Chance) -> Sequence[int | None]:
    """People at each survey, None where it was not read; the last figure is the site's own."""
    if life.people is None or count == 0:
        return [None] * count
    reads = [chance.happens(POPULATION) for _ in range(count)]
    reads[chance.randrange(count)] = True
    last = max(rank for rank, is_read in enumerate(reads) if is_read)
    figures = [round(life.people * chance.uniform(0.65, 1.3)) for _ in range(count)]
    figures[last] = life.people
    return [max(1, figures[rank]) if is_read else None for rank, is_read in enumerate(reads)]


def _survey(
    life: Life, day: date, agent: Agent, people: int | None, mood: float, chance: Chance
) -> Survey:
    values: dict[str, Any] = {} if people is None else _population(people, chance)
    groups = [SurveyGroup.POPULATION] if people is not None else []
    for group, name in CONDITION_FIELDS.items():
        if chance.happens(CONDITION):
            groups.append(group)
            values[name] = _level(mood, chance)
    if not groups:
        groups, values = [SurveyGroup.EAU], {"water": _level(mood, chance)}
    return Survey(
        uuid=chance.uuid(),
        site=life.site,
        author=agent.membership,
        observed_on=day,
        groups=groups,
        **values,
    )


def _population(people: int, chance: Chance) -> dict[str, int | None]:
    """Households of three or four, a third of minors, under half of them at school."""
    minors = round(people * chance.uniform(0.22, 0.46))
    values: dict[str, int | None] = {
        "people": people,
        "households": max(1, round(people / chance.uniform(2.9, 4.4))),
        "minors": minors,
        "schooled_minors": round(minors * chance.uniform(0.1, 0.7)),
    }
    for name in ("households", "minors", "schooled_minors"):
        if chance.happens(0.07):
            values[name] = None
    return values


def _level(mood: float, chance: Chance) -> ConditionLevel:
    """Sites where one thing goes badly are those where others do."""
    if chance.happens(0.06):
        return ConditionLevel.INCONNU
    score = 0.6 * mood + 0.4 * chance.random()
    if score > 0.68:
        return ConditionLevel.BON
    return ConditionLevel.A_AMELIORER if score > 0.4 else ConditionLevel.MAUVAIS
