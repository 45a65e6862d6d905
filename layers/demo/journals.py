"""The journals: who wrote what on which day, by the rights that he had then."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from actors.enums import OrganisationKind as Kind
from journal.enums import Audience, EntryKind
from journal.models import Entry, NamedReader
from layers.demo.audiences import audience_of
from layers.demo.chance import Chance, workday
from layers.demo.life import Fate, Life
from layers.demo.posts import TOPICS, TURNS, Topic
from layers.demo.staff import Agent, pick
from territories.days import date_format

SILENT, AT_TURNS = 0.14, 0.5
HEAVY_POSTS = 120
# write_journal without being an intervenant; associations must be one
BY_RIGHT = (Kind.DIHAL, Kind.PREFECTURE, Kind.DDETS, Kind.ARS, Kind.EDUCATION, Kind.COLLECTIVITE)
WEIGHTS: Mapping[Kind, float] = {
    **{Kind.OPERATEUR: 16, Kind.DDETS: 3, Kind.COLLECTIVITE: 2, Kind.PREFECTURE: 1.5},
    **{Kind.ARS: 0.5, Kind.EDUCATION: 0.7, Kind.DIHAL: 0.02},
}


def add_entries(life: Life, chance: Chance, beside: Chance) -> None:
    """`beside`: the luck of what was added since, which leaves the texts as they were."""
    if life.fate == Fate.CANCELLED or chance.happens(SILENT):
        return
    most = 6 if life.ended else 12
    count = HEAVY_POSTS if life.is_heavy else round(chance.number(0, most, 1.6) * life.wealth)
    span, bend = (life.last_day - life.reported).days, 1.2 if life.is_heavy else 2.2
    for _ in range(count):
        # The nearer to today, or to the end, the more is written
        day = workday(life.last_day - timedelta(days=int(span * chance.random() ** bend)))
        agent = _author(life, max(day, life.reported), chance)
        if agent:
            topic, text, past = _text(life, agent, day, chance)
            day = max(day, life.reported)
            entry = _write(life, agent, day, text, chance)
            _describe(life, entry, agent, topic, max(past, life.reported), beside)
    _at_turns(life, chance)


def able(life: Life, day: date) -> list[Agent]:
    """Who might write there that day."""
    present = [agent for agent in life.present(day) if agent.kind == Kind.OPERATEUR]
    return [*present, *life.there(day, *BY_RIGHT)]


def _author(life: Life, day: date, chance: Chance) -> Agent | None:
    agents = able(life, day)
    return pick(agents, WEIGHTS, chance) if agents else None


def _text(life: Life, agent: Agent, day: date, chance: Chance) -> tuple[Topic, str, date]:
    """With its topic, and the day of what it tells."""
    topic = chance.choice([topic for topic in TOPICS if agent.kind in topic.kinds])
    opening, sequel = chance.choice(topic.openings), chance.choice(topic.sequels)
    most = min(45, life.people or 30)
    pattern = f"{opening} {sequel}" if chance.happens(0.75) else opening
    numbers = {
        "n": chance.number(2, 9),
        "k": chance.number(2, 5),
        "m": chance.number(min(12, most), most),
        "people": life.people or most,
    }
    past = day - timedelta(days=chance.number(1, 6))
    soon = workday(day + timedelta(days=chance.number(4, 20)))
    text = pattern.format(**numbers, past=spoken(past), soon=spoken(soon))
    return topic, text, past if "{past}" in pattern else day


def _describe(
    life: Life, entry: Entry, agent: Agent, topic: Topic, happened: date, chance: Chance
) -> None:
    """What kind of message it is, when it happened, who reads it."""
    day = timezone.localtime(entry.published_at).date()
    entry.kind, entry.tags = topic.kind, list(topic.tags)
    if topic.kind != EntryKind.MESSAGE:
        entry.happened_on = min(happened, day)
    entry.audience = audience_of(life, agent, day, topic, chance)
    if entry.audience != Audience.NOMMES:
        return
    others = {
        other.structure: None for other in able(life, day) if other.structure != agent.structure
    }
    for structure in chance.some(list(others), 2):
        life.named.append(NamedReader(entry=entry, organisation=structure.organisation))


def spoken(day: date) -> str:
    """« mardi 3 mars », « lundi 1er juin »"""
    return date_format(day, "l j F")


def _at_turns(life: Life, chance: Chance) -> None:
    for turn in life.turns:
        if turn.kind and turn.kind in TURNS and (life.is_heavy or chance.happens(AT_TURNS)):
            _write(life, turn.agent, turn.on, chance.choice(TURNS[turn.kind]), chance, hour=17)


def _write(
    life: Life, agent: Agent, day: date, body: str, chance: Chance, hour: int | None = None
) -> Entry:
    entry = Entry(
        uuid=chance.uuid(),
        site=life.site,
        author=agent.membership,
        body=body,
        published_at=chance.moment(day, hour or chance.number(14, 18)),
    )
    life.entries.append((entry, agent))
    return entry
