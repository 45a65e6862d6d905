"""The sites around a point, nearest first, for who is out on foot."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.enums import Severity
from journal.models import AttentionPoint
from layers.search import may_leave
from sites.models import Site
from territories import geocoding
from territories.enums import Level
from territories.geo import CoordinatesError, parse_coordinates
from territories.models import Territory

METRES = 50_000
MOST = 50
LONGEST = 200
COMMUNES = (Level.COMMUNE, Level.ARRONDISSEMENT_MUNICIPAL)
NOTHING_TYPED = "Indiquez une commune, une adresse ou des coordonnées."
NOT_FOUND = "Aucune commune, aucune adresse ne répond à ces mots."
AWAY = (
    "Aucune commune de ce nom, et la recherche d’adresse est indisponible. Essayez le nom de la "
    "commune, ou des coordonnées."
)


@dataclass(frozen=True, slots=True)
class Near:
    """A site on the way; `points` are those that wait for an answer, `urgent` among them."""

    site: Site
    distance: str
    may_write: bool
    points: int
    urgent: int


def near(scope: Scope, point: Point) -> tuple[list[Near], bool]:
    """Active sites within `METRES` of a point (WGS84), and whether there are more than `MOST`.

    The same number of queries whatever their number.
    """
    found = Site.objects.visible_to(scope).active().near(point, METRES).with_places()
    sites = list(found[: MOST + 1])
    shown = sites[:MOST]
    writable = abilities.among(scope, Ability.WRITE_JOURNAL, shown)
    open_points = _open_points(scope, shown)
    rows = [
        Near(
            site,
            words(site.metres.m),  # type: ignore[attr-defined]  # annotated by `near`
            site.pk in writable,
            *open_points.get(site.pk, (0, 0)),
        )
        for site in shown
    ]
    return rows, len(sites) > MOST


def words(metres: float) -> str:
    """ "à 40 m", "à 2,4 km", "à 31 km": no finer than what a phone knows of its place."""
    if metres < 1000:
        return f"à {max(10, round(metres, -1)):.0f} m"
    kilometres = metres / 1000
    text = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return f"à {text.replace('.', ',')} km"


def locate(text: str) -> tuple[Point, str]:
    """(WGS84 point, what it was taken for) of a commune, coordinates or an address as typed.

    ValidationError on `lieu`.
    """
    asked = " ".join(text.split())[:LONGEST]
    if len(asked) < geocoding.SHORTEST:
        raise ValidationError({"lieu": NOTHING_TYPED})
    try:
        return parse_coordinates(asked), asked
    except CoordinatesError:
        pass
    if commune := Territory.objects.in_force().at_level(*COMMUNES).search(asked, 1).first():
        return commune.label_point, str(commune)
    return _address(asked)


def _address(text: str) -> tuple[Point, str]:
    if not may_leave(text):
        raise ValidationError({"lieu": NOT_FOUND})
    try:
        found = geocoding.search(text, limit=1)
    except geocoding.GeocoderUnavailable:
        raise ValidationError({"lieu": AWAY}) from None
    if not found:
        raise ValidationError({"lieu": NOT_FOUND})
    return found[0].point, found[0].label


def _open_points(scope: Scope, sites: Iterable[Site]) -> dict[int, tuple[int, int]]:
    points = AttentionPoint.objects.visible_to(scope).open().filter(entry__site__in=list(sites))
    counted = (
        points.order_by()
        .values_list("entry__site")
        .annotate(number=Count("pk"), urgent=Count("pk", filter=Q(severity=Severity.URGENT)))
    )
    return {site: (number, urgent) for site, number, urgent in counted}
