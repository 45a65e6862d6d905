"""Who may do what on a site: the demonstration's own, in memory, reading of scopes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actors.enums import OrganisationKind as Kind
from actors.models import Membership, User
from layers.demo.chance import Chance
from layers.demo.structures import Structure


@dataclass(slots=True, eq=False)
class Agent:
    """A person in a structure; `parts` are the ids of territories to which he is limited."""

    structure: Structure
    user: User
    membership: Membership
    parts: tuple[int, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.structure.kind

    @property
    def since(self) -> date:
        return self.membership.during.lower

    def was_there(self, day: date) -> bool:
        until = self.membership.during.upper
        return self.since <= day and (until is None or day < until)


def pick(agents: Sequence[Agent], weights: Mapping[Kind, float], chance: Chance) -> Agent:
    """One of them, by kind first: a service with many people does not do everything."""
    kinds = {agent.kind: weights.get(agent.kind, 1) for agent in agents}
    kind = chance.among(kinds)
    return chance.choice([agent for agent in agents if agent.kind == kind])


class Staff:
    """All the agents, found by place."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self.by_place: dict[int, list[Agent]] = defaultdict(list)
        for agent in agents:
            for place in agent.structure.places:
                self.by_place[place].append(agent)

    def over(self, containers: frozenset[int]) -> list[Agent]:
        """Those whose territory, and part of it, holds a commune given by its containers."""
        found = (agent for place in sorted(containers) for agent in self.by_place.get(place, ()))
        return [agent for agent in found if not agent.parts or containers & {*agent.parts}]
