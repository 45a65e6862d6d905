"""The filters of sites that legal rows add to `SiteFilter`: each counts what its reader reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import pluralize
from django.utils import timezone

from actors.scope import Scope
from legal.access import readable
from legal.enums import ABILITIES, CONCOURS, Block, OwnerKind, StepKind
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites.filters import Choice, Control, Filter, declare
from sites.filters.parsing import among, labels, whole

FOLD = "Propriétaire et procédures"
KNOWN, UNKNOWN = "connu", "non-renseigne"
ANY, NONE, UNDER_WAY = "avec", "sans", "en-cours"
MOST_DAYS = 3_650
USUAL_DAYS = (7, 30, 90)
OWNERS = (
    Choice(KNOWN, "Connu"),
    Choice(UNKNOWN, "Non renseigné"),
    *(Choice(*choice) for choice in OwnerKind.choices),
)
PROCEDURES = (
    Choice(ANY, "Avec une procédure"),
    Choice(NONE, "Sans procédure"),
    Choice(UNDER_WAY, "En cours, sans décision"),
    *(Choice(str(kind.value), str(kind.label)) for kind in StepKind if kind != StepKind.AUTRE),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A value, for one reader: of the sites on which he may not read it, none is found."""

    value: Any
    scope: Scope
    block: Block
    where: Callable[[Any], Q]

    def condition(self) -> Q:
        return readable(self.scope, self.block) & self.where(self.value)


def _some(rows: Any) -> Q:
    """Not correlated: read once, also where it counts inside of a query."""
    return Q(pk__in=rows.order_by().values("site"))


def _of_steps(steps: Any) -> Q:
    return Q(pk__in=steps.order_by().values("procedure__site"))


def _owner(values: tuple[str, ...]) -> Q:
    owners, found = Owner.objects.standing(), Q(pk__in=[])
    if KNOWN in values:
        found |= _some(owners)
    if UNKNOWN in values:
        found |= ~_some(owners)
    if kinds := [value for value in values if value in OwnerKind.values]:
        found |= _some(owners.filter(kind__in=kinds))
    return found


def _procedure(values: tuple[str, ...]) -> Q:
    procedures, found = Procedure.objects.standing(), Q(pk__in=[])
    if ANY in values:
        found |= _some(procedures)
    if NONE in values:
        found |= ~_some(procedures)
    if UNDER_WAY in values:
        decided = Step.objects.filter(
            procedure=OuterRef("pk"), removed_at=None, kind__in=[StepKind.DECISION, StepKind.ARRETE]
        )
        found |= _some(procedures.filter(~Exists(decided)))
    for kind in values:
        if kind in StepKind.values:
            found |= _of_steps(_standing_at(StepKind(kind)))
    return found


def _standing_at(kind: StepKind) -> Any:
    """The steps of the kind; of the concours, those that no later word of it has overtaken."""
    steps = Step.objects.standing().filter(kind=kind)
    if kind not in CONCOURS:
        return steps
    later = Step.objects.filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")),
        procedure=OuterRef("procedure"),
        removed_at=None,
        kind__in=CONCOURS,
    )
    return steps.filter(~Exists(later))


def _deadline(days: int) -> Q:
    """What is overdue is within any number of days."""
    until = timezone.localdate() + timedelta(days=days)
    return _of_steps(Step.objects.waiting().filter(deadline__lte=until))


def _evacuation(days: int) -> Q:
    today = timezone.localdate()
    within = (today, today + timedelta(days=days))
    return _some(EvacuationDate.objects.standing().filter(on__range=within))


def _chosen(
    name: str, label: str, block: Block, where: Callable[[Any], Q], choices: tuple[Choice, ...]
) -> Filter:
    return Filter(
        name,
        label,
        partial(among, tuple(choice.value for choice in choices)),
        Asked.condition,
        lambda asked: labels(choices, asked.value),
        choices,
        several=True,
        seen=lambda value, scope: Asked(value, scope, block, where),
        ability=ABILITIES[block],
        control=Control.CHOICES,
        fold=FOLD,
    )


def _within(name: str, label: str, block: Block, where: Callable[[Any], Q]) -> Filter:
    return Filter(
        name,
        label,
        partial(whole, 0, MOST_DAYS),
        Asked.condition,
        lambda asked: f"{asked.value} jour{pluralize(asked.value)}",
        offers=lambda: tuple(Choice(str(days), f"{days} jours") for days in USUAL_DAYS),
        seen=lambda value, scope: Asked(value, scope, block, where),
        ability=ABILITIES[block],
        control=Control.NUMBER,
        fold=FOLD,
        expects=f"un nombre de jours, de 0 à {MOST_DAYS}",
    )


FILTERS = (
    _chosen("proprietaire", "Propriétaire", Block.OWNER, _owner, OWNERS),
    _chosen("procedure", "Procédure", Block.LEGAL, _procedure, PROCEDURES),
    _within("echeance", "Échéance dans les n jours", Block.LEGAL, _deadline),
    _within("evacuation", "Évacuation dans les n jours", Block.EVACUATION, _evacuation),
)
BLOCKS = {
    "proprietaire": Block.OWNER,
    "procedure": Block.LEGAL,
    "echeance": Block.LEGAL,
    "evacuation": Block.EVACUATION,
}


def declare_filters() -> None:
    declare(*FILTERS)
