"""One action for all the chosen sites, all of them or none.

The sites are locked in one order before anything is judged, so that what is said of them holds
until it is written. Those that are not visible are left out as if there were none.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from actors.scope import Scope
from journal import services as journal
from layers.batch.plans import Action, Plan, plan
from sites import services
from sites.abilities import intervened
from sites.access import lock_sites


def verify(scope: Scope, references: Iterable[str]) -> Plan:
    """ "Vérifié, rien de changé" for each."""
    with transaction.atomic():
        made = _planned(scope, Action.VERIFY, references)
        services.verify_each(scope, made.allowed)
    return made


def declare(
    scope: Scope, references: Iterable[str], themes: Sequence[str]
) -> tuple[Plan, set[int]]:
    """One's own structure on each, and the ids of those where it was declared already: to these
    it adds the themes. Raises ValidationError on `themes`."""
    with transaction.atomic():
        made = _planned(scope, Action.DECLARE, references)
        already = intervened(scope, made.allowed)
        services.declare_each(scope, made.allowed, themes)
    return made, already


def write(scope: Scope, references: Iterable[str], batch: UUID, body: str) -> Plan:
    """One entry in the journal of each; the same batch with the same text again writes nothing.

    Raises UsedElsewhere, ValidationError on `body`.
    """
    with transaction.atomic():
        made = _planned(scope, Action.WRITE, references)
        journal.post_each(scope, made.allowed, batch, body)
    return made


def _planned(scope: Scope, action: Action, references: Iterable[str]) -> Plan:
    return plan(scope, action, lock_sites(scope, references))
