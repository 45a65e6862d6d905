"""How many people live there."""

from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q

from sites.filters import parsing
from sites.filters.choosing import ticked
from sites.filters.declaration import Control, Crossing, Filter

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


PEOPLE = (
    _people("personnes_min", "Personnes, au moins", "people__gte"),
    _people("personnes_max", "Personnes, au plus", "people__lte"),
    _people("mineurs_min", "Mineurs, au moins", "minors__gte"),
    ticked(
        "personnes_inconnues",
        "Nombre de personnes",
        lambda: Q(people__isnull=True),
        "inconnu",
        "Nombre inconnu",
        FOLD,
    ),
)

_UNKNOWN = "Un nombre inconnu n’a ni minimum ni maximum : retirez l’un des deux filtres."

CROSSINGS = (
    Crossing(
        ("personnes_min", "personnes_max"),
        lambda least, most: least > most,
        "Le minimum ({}) dépasse le maximum ({}).".format,
    ),
    Crossing(("personnes_inconnues", "personnes_min"), lambda *_: True, lambda *_: _UNKNOWN),
    Crossing(("personnes_inconnues", "personnes_max"), lambda *_: True, lambda *_: _UNKNOWN),
)
