"""The events of a life, as `sites.events.record` would have written them; no handler is called."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from journal.enums import AttentionAction, AttentionEvent, EntryEvent
from layers.demo.chance import Chance
from layers.demo.life import Asked, Life, Presence
from layers.demo.staff import Agent
from sites.enums import EventKind
from sites.models import Event

# The hour of each, so that a day reads in order
REPORT, TURN, DECLARED, SURVEY, CONFIRMED, ENDED = 8, 9, 10, 11, 13, 18


def events_of(life: Life, chance: Chance) -> Iterator[Event]:
    """To be made once what they tell of is written: they hold its id."""
    yield from _statuses(life)
    for presence in life.presences:
        yield from _presence(life, presence, chance)
    yield from _surveys(life)
    if life.verified_by and life.site.verified_on:
        day = life.site.verified_on
        yield _event(life, EventKind.SITE_VERIFIED, life.verified_by, chance.moment(day, SURVEY))
    for entry, agent in life.entries:
        kind = EntryEvent.ANSWERED if entry.answers_id else EntryEvent.POSTED
        yield _event(life, kind, agent, entry.published_at, entry.pk)
    for asked in life.asked:
        yield from _attention(life, asked)


_STEPS = {
    AttentionAction.TAKE: AttentionEvent.TAKEN,
    AttentionAction.TREAT: AttentionEvent.TREATED,
    AttentionAction.DROP: AttentionEvent.DROPPED,
    AttentionAction.REOPEN: AttentionEvent.REOPENED,
}


def _attention(life: Life, asked: Asked) -> Iterator[Event]:
    point = asked.point
    entry = point.entry_id
    yield _event(life, AttentionEvent.RAISED, asked.agent, point.raised_at, entry)
    for step, agent in asked.steps:
        yield _event(life, _STEPS[AttentionAction(step.action)], agent, step.at, entry)
    for at in asked.reminded:
        yield _event(life, AttentionEvent.REMINDED, None, at, entry)


def _statuses(life: Life) -> Iterator[Event]:
    yield _event(life, EventKind.SITE_REPORTED, life.reporter, life.site.created_at)
    for turn, at in zip(life.turns, life.turned_at, strict=True):
        if turn.kind:
            facts: dict[str, Any] = {"on": turn.on.isoformat(), "cause": turn.cause}
            yield _event(life, turn.kind, turn.agent, at, **facts)


def _surveys(life: Life) -> Iterator[Event]:
    """But for the one that came with the report."""
    for survey, agent in life.surveys:
        if survey.observed_on > life.reported:
            facts = {"observed_on": survey.observed_on.isoformat(), "groups": list(survey.groups)}
            kind = EventKind.SITE_SURVEYED
            yield _event(life, kind, agent, survey.recorded_at, survey.pk, **facts)


def _presence(life: Life, presence: Presence, chance: Chance) -> Iterator[Event]:
    row = presence.row

    def event(kind: EventKind, agent: Agent, day: date, hour: int, **facts: Any) -> Event:
        at = row.recorded_at if hour == DECLARED else chance.moment(day, hour)
        return _event(life, kind, agent, at, row.pk, **facts)

    if presence.proposed_by:
        day = presence.declared_on
        yield event(EventKind.INTERVENANT_PROPOSED, presence.proposed_by, day, DECLARED)
        return
    themes = list(row.themes)
    agent = presence.agent
    yield event(
        EventKind.INTERVENANT_DECLARED, agent, presence.declared_on, DECLARED, themes=themes
    )
    if presence.confirmed_by and presence.confirmed_on:
        kind = EventKind.INTERVENANT_CONFIRMED
        yield event(kind, presence.confirmed_by, presence.confirmed_on, CONFIRMED)
    for day in presence.renewed_on:
        yield event(EventKind.INTERVENANT_RENEWED, agent, day, CONFIRMED)
    if presence.ended_on:
        yield event(EventKind.INTERVENANT_ENDED, agent, presence.ended_on, ENDED)


def _event(
    life: Life, kind: str, agent: Agent | None, at: Any, object_id: int | None = None, **facts: Any
) -> Event:
    membership = agent.membership if agent else None
    return Event(
        kind=kind, site=life.site, actor=membership, at=at, object_id=object_id, facts=facts
    )
