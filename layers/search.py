"""What the search box of the header finds: sites, territories, coordinates, addresses."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.gis.geos import Point
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.urls import reverse

from actors.scope import Scope
from layers.forms import LEVELS
from sites.enums import SiteStatus
from sites.models import Site
from sites.references import holds_reference, read_reference
from territories import geocoding
from territories.enums import Level
from territories.geo import CoordinatesError, format_wgs84, parse_coordinates
from territories.models import Territory
from territories.querysets import TerritoryQuerySet

PARAMETERS = frozenset({"q", "adresses"})
SHORTEST, LONGEST = 2, 100
MOST_SITES, MOST_TERRITORIES = 8, 6
CLOSE = 17  # zoom on a place
# kind of address of the geocoder → its words, and the zoom that shows it
ADDRESSES: Mapping[str, tuple[str, int]] = {
    "housenumber": ("Adresse", 18),
    "street": ("Voie", CLOSE),
    "locality": ("Lieu-dit", 15),
    "municipality": ("Commune", 13),
}
AWAY, AWAY_SECONDS = "search-geocoder-away", 20

_WORD = re.compile(r"[^\W\d_]{2,}")
_DECIMALS = re.compile(r"\d[.,]\d{3}")
_POSITION = re.compile(r"\d[.,]\d+\D+\d+[.,]\d|\d\s*°|^\D*\d{6,7}\D+\d{6,7}\D*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is empty when nothing is asked yet."""

    text: str
    addresses: bool


@dataclass(frozen=True, slots=True)
class Group:
    """`items` have kind, label, detail and url, then by kind: reference, slug, or lat, lng (WGS84)
    and zoom. `words` say what the items do not."""

    group: str
    items: list[dict[str, Any]]
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(params: QueryDict) -> Asked:
    """Raises ValidationError by parameter."""
    if unknown := set(params) - PARAMETERS:
        raise ValidationError(dict.fromkeys(unknown, "Ce paramètre n’existe pas."))
    if twice := [name for name, given in params.lists() if len(given) > 1]:
        raise ValidationError(dict.fromkeys(twice, "Ce paramètre est donné deux fois."))
    if params.get("adresses", "oui") != "oui":
        raise ValidationError({"adresses": "La seule valeur possible est « oui »."})
    text = " ".join(params.get("q", "").split())
    if text and not SHORTEST <= len(text) <= LONGEST:
        raise ValidationError({"q": f"Tapez de {SHORTEST} à {LONGEST} caractères."})
    return Asked(text, "adresses" in params)


def known_here(scope: Scope, text: str) -> list[Group]:
    """What our own database knows, in groups that hold something. Two queries, and two more for
    coordinates."""
    groups = (_sites(scope, text), _territories(text), _coordinates(text))
    return [group for group in groups if group.items or group.words]


def may_leave(text: str) -> bool:
    """Whether the words may be sent to the geocoder, who is told nothing else of the reader.

    Never a position, a site's reference, or bare figures.
    """
    is_private = holds_reference(text) or _DECIMALS.search(text) or _point(text)
    return len(text) >= geocoding.SHORTEST and bool(_WORD.search(text)) and not is_private


def addresses(text: str) -> list[Group]:
    """What the IGN knows; at most `geocoding.TIMEOUT`, so to be asked apart from the rest.

    Once out of reach it is left alone for a moment: each key would hold a thread for seconds.
    """
    if not may_leave(text):
        return []
    away = Group("Adresses", [], "Recherche d’adresse indisponible.")
    if not geocoding.is_on() or cache.get(AWAY):
        return [away]
    try:
        found = geocoding.search(text)  # only the words typed: neither position nor territory
    except geocoding.GeocoderUnavailable:
        cache.set(AWAY, True, AWAY_SECONDS)
        return [away]
    items = [_place("address", place.label, place.point, place.kind) for place in found]
    return [Group("Adresses", items, "" if items else "Aucune adresse ne correspond.")]


def _sites(scope: Scope, text: str) -> Group:
    found = Site.objects.visible_to(scope).with_title().search(text, MOST_SITES + 1)
    rows = list(found.values("reference", "title", "commune_name", "status"))
    items = [
        {
            "kind": "site",
            "label": f"{row['reference']} — {row['title']}",
            "detail": f"{SiteStatus(row['status']).label} · {row['commune_name']}",
            "url": reverse("site", args=[row["reference"]]),
            "reference": row["reference"],
        }
        for row in rows[:MOST_SITES]
    ]
    more = f"Les {MOST_SITES} plus proches de ces mots ; précisez pour trouver les autres."
    return Group("Sites", items, more if len(rows) > MOST_SITES else "")


def _territories(text: str) -> Group:
    items = [
        {
            "kind": "territory",
            "label": found.name,
            "detail": _level(found),
            "url": f"{reverse('map')}?dans={found.slug}",
            "slug": found.slug,
        }
        for found in _with_departement().search(text, MOST_TERRITORIES)
    ]
    return Group("Territoires", items)


def _coordinates(text: str) -> Group:
    point = _point(text)
    if point is None:
        return Group("Coordonnées", [], _why_not(text))
    item = _place("coordinates", format_wgs84(point), point)
    return Group("Coordonnées", [item | {"detail": _commune_of(point)}])


def _point(text: str) -> Point | None:
    try:
        return parse_coordinates(text)
    except CoordinatesError:
        return None


def _why_not(text: str) -> str:
    """What is wrong with what was meant as coordinates; nothing for other words."""
    if any(read_reference(text)) or _WORD.search(text) or not _POSITION.search(text):
        return ""
    try:
        parse_coordinates(text)
    except CoordinatesError as error:
        return str(error)
    return ""


def _commune_of(point: Point) -> str:
    (placement,) = Territory.objects.covering([(point.x, point.y)])
    if placement.commune_id is None:
        return "Hors de toute commune"
    ground = placement.municipal_arrondissement_id or placement.commune_id
    found = _with_departement().get(pk=ground)
    name = found.name if found.departement in (None, found.name) else _named(found)
    return f"À {placement.distance_m:.0f} m de {name}" if placement.distance_m else name


def _named(found: Any) -> str:
    return f"{found.name} ({found.departement})"


def _place(kind: str, label: str, point: Point, precision: str = "") -> dict[str, Any]:
    words, zoom = ADDRESSES.get(precision, ("Lieu", CLOSE))
    lat, lng = round(point.y, 6), round(point.x, 6)
    return {
        "kind": kind,
        "label": label,
        "detail": words,
        "url": f"{reverse('map')}#{zoom}/{lat}/{lng}",
        "lat": lat,
        "lng": lng,
        "zoom": zoom,
    }


def _with_departement() -> TerritoryQuerySet:
    """Each with `departement`, the name of the one that holds it, if one does."""
    holding = Territory.objects.at_level(Level.DEPARTEMENT).order_by()
    name = holding.filter(contents__territory=OuterRef("pk")).values("name")[:1]
    return Territory.objects.annotate(departement=Subquery(name))


def _level(found: Any) -> str:
    """What it is, and what tells it from its homonyms."""
    if found.level == Level.DEPARTEMENT:
        return f"{LEVELS[found.level]} {found.code}"
    return " · ".join(filter(None, (LEVELS[found.level], found.departement)))
