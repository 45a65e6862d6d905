"""A site's life in memory, until it is written."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto

from actors.enums import STATE_SERVICES
from actors.enums import OrganisationKind as Kind
from journal.models import AttentionPoint, AttentionStep, Entry, Mention, NamedReader
from layers.demo.chance import Chance, workday
from layers.demo.country import Commune
from layers.demo.staff import Agent
from layers.demo.structures import Structure
from sites.enums import CLOSED, EventKind, IntervenantState, SiteStatus
from sites.models import Intervenant, Site, Survey

HEAVY = 5  # the wealth above which a site is the one to try the screens with
STATE_THERE = tuple(sorted(STATE_SERVICES - {Kind.DIHAL}))


class Fate(Enum):
    COUNTED = auto()  # open, ten people or more
    TINY = auto()
    UNKNOWN = auto()  # open, nobody ever counted
    REPORTED = auto()
    CLOSED = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Turn:
    """A status from a day on. `kind`: its event, None for the report, which has its own."""

    status: SiteStatus
    on: date
    agent: Agent
    kind: EventKind | None = None
    cause: str = ""
    context: str = ""


@dataclass(slots=True, eq=False)
class Presence:
    """An intervention as it will stand in the database, with what led to it."""

    row: Intervenant
    agent: Agent
    declared_on: date
    proposed_by: Agent | None = None
    confirmed_on: date | None = None
    confirmed_by: Agent | None = None
    renewed_on: list[date] = field(default_factory=list)
    ended_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.row.state != IntervenantState.PROPOSE and day in self.row.during


@dataclass(slots=True, eq=False)
class Asked:
    """A point d’attention with who asked and what was answered; `reminded`: when."""

    point: AttentionPoint
    agent: Agent
    addressees: list[Structure]
    steps: list[tuple[AttentionStep, Agent]] = field(default_factory=list)
    reminded: list[datetime] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Life:
    """`people` is the newest figure, if there is one; `wealth` multiplies what is written."""

    site: Site
    fate: Fate
    commune: Commune
    crew: list[Agent]  # all those in whose reach the site is
    people: int | None
    reported: date
    ended: date | None
    today: date
    wealth: float = 1
    turns: list[Turn] = field(default_factory=list)
    turned_at: list[datetime] = field(default_factory=list)
    presences: list[Presence] = field(default_factory=list)
    surveys: list[tuple[Survey, Agent]] = field(default_factory=list)
    verified_by: Agent | None = None
    entries: list[tuple[Entry, Agent]] = field(default_factory=list)
    named: list[NamedReader] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def reporter(self) -> Agent:
        return self.turns[0].agent

    @property
    def last_day(self) -> date:
        """The last one on which something could happen there."""
        return self.ended or workday(self.today - timedelta(days=1))

    @property
    def is_heavy(self) -> bool:
        return self.wealth > HEAVY

    def was_open(self, day: date) -> bool:
        """Before what happened that day."""
        before = [turn.status for turn in self.turns if turn.on < day]
        return not before or before[-1] not in CLOSED

    def there(self, day: date, *kinds: Kind) -> list[Agent]:
        """Who of these kinds had the site in his reach and was in office."""
        return [agent for agent in self.crew if agent.kind in kinds and agent.was_there(day)]

    def one_of_the_state(self, day: date, chance: Chance) -> Agent:
        return chance.choice(self.there(day, *STATE_THERE) or self.there(day, Kind.DIHAL))

    def present(self, day: date) -> list[Agent]:
        """Whoever is in office in a structure that intervenes that day, and sees the site."""
        structures = {
            presence.agent.structure for presence in self.presences if presence.holds(day)
        }
        return [
            agent for agent in self.crew if agent.structure in structures and agent.was_there(day)
        ]
