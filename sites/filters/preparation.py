"""What prepares a resorption, the canicule, how much is known, and one's own favourites."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.scope import Scope
from sites import completeness
from sites.enums import Phase
from sites.filters import parsing
from sites.filters.choosing import chosen, ticked
from sites.filters.declaration import Choice, Control, Filter
from sites.models import Favourite, Heatwave, SitePhase

FOLD, HEAT, OWN = "Phases préparatoires", "Canicule", "Complétude et favoris"


def _dated(phases: tuple[str, ...], **days: Any) -> Q:
    rows = SitePhase.objects.filter(site=OuterRef("pk"), phase__in=phases, **days)
    return Q(Exists(rows.order_by()))


def _reached(phases: tuple[str, ...]) -> Q:
    return _dated(phases, on__lte=timezone.localdate())


def _waiting(phases: tuple[str, ...]) -> Q:
    """Of sites that prepare a resorption: one of these at least is not reached."""
    aimed = Q(target_year__isnull=False) | Q(status="en-cours")
    condition = Q()
    for phase in phases:
        condition |= ~_reached((phase,))
    return aimed & condition


def in_heatwave() -> Q:
    return Q(Exists(Heatwave.objects.in_force(timezone.localdate()).over_the_site()))


@dataclass(frozen=True, slots=True)
class Mine:
    """The favourites of one reader: a shared address shows each his own."""

    user_id: int | None = None

    def condition(self) -> Q:
        mine = Favourite.objects.filter(user=self.user_id, site=OuterRef("pk"))
        return Q(Exists(mine.order_by()))


def _mine(_: Any, scope: Scope) -> Mine:
    return Mine(scope.user_id)


PREPARATION = (
    chosen("phase", "Phase atteinte", "", Phase, where=_reached, fold=FOLD),
    chosen("phase_attendue", "Phase en attente", "", Phase, where=_waiting, fold=FOLD),
    ticked(
        "risque_canicule",
        "Risque canicule",
        lambda: Q(heat_risk=True),
        "signalé",
        "Site à risque",
        HEAT,
    ),
    ticked(
        "canicule",
        "Canicule",
        in_heatwave,
        "en cours",
        "Canicule en cours",
        HEAT,
    ),
    Filter(
        "completude_max",
        "Complétude, au plus (%)",
        partial(parsing.whole, 0, 100),
        completeness.at_most,
        "{} %".format,
        control=Control.NUMBER,
        fold=OWN,
        expects="un pourcentage de 0 à 100",
    ),
    Filter(
        "favoris",
        "Favoris",
        parsing.yes,
        Mine.condition,
        lambda _: "les miens",
        (Choice("oui", "Mes favoris"),),
        seen=_mine,
        control=Control.CHOICES,
        fold=OWN,
    ),
)
