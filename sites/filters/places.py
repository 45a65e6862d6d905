"""Where: a territory, a part of France, a drawn area, around a point."""

from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from sites.filters import parsing
from sites.filters.declaration import Choice, Control, Filter
from sites.filters.drawing import Area, Around, read_area, read_around
from sites.querysets import inside, within_metres
from territories.enums import Level
from territories.geo import LOCAL_SRIDS
from territories.models import Territory

FOLD = "Lieu"
MAINLAND, OVERSEAS = "metropole", "outre-mer"
_PARTS = (Choice(MAINLAND, "Métropole"), Choice(OVERSEAS, "Outre-mer"))


def _territory(text: str) -> Territory:
    try:
        return Territory.objects.by_slug(text)
    except Territory.DoesNotExist:
        raise ValueError(f"Aucun territoire ne s’appelle « {text[:40]} ».") from None


def _in_parts(parts: tuple[str, ...]) -> Q:
    """Overseas departments are those that have a projection of their own."""
    if len(parts) == len(_PARTS):
        return Q()
    overseas = Territory.objects.in_force().at_level(Level.DEPARTEMENT).filter(code__in=LOCAL_SRIDS)
    there = Q(departement__in_array=ArraySubquery(overseas.order_by().values("pk")))
    return there if OVERSEAS in parts else ~there


def _in_area(area: Area) -> Q:
    return Q(location__coveredby=area.polygon)


def _around(given: Around) -> Q:
    return within_metres(given.point, given.metres)


TERRITORY = Filter(
    "dans",
    "Territoire",
    _territory,
    inside,
    str,
    control=Control.TERRITORY,
    expects="un territoire, comme departement-69",
)
PLACES = (
    Filter(
        "partie",
        "Partie de la France",
        partial(parsing.among, (MAINLAND, OVERSEAS)),
        _in_parts,
        partial(parsing.labels, _PARTS),
        _PARTS,
        several=True,
        control=Control.CHOICES,
        fold=FOLD,
    ),
    Filter(
        "polygone",
        "Zone dessinée",
        read_area,
        _in_area,
        Area.words,
        control=Control.AREA,
        fold=FOLD,
        expects="les sommets d’une zone : longitude,latitude;longitude,latitude;… (WGS84)",
    ),
    Filter(
        "autour",
        "Autour d’un point",
        read_around,
        _around,
        Around.words,
        control=Control.AROUND,
        fold=FOLD,
        expects="latitude,longitude,mètres (WGS84)",
    ),
)
