"""Answers in the threads of a journal, by those who read them, and who is called by his name."""

from datetime import date, timedelta

from django.utils import timezone

from journal.enums import Audience
from journal.models import Entry, Mention
from layers.demo.asks import CALLS, REPLIES
from layers.demo.audiences import reads
from layers.demo.chance import Chance, workday
from layers.demo.journals import able, spoken
from layers.demo.life import Life
from layers.demo.staff import Agent

ANSWERED, CALLED, MOST = 0.14, 0.05, 3
SINCE = 500  # days: nobody leafs through older threads


def add_threads(life: Life, chance: Chance) -> None:
    for entry, agent in list(life.entries):
        day = timezone.localtime(entry.published_at).date()
        if entry.audience == Audience.NOMMES or (life.today - day).days > SINCE:
            continue
        if chance.happens(CALLED):
            _call(life, entry, agent, day, chance)
        if chance.happens(ANSWERED):
            _answer(life, entry, agent, day, chance)


def _call(life: Life, entry: Entry, agent: Agent, day: date, chance: Chance) -> None:
    """Somebody of another structure; always one of the readers."""
    if other := _other(life, entry, agent, day, chance):
        words = chance.choice(CALLS).format(name=other.user.get_full_name(), soon=_soon(day))
        entry.body = f"{entry.body}\n\n{words}"
        life.mentions.append(Mention(entry=entry, membership=other.membership))


def _answer(life: Life, entry: Entry, agent: Agent, day: date, chance: Chance) -> None:
    for _ in range(chance.number(1, MOST, 2)):
        day = max(day, workday(day + timedelta(days=chance.number(1, 4))))
        other = _other(life, entry, agent, day, chance) if day <= life.last_day else None
        if other is None:
            return
        reply = Entry(
            uuid=chance.uuid(),
            site=life.site,
            author=other.membership,
            answers=entry,
            audience=entry.audience,
            body=chance.choice(REPLIES).format(n=chance.number(2, 9), soon=_soon(day)),
            published_at=max(
                chance.moment(day, chance.number(9, 18)),
                entry.published_at + timedelta(minutes=20),
            ),
        )
        life.entries.append((reply, other))


def _other(life: Life, entry: Entry, agent: Agent, day: date, chance: Chance) -> Agent | None:
    audience = Audience(entry.audience)
    found = [
        other
        for other in able(life, day)
        if other.structure != agent.structure and reads(life, other, audience, day)
    ]
    return chance.choice(found) if found else None


def _soon(day: date) -> str:
    return spoken(workday(day + timedelta(days=8)))
