"""To which of the chosen sites an action applies, by the rules of the one-site actions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from actors import abilities
from actors.enums import Ability, Condition
from actors.scope import Scope
from sites.models import Site


class Action(StrEnum):
    VERIFY = "verifier"
    DECLARE = "intervenir"
    WRITE = "ecrire"


class Refusal(StrEnum):
    NO_RIGHT = "no_right"
    NOT_ACTIVE = "not_active"


ABILITIES: Mapping[Action, Ability] = {
    Action.VERIFY: Ability.SURVEY_SITE,
    Action.DECLARE: Ability.VIEW_SITE,
    Action.WRITE: Ability.WRITE_JOURNAL,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the action does: something to `allowed`, nothing to `left`."""

    action: Action
    allowed: tuple[Site, ...]
    left: tuple[tuple[Site, Refusal], ...]

    @property
    def total(self) -> int:
        return len(self.allowed) + len(self.left)


def plan(scope: Scope, action: Action, sites: Sequence[Site]) -> Plan:
    """The reader is known to see the sites; one query at most."""
    may = abilities.among(scope, ABILITIES[action], sites)
    judged = [(site, _refusal(action, site, site.pk in may)) for site in sites]
    return Plan(
        action,
        tuple(site for site, refusal in judged if refusal is None),
        tuple((site, refusal) for site, refusal in judged if refusal is not None),
    )


def _refusal(action: Action, site: Site, may: bool) -> Refusal | None:
    if not may:
        return Refusal.NO_RIGHT
    if action != Action.WRITE and not site.is_active:
        return Refusal.NOT_ACTIVE
    return None


def must_declare(scope: Scope, plans: Iterable[Plan]) -> bool:
    """Whether to be an intervenant would open what is refused."""
    return any(
        abilities.cell(scope, ABILITIES[made.action]) == Condition.IS_INTERVENANT
        for made in plans
        if any(refusal == Refusal.NO_RIGHT for _, refusal in made.left)
    )
