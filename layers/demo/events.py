"""The events of a life, as `sites.events.record` would have written them; no handler is called."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from journal.enums import EntryEvent
from layers.demo.chance import Chance
from layers.demo.life import Life, Presence
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
        yield _event(life, EntryEvent.POSTED, agent, entry.published_at, entry.pk)


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
    life: Life, kind: str, agent: Agent, at: Any, object_id: int | None = None, **facts: Any
) -> Event:
    membership = agent.membership
    return Event(
        kind=kind, site=life.site, actor=membership, at=at, object_id=object_id, facts=facts
    )
