"""The filter of sites that journals add to `SiteFilter`. A filter is a read: it counts the points
that this reader may see, and no other."""

from dataclasses import dataclass
from functools import partial

from django.db.models import Q

from actors.scope import Scope
from journal.feature import open_points
from sites.filters import Choice, Control, Filter, declare
from sites.filters.parsing import among, labels

OPEN, URGENT = "ouvert", "urgent"
CHOICES = (Choice(OPEN, "Ouvert"), Choice(URGENT, "Urgent"))
FOLD = "Points d’attention"


@dataclass(frozen=True, slots=True)
class Asked:
    """The values, for one reader."""

    values: tuple[str, ...]
    scope: Scope

    def condition(self) -> Q:
        points = open_points(self.scope)
        if OPEN not in self.values:
            points = points.urgent()
        # not correlated: read once, also where it counts inside of a query
        return Q(pk__in=points.order_by().values("site"))

    def words(self) -> str:
        return labels(CHOICES, self.values)


POINT = Filter(
    "point",
    "Point d’attention",
    partial(among, (OPEN, URGENT)),
    Asked.condition,
    Asked.words,
    CHOICES,
    several=True,
    seen=Asked,
    control=Control.CHOICES,
    fold=FOLD,
)


def declare_filters() -> None:
    declare(POINT)
