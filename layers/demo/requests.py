"""Points d’attention of the last months: who asked what of whom, and what was answered."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from actors.enums import OrganisationKind as Kind
from journal.enums import OPEN_STATES, AttentionAction, AttentionState, Reminder, Severity
from journal.models import AttentionPoint, AttentionStep, Entry
from layers.demo.asks import ASKS, DROPPED, REOPENED, SEVERITIES, TAKEN, TREATED, Ask
from layers.demo.chance import Chance, workday
from layers.demo.journals import WEIGHTS, able
from layers.demo.life import Asked, Fate, Life
from layers.demo.staff import Agent, pick
from layers.demo.structures import Structure

OFTEN, SPAN = 0.2, 170  # by site; days
# Where the shown accounts look: more of them, many of the last weeks
SHOWN_TOO, OFTEN_THERE, LATELY, LAST = ("69", "93"), 0.55, 0.5, 24
ANSWERED, DROP, REOPEN = 0.8, 0.14, 0.12
WHO_ASKS = (Kind.OPERATEUR, Kind.COLLECTIVITE, Kind.ARS, Kind.EDUCATION, Kind.DDETS)
# Who answers, the likeliest first among those who are asked
ANSWER = (Kind.PREFECTURE, Kind.DDETS, Kind.COLLECTIVITE, Kind.ARS, Kind.EDUCATION)
_WAITING = (AttentionState.SIGNALE, AttentionState.ROUVERT)


def add_requests(life: Life, chance: Chance) -> None:
    if life.ended or life.fate in (Fate.REPORTED, Fate.CANCELLED):
        return
    often = OFTEN_THERE if life.commune.departement in SHOWN_TOO else OFTEN
    count = 4 if life.is_heavy else int(chance.happens(often))
    for number in range(count):
        # The first of the heavy site is of the last days: urgent, and still open
        fresh = life.is_heavy and number == 0
        day = life.last_day if fresh else _day(life, chance)
        if day > life.reported:
            _ask(life, day, _what(chance, fresh), chance)


def _day(life: Life, chance: Chance) -> date:
    is_late = life.commune.departement in SHOWN_TOO and chance.happens(LATELY)
    return workday(life.last_day - timedelta(days=chance.number(0, LAST if is_late else SPAN, 1.6)))


def _what(chance: Chance, fresh: bool) -> Ask:
    if fresh:
        return ASKS[0]
    severity = chance.among(SEVERITIES)
    return chance.choice([ask for ask in ASKS if ask.severity == severity])


def _ask(life: Life, day: date, ask: Ask, chance: Chance) -> None:
    agents = [agent for agent in able(life, day) if agent.kind in WHO_ASKS]
    handlers = _handlers(life, day, ask)
    if not agents or not handlers:
        return
    agent = pick(agents, WEIGHTS, chance)
    at = chance.moment(day, chance.number(10, 13))
    entry = Entry(
        uuid=chance.uuid(),
        site=life.site,
        author=agent.membership,
        body=ask.text,
        kind=ask.kind,
        happened_on=day,
        published_at=at,
    )
    life.entries.append((entry, agent))
    point = AttentionPoint(
        uuid=chance.uuid(),
        entry=entry,
        site=life.site,
        author=agent.membership,
        topic=ask.about,
        severity=ask.severity,
        deadline=day + timedelta(days=ask.within) if ask.within else None,
        raised_at=at,
        state_since=at,
    )
    structures = {handler.structure: None for handler in handlers}
    asked = Asked(point, agent, list(structures))
    _answer(life, asked, handlers, chance)
    _remind(life, asked)
    life.asked.append(asked)


def _handlers(life: Life, day: date, ask: Ask) -> list[Agent]:
    """People of the structures that are asked: one structure of each kind over the site."""
    kinds = {Kind.PREFECTURE, *ask.to}
    first: dict[Kind, Structure] = {}
    for agent in life.there(day, *ANSWER):
        if agent.kind in kinds:
            first.setdefault(agent.kind, agent.structure)
    return [agent for agent in life.there(day, *ANSWER) if first.get(agent.kind) == agent.structure]


def _answer(life: Life, asked: Asked, handlers: list[Agent], chance: Chance) -> None:
    if not chance.happens(ANSWERED) or (life.is_heavy and asked.point.severity == Severity.URGENT):
        return
    for action, days, words in _story(chance):
        before = asked.point.state_since
        at = before + timedelta(days=days, minutes=chance.number(5, 240))
        day = workday(timezone.localtime(at).date())
        at = max(before + timedelta(minutes=40), chance.moment(day, chance.number(9, 17)))
        actor = asked.agent
        if action != AttentionAction.REOPEN:
            there = [agent for agent in handlers if agent.was_there(day)]
            if not there:
                return
            actor = min(there, key=lambda agent: (ANSWER.index(agent.kind), chance.random()))
        if timezone.localtime(at).date() > life.last_day or not actor.was_there(day):
            return
        _step(asked, action, actor, chance.choice(words), at)


def _story(chance: Chance) -> Iterator[tuple[AttentionAction, int, tuple[str, ...]]]:
    """Actions, each some days after the one before."""
    action = AttentionAction
    yield action.TAKE, chance.number(0, 4, 1.5), TAKEN
    if chance.happens(DROP):
        yield action.DROP, chance.number(2, 25), DROPPED
        return
    yield action.TREAT, chance.number(2, 30, 1.3), TREATED
    if chance.happens(REOPEN):
        yield action.REOPEN, chance.number(1, 10), REOPENED
        yield action.TAKE, chance.number(1, 3), TAKEN


_AFTER = {
    AttentionAction.TAKE: AttentionState.PRIS_EN_COMPTE,
    AttentionAction.TREAT: AttentionState.TRAITE,
    AttentionAction.DROP: AttentionState.SANS_SUITE,
    AttentionAction.REOPEN: AttentionState.ROUVERT,
}


def _step(asked: Asked, action: AttentionAction, actor: Agent, word: str, at: datetime) -> None:
    point = asked.point
    step = AttentionStep(
        point=point,
        action=action,
        before=point.state,
        after=_AFTER[action],
        actor=actor.membership,
        word=word,
        at=at,
    )
    asked.steps.append((step, actor))
    point.state, point.state_since, point.version = step.after, at, point.version + 1


def _remind(life: Life, asked: Asked) -> None:
    """What the reminders of each hour would have said to this day, so that none is late."""
    point, done = asked.point, {}
    since = point.state_since
    if point.state in _WAITING:
        if point.severity == Severity.URGENT:
            done[Reminder.DAY] = since + timedelta(days=1, minutes=7)
        done[Reminder.WEEK] = since + timedelta(days=7, minutes=7)
    if point.deadline and point.state in OPEN_STATES:
        morning = timedelta(days=1, hours=7)
        past = timezone.make_aware(datetime.combine(point.deadline, datetime.min.time())) + morning
        done[Reminder.DEADLINE] = max(past, since + timedelta(minutes=7))
    midnight = timezone.make_aware(datetime.combine(life.today, datetime.min.time()))
    past_ones = {kind: at for kind, at in done.items() if at < midnight}
    point.reminders = list(past_ones)
    asked.reminded = sorted(past_ones.values())
