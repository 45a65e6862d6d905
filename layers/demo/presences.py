"""Structures on sites: declared, confirmed, renewed, expired, ended, as the services would."""

from collections.abc import Mapping
from datetime import timedelta

from psycopg.types.range import DateRange

from actors.enums import OrganisationKind as Kind
from layers.demo.accounts import MEDIATOR
from layers.demo.chance import Chance, workday
from layers.demo.life import Fate, Life, Presence
from layers.demo.staff import Agent
from sites.enums import IntervenantState as State
from sites.enums import Theme
from sites.models import Intervenant
from sites.services.intervening import DURATION

NONE, ENDED_AT_CLOSING = 0.16, 0.6
PROPOSED, RECENT = 0.3, 60
CONFIRMED, RENEWED, HEALTH_CONFIRMED = 0.75, 0.8, 0.7
MEDIATED, CONFIRMED_IN = 200, 14  # days
PER_SITE: Mapping[int, float] = {1: 40, 2: 33, 3: 17, 4: 7, 5: 3}
WHO: Mapping[Kind, float] = {
    **{Kind.OPERATEUR: 10, Kind.COLLECTIVITE: 3, Kind.EDUCATION: 2, Kind.ARS: 1},
    **{Kind.DDETS: 0.5, Kind.AUTRE: 0.3},
}
THEMES: Mapping[Kind, tuple[Theme, ...]] = {
    Kind.OPERATEUR: (
        *(Theme.ACCOMPAGNEMENT, Theme.SANTE, Theme.SCOLARISATION, Theme.EMPLOI, Theme.LOGEMENT),
        *(Theme.EAU_HYGIENE, Theme.ALIMENTATION, Theme.DROITS),
    ),
    Kind.COLLECTIVITE: (Theme.EAU_HYGIENE, Theme.SECURISATION, Theme.SCOLARISATION),
    Kind.EDUCATION: (Theme.SCOLARISATION,),
    Kind.ARS: (Theme.SANTE,),
    Kind.DDETS: (Theme.PILOTAGE, Theme.LOGEMENT),
    Kind.AUTRE: (Theme.SECURISATION,),
}


def add_presences(life: Life, chance: Chance) -> None:
    if life.fate in (Fate.REPORTED, Fate.CANCELLED) or (chance.happens(NONE) and not life.is_heavy):
        return
    count = 12 if life.is_heavy else chance.among(PER_SITE) + (life.wealth > 1)
    for agent in _contacts(life, count, chance):
        life.presences.append(_presence(life, agent, chance))
    if life.is_heavy:
        _keep_the_mediator(life)


def _keep_the_mediator(life: Life) -> None:
    """Whatever the day: her association is there, and the ARS has confirmed it for health."""
    agent = next(one for one in life.crew if one.user.email == MEDIATOR.email)
    first = max(life.reported, agent.since)
    declared = max(first, workday(life.today - timedelta(days=MEDIATED)))
    confirmed = workday(declared + timedelta(days=CONFIRMED_IN))
    row = Intervenant(
        site=life.site,
        organisation=agent.structure.organisation,
        user=agent.user,
        themes=[Theme.ACCOMPAGNEMENT, Theme.SANTE],
        confirmed_themes=[Theme.SANTE],
        state=State.CONFIRME,
        during=DateRange(declared, declared + DURATION),
        author=agent.membership,
    )
    ars = life.there(confirmed, Kind.ARS)[0]
    others = [other for other in life.presences if other.agent.structure != agent.structure]
    presence = Presence(row, agent, declared, confirmed_on=confirmed, confirmed_by=ars)
    life.presences = [*others, presence]


def _contacts(life: Life, count: int, chance: Chance) -> list[Agent]:
    """One person of each structure, in office to this day (or the site's last)."""
    able = life.there(life.last_day, *WHO)
    chance.shuffle(able)
    by_structure = {agent.structure: agent for agent in able}
    weights = {agent: chance.random() ** (1 / WHO[agent.kind]) for agent in by_structure.values()}
    return sorted(weights, key=weights.__getitem__)[-count:]


def _presence(life: Life, agent: Agent, chance: Chance) -> Presence:
    first = max(life.reported, agent.since)
    span = (life.last_day - first).days
    declared = max(first, workday(first + timedelta(days=chance.number(0, max(0, span - 1), 3))))
    row = Intervenant(
        site=life.site,
        organisation=agent.structure.organisation,
        user=agent.user,
        themes=_themes(agent, chance),
        state=State.DECLARE,
        during=DateRange(declared, declared + DURATION),
        author=agent.membership,
    )
    presence = Presence(row, agent, declared)
    if not life.ended and (life.today - declared).days < RECENT and chance.happens(PROPOSED):
        _propose(life, presence, chance)
        return presence
    _confirm(life, presence, chance)
    _renew(life, presence, chance)
    _end(life, presence, chance)
    return presence


def _propose(life: Life, presence: Presence, chance: Chance) -> None:
    """By the State, and not answered yet."""
    presence.proposed_by = life.one_of_the_state(presence.declared_on, chance)
    presence.row.state = State.PROPOSE
    presence.row.author = presence.proposed_by.membership


def _themes(agent: Agent, chance: Chance) -> list[Theme]:
    chosen = chance.some(THEMES[agent.kind], chance.number(1, 3))
    return sorted(chosen, key=Theme.values.index)


def _confirm(life: Life, presence: Presence, chance: Chance) -> None:
    """The State confirms all but health, which is the ARS's."""
    row, day = presence.row, workday(presence.declared_on + timedelta(days=chance.number(2, 20)))
    if not chance.happens(CONFIRMED) or not presence.declared_on < day < life.last_day:
        return
    others = [theme for theme in row.themes if theme != Theme.SANTE]
    if others:
        presence.confirmed_by, row.confirmed_themes = life.one_of_the_state(day, chance), others
    elif (ars := life.there(day, Kind.ARS)) and chance.happens(HEALTH_CONFIRMED):
        presence.confirmed_by, row.confirmed_themes = chance.choice(ars), [Theme.SANTE]
    if presence.confirmed_by:
        presence.confirmed_on, row.state = day, State.CONFIRME


def _renew(life: Life, presence: Presence, chance: Chance) -> None:
    """Twelve more months from the day of the click, a little before the end."""
    lower, upper = presence.row.during.lower, presence.row.during.upper
    while upper <= life.last_day and chance.happens(RENEWED):
        day = workday(upper - timedelta(days=chance.number(3, 30)))
        presence.renewed_on.append(day)
        upper = day + DURATION
    presence.row.during = DateRange(lower, upper)


def _end(life: Life, presence: Presence, chance: Chance) -> None:
    """At the closing of the site, or before for a few."""
    row = presence.row
    day = life.ended if life.ended and chance.happens(ENDED_AT_CLOSING) else None
    if day is None or not row.during.lower < day < row.during.upper:
        return
    presence.ended_on = day
    row.state, row.during = State.TERMINE, DateRange(row.during.lower, day)
