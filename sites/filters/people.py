"""How many people live there."""

from functools import partial, reduce
from operator import or_

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q, TextChoices

from sites.enums import Origin
from sites.filters import parsing
from sites.filters.choosing import chosen, ticked
from sites.filters.declaration import Control, Crossing, Filter
from sites.models import SHELTER_FIELDS

FOLD = "Personnes"
MOST_PEOPLE = 100_000


def _people(name: str, label: str, lookup: str) -> Filter:
    return Filter(
        name,
        label,
        partial(parsing.whole, 0, MOST_PEOPLE),
        lambda number: Q(**{lookup: number}),
        intcomma,
        control=Control.NUMBER,
        fold=FOLD,
        expects=f"un nombre entier de 0 à {MOST_PEOPLE}",
    )


class Shelter(TextChoices):
    CARAVANES = "caravanes", "Caravanes"
    CABANES = "cabanes", "Cabanes"
    TENTES = "tentes", "Tentes"
    VOITURES = "voitures", "Voitures"
    MATELAS = "matelas", "Matelas"


def _any_shelter(given: tuple[str, ...]) -> Q:
    """Sites that have at least one of these."""
    fields = dict(zip(Shelter.values, SHELTER_FIELDS, strict=True))
    return reduce(or_, (Q(**{f"{fields[kind]}__gt": 0}) for kind in given))


PEOPLE = (
    _people("personnes_min", "Personnes, au moins", "people__gte"),
    _people("personnes_max", "Personnes, au plus", "people__lte"),
    _people("femmes_min", "Femmes et filles, au moins", "women__gte"),
    _people("mineurs_min", "Mineurs, au moins", "minors__gte"),
    _people("mineurs_max", "Mineurs, au plus", "minors__lte"),
    ticked(
        "personnes_inconnues",
        "Nombre de personnes",
        lambda: Q(people__isnull=True),
        "inconnu",
        "Nombre inconnu",
        FOLD,
    ),
    chosen(
        "origines",
        "Origines",
        "origins",
        Origin,
        where=lambda given: Q(origins__overlap=list(given)),
        fold=FOLD,
    ),
    chosen("abris", "Abris", "", Shelter, where=_any_shelter, fold=FOLD),
)

_UNKNOWN = "Un nombre inconnu n’a ni minimum ni maximum : retirez l’un des deux filtres."

CROSSINGS = (
    Crossing(
        ("personnes_min", "personnes_max"),
        lambda least, most: least > most,
        "Le minimum ({}) dépasse le maximum ({}).".format,
    ),
    Crossing(
        ("mineurs_min", "mineurs_max"),
        lambda least, most: least > most,
        "Le minimum ({}) dépasse le maximum ({}).".format,
    ),
    Crossing(("personnes_inconnues", "personnes_min"), lambda *_: True, lambda *_: _UNKNOWN),
    Crossing(("personnes_inconnues", "personnes_max"), lambda *_: True, lambda *_: _UNKNOWN),
)
