"""Where a reader stands: computed once a request, from the database, never kept longer.

A right that is withdrawn is thus gone at the next request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actors.enums import Ability, OrganisationKind
from territories.enums import Level

# level → ids of territories at that level
Places = Mapping[Level, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What one membership may see. Without a membership: nothing.

    `places` are the structure's territories, `parts` those to which this membership is limited
    (empty: no limit); a site counts when it lies in one of the former and, if there are any, in
    one of the latter. `exceptions` holds (ability, id of its department, or None for everywhere)
    in force today. `organisation_name` and `choices` (id and name of each membership in force)
    are for the header of each page, which would otherwise ask again.
    """

    user_id: int | None = None
    membership_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    kind: OrganisationKind | None = None
    places: Places = field(default_factory=dict)
    parts: Places = field(default_factory=dict)
    exceptions: frozenset[tuple[Ability, int | None]] = frozenset()
    choices: tuple[tuple[int, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.membership_id is None

    @property
    def national(self) -> bool:
        """Sees every site: no WHERE at all, which keeps the index on the position usable."""
        parts_national = not self.parts or Level.NATION in self.parts
        return Level.NATION in self.places and parts_national

    def has_exception(self, ability: Ability, on: Any = None) -> bool:
        """`on`: something with `departement_id`; without it, an exception anywhere will do."""
        areas = {area for granted, area in self.exceptions if granted == ability}
        return bool(areas) if on is None else not areas.isdisjoint({None, on.departement_id})


NOBODY = Scope()
