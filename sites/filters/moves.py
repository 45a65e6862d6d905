"""Whether people came from a former site, or left for another one."""

from django.db.models import Exists, OuterRef, Q

from sites.enums import ReinstallationState
from sites.filters import parsing
from sites.filters.declaration import Choice, Control, Filter
from sites.models import Reinstallation

RECEIVES, ORIGIN = "recoit", "origine"
_CHOICES = (
    Choice(RECEIVES, "Reçoit des personnes d’un autre site"),
    Choice(ORIGIN, "Des personnes en sont parties vers un autre"),
)
_COLUMNS = {RECEIVES: "arrival", ORIGIN: "origin"}
_KNOWN = (ReinstallationState.LIEE, ReinstallationState.DEMANDEE)


def _moved(given: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for choice in given:
        rows = Reinstallation.objects.filter(**{_COLUMNS[choice]: OuterRef("pk")}, state__in=_KNOWN)
        found |= Q(Exists(rows.order_by()))
    return found


MOVES = (
    Filter(
        "reinstallation",
        "Réinstallation",
        lambda text: parsing.among((RECEIVES, ORIGIN), text),
        _moved,
        lambda given: parsing.labels(_CHOICES, given),
        _CHOICES,
        several=True,
        control=Control.CHOICES,
        fold="Réinstallation",
    ),
)
