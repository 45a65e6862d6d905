"""For whom the demonstration writes, and who of a site's crew reads it: the rules in memory."""

from collections.abc import Mapping
from datetime import date

from actors.enums import PUBLIC_AUTHORITIES, STATE_SERVICES
from actors.enums import OrganisationKind as Kind
from journal.enums import Audience
from layers.demo.chance import Chance
from layers.demo.life import Life
from layers.demo.posts import Topic
from layers.demo.staff import Agent
from sites.enums import IntervenantState, Theme

_A = Audience
BY_ASSOCIATION: Mapping[Audience, float] = {_A.TOUS: 88, _A.INTERVENANTS: 10, _A.NOMMES: 2}
BY_AUTHORITY: Mapping[Audience, float] = {
    **{_A.TOUS: 78, _A.INTERVENANTS: 7, _A.POUVOIRS_PUBLICS: 13, _A.NOMMES: 2},
}
HEALTH = 0.6


def audience_of(life: Life, agent: Agent, day: date, topic: Topic, chance: Chance) -> Audience:
    """What its author chooses; he reads it himself whatever he chooses."""
    if topic.is_health and _is_health(life, agent, day) and chance.happens(HEALTH):
        return Audience.SANTE
    return chance.among(BY_AUTHORITY if agent.kind in PUBLIC_AUTHORITIES else BY_ASSOCIATION)


def reads(life: Life, agent: Agent, audience: Audience, day: date) -> bool:
    """But for those who are named: they are known elsewhere."""
    match audience:
        case Audience.TOUS:
            return True
        case Audience.INTERVENANTS:
            return agent.kind in STATE_SERVICES or _is_confirmed(life, agent, day)
        case Audience.POUVOIRS_PUBLICS:
            return agent.kind in PUBLIC_AUTHORITIES
        case Audience.SANTE:
            return _is_health(life, agent, day)
    return False


def _is_confirmed(life: Life, agent: Agent, day: date, *themes: Theme) -> bool:
    return any(
        presence.agent.structure == agent.structure
        and presence.row.state == IntervenantState.CONFIRME
        and presence.holds(day)
        and {*themes} <= {*presence.row.confirmed_themes}
        for presence in life.presences
    )


def _is_health(life: Life, agent: Agent, day: date) -> bool:
    if agent.kind == Kind.OPERATEUR:
        return _is_confirmed(life, agent, day, Theme.SANTE)
    return agent.kind == Kind.ARS
