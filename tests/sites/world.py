"""A small France of squares: two regions, three departments, and every kind of straddling.

    Lyon 69123 (two arrondissements: 69381 west, 69382 east) | Vénissieux 69259   lat 45.7–45.8
    Givors 69091                                             | Chasse 38087       lat 45.6–45.7
    Saint-Denis 93066                                        | Bobigny 93008      lat 48.9–49.0

The EPCI `vienne` holds Givors and Chasse: two departments. Squares are 0.1 degree wide.
"""

from collections.abc import Iterable
from itertools import count

from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from actors.models import Membership, Organisation, User
from actors.scope import Scope
from actors.services import scope_for
from sites.enums import SurveyGroup
from sites.models import Site
from sites.services import Observation, Report, report
from territories.enums import Level
from territories.models import Inside, Outline, Territory

_number = count(1)
PLACES: dict[str, tuple[Level, str, str]] = {
    "france": (Level.NATION, "FR", "France"),
    "aura": (Level.REGION, "84", "Auvergne-Rhône-Alpes"),
    "idf": (Level.REGION, "11", "Île-de-France"),
    "rhone": (Level.DEPARTEMENT, "69", "Rhône"),
    "isere": (Level.DEPARTEMENT, "38", "Isère"),
    "seine": (Level.DEPARTEMENT, "93", "Seine-Saint-Denis"),
    "arr-lyon": (Level.ARRONDISSEMENT, "691", "Arrondissement de Lyon"),
    "arr-vienne": (Level.ARRONDISSEMENT, "383", "Arrondissement de Vienne"),
    "arr-bobigny": (Level.ARRONDISSEMENT, "931", "Arrondissement de Bobigny"),
    "metropole": (Level.EPCI, "200046977", "Métropole de Lyon"),
    "vienne": (Level.EPCI, "200077014", "Vienne Condrieu Agglomération"),
    "paris": (Level.EPCI, "200054781", "Métropole du Grand Paris"),
    "plaine": (Level.EPT, "200057867", "Plaine Commune"),
    "est": (Level.EPT, "200057875", "Est Ensemble"),
    "lyon": (Level.COMMUNE, "69123", "Lyon"),
    "venissieux": (Level.COMMUNE, "69259", "Vénissieux"),
    "givors": (Level.COMMUNE, "69091", "Givors"),
    "chasse": (Level.COMMUNE, "38087", "Chasse-sur-Rhône"),
    "saint-denis": (Level.COMMUNE, "93066", "Saint-Denis"),
    "bobigny": (Level.COMMUNE, "93008", "Bobigny"),
    "lyon-1": (Level.ARRONDISSEMENT_MUNICIPAL, "69381", "Lyon 1er Arrondissement"),
    "lyon-2": (Level.ARRONDISSEMENT_MUNICIPAL, "69382", "Lyon 2e Arrondissement"),
}
_LYON = ("rhone", "aura", "france", "arr-lyon", "metropole")
_ISERE = ("isere", "aura", "france", "arr-vienne", "vienne")
_SEINE = ("seine", "idf", "france", "arr-bobigny", "paris")
CONTAINERS: dict[str, tuple[str, ...]] = {
    "lyon": _LYON,
    "lyon-1": ("lyon", *_LYON),
    "lyon-2": ("lyon", *_LYON),
    "venissieux": _LYON,
    "givors": ("rhone", "aura", "france", "arr-lyon", "vienne"),
    "chasse": _ISERE,
    "saint-denis": (*_SEINE, "plaine"),
    "bobigny": (*_SEINE, "est"),
    "rhone": ("aura", "france"),
    "isere": ("aura", "france"),
    "seine": ("idf", "france"),
    "arr-lyon": ("rhone", "aura", "france"),
    "arr-vienne": ("isere", "aura", "france"),
    "arr-bobigny": ("seine", "idf", "france"),
    "metropole": ("rhone", "aura", "france"),
    "vienne": ("aura", "france"),
    "paris": ("idf", "france"),
    "plaine": ("seine", "paris", "idf", "france"),
    "est": ("seine", "paris", "idf", "france"),
    "aura": ("france",),
    "idf": ("france",),
}
BOXES = {
    "lyon": (4.8, 45.7, 4.9, 45.8),
    "lyon-1": (4.8, 45.7, 4.85, 45.8),
    "lyon-2": (4.85, 45.7, 4.9, 45.8),
    "venissieux": (4.9, 45.7, 5.0, 45.8),
    "givors": (4.8, 45.6, 4.9, 45.7),
    "chasse": (4.9, 45.6, 5.0, 45.7),
    "saint-denis": (2.3, 48.9, 2.4, 49.0),
    "bobigny": (2.4, 48.9, 2.5, 49.0),
}
IN_LYON_1, IN_LYON_2 = (4.82, 45.75), (4.88, 45.75)
IN_VENISSIEUX, IN_GIVORS, IN_CHASSE = (4.95, 45.75), (4.85, 45.65), (4.95, 45.65)
IN_SAINT_DENIS, IN_BOBIGNY = (2.35, 48.95), (2.45, 48.95)
NEXT_TO_THE_LIMIT = (4.8992, 45.75)  # 62 m west of Vénissieux, in Lyon


def square(west: float, south: float, east: float, north: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, south, east, north)), srid=4326)


def build() -> dict[str, Territory]:
    made = {
        key: Territory.objects.create(
            level=level, code=code, name=name, first_vintage=2020, label_point=_middle(key)
        )
        for key, (level, code, name) in PLACES.items()
    }
    pairs = [(key, key) for key in made]
    pairs += [(key, outer) for key, containers in CONTAINERS.items() for outer in containers]
    Inside.objects.bulk_create(
        Inside(territory=made[inner], container=made[outer]) for inner, outer in pairs
    )
    for key, box in BOXES.items():
        outline = square(*box)
        Outline.objects.create(
            territory=made[key], level=made[key].level, boundary=outline, simplified=outline
        )
    return made


def _middle(key: str) -> Point:
    west, south, east, north = BOXES.get(key, (4.8, 45.7, 4.9, 45.8))
    return Point((west + east) / 2, (south + north) / 2, srid=4326)


def structure(kind: str, *territories: Territory, name: str = "") -> Organisation:
    made = Organisation.objects.create(kind=kind, name=name or f"Structure {next(_number)}")
    made.territories.set(territories)
    return made


def member(organisation: Organisation, *parts: Territory, name: str = "") -> Membership:
    number = next(_number)
    user = User.objects.create(
        email=f"personne{number}@exemple.fr", first_name="Camille", last_name=name or f"N{number}"
    )
    made = Membership.objects.create(user=user, organisation=organisation, function="autre")
    made.parts.set(parts)
    return made


def scope(membership: Membership) -> Scope:
    return scope_for(membership.pk)


def reader(kind: str, *territories: Territory) -> Scope:
    """The scope of a new person in a new structure."""
    return scope(member(structure(kind, *territories)))


def point(lon: float, lat: float) -> Point:
    return Point(lon, lat, srid=4326)


def a_report(where: tuple[float, float] = IN_VENISSIEUX, **values: object) -> Report:
    return Report(location=point(*where), distinct=True, **values)  # type: ignore[arg-type]


def a_site(by: Scope, where: tuple[float, float] = IN_VENISSIEUX, **values: object) -> Site:
    return report(by, a_report(where, **values))


def prefecture(places: dict[str, Territory]) -> Scope:
    return reader("prefecture", places["rhone"])


def site(places: dict[str, Territory], prefecture: Scope) -> Site:
    return a_site(prefecture, name="Chemin du Pré")


def read(observed_on: object, groups: Iterable[str] = (), **people: object) -> Observation:
    """A survey: the population's figures, and the named conditions as bad."""
    fields = {"eau": "water", "dechets": "waste", "incendie": "fire"}
    values: dict[SurveyGroup, dict[str, object]] = {
        SurveyGroup(group): {fields[group]: "mauvais"} for group in groups
    }
    if people:
        values[SurveyGroup.POPULATION] = people
    return Observation(observed_on, values)  # type: ignore[arg-type]
