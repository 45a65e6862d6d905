"""The deadlines that wait, for one reader: those of the sites on which he reads procedures."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone

from actors.scope import Scope
from legal.access import readable
from legal.enums import Block
from legal.models import Step
from sites.models import Site

# `quand` → its words, and how many days ahead (None: those that are overdue alone)
WHEN: Mapping[str, tuple[str, int | None]] = {
    "retard": ("En retard", None),
    "7": ("Dans les 7 jours", 7),
    "30": ("Dans les 30 jours", 30),
    "90": ("Dans les 90 jours", 90),
}


def deadlines(scope: Scope) -> Any:
    """Overdue first, then the nearest; with the site of each."""
    sites = Site.objects.visible_to(scope).filter(readable(scope, Block.LEGAL))
    rows = Step.objects.waiting().filter(procedure__site__in=sites.order_by())
    return rows.select_related("procedure__site__commune", "procedure__site__departement").order_by(
        "deadline", "pk"
    )


def nearest(scope: Scope) -> Any:
    """Of each site on which the reader reads procedures: {procedure__site, deadline}, the first
    that waits."""
    steps = Step.objects.waiting().filter(readable(scope, Block.LEGAL, "procedure__site__"))
    return steps.order_by().values("procedure__site").annotate(deadline=Min("deadline"))


def asked(scope: Scope, values: Mapping[str, Any]) -> Any:
    """`values`: of a valid `DeadlinesForm`."""
    found = Q()
    if values.get("dans"):
        found &= Q(procedure__site__departement__code=values["dans"])
    if values.get("nature"):
        found &= Q(kind=values["nature"])
    if values.get("procedure"):
        found &= Q(procedure__kind=values["procedure"])
    if values.get("quand"):
        found &= _when(WHEN[values["quand"]][1])
    return deadlines(scope).filter(found)


def _when(days: int | None) -> Q:
    today = timezone.localdate()
    if days is None:
        return Q(deadline__lt=today)
    return Q(deadline__range=(today, today + timedelta(days=days)))
