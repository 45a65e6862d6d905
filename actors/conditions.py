"""The tests of the conditions that structures and territories are enough to answer."""

from typing import Any

from actors import abilities
from actors.enums import Condition
from actors.models import Organisation
from actors.places import reaches, reaches_one_of
from actors.scope import Scope

# The territories that a site carries, which spare looking up the containment
_CARRIED = ("commune_id", "epci_id", "departement_id", "region_id")


def in_its_territory(scope: Scope, on: Any) -> bool:
    """`on`: a site, or whatever else lies in one commune (`commune_id`)."""
    carried = {getattr(on, name, None) for name in _CARRIED}
    return reaches_one_of(scope, carried) or reaches(scope, on.commune_id)


def manages(scope: Scope, organisation: Organisation) -> bool:
    """Read from the list itself, so that both agree."""
    return Organisation.objects.manageable_by(scope).filter(pk=organisation.pk).exists()


def declare_conditions() -> None:
    abilities.declare(Condition.IN_ITS_TERRITORY, in_its_territory)
    abilities.declare(Condition.OWN_STRUCTURE, manages)
    abilities.declare(Condition.OWN_AND_TERRITORY, manages)
