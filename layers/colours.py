"""By what the map colours its sites, declared once for the page, its modules and its legend."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from layers import drawing, points
from legal.enums import ABILITIES, Block
from sites.enums import ConditionLevel, Phase, SiteStatus
from sites.models import CONDITION_FIELDS

PARAMETER = "couleur"
FAR = 100_000  # days: any to come


class Rule(StrEnum):
    """How a site finds its shade: by an equal value, or by the highest `least` that it reaches."""

    VALUE = "value"
    NUMBER = "number"
    DAYS = "days"  # since a date


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of the legend; symbols.css and symbols.js have its colour and sign under `style`.

    `value` is for a rule by value; `least` (a number, or days) for the others, None where the
    field is empty. The last is also what a site has whose field was not asked for.
    """

    style: str
    label: str
    value: str = ""
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Colour:
    """To colour by a field is to read it: without its ability it does not exist for the reader.

    `asks`: what the layer of sites is asked for (`avec`), when it does not give the field to all.
    """

    name: str
    label: str
    field: str
    rule: Rule
    shades: tuple[Shade, ...]
    ability: Ability | None = None
    asks: str = ""


_STATUSES = tuple(Shade(value, label, value) for value, label in SiteStatus.choices)
_LEVELS = tuple(Shade(f"level-{value}", label, value) for value, label in ConditionLevel.choices)
_PEOPLE = (
    Shade("step-1", "Moins de 20 personnes", least=0),
    Shade("step-2", "20 à 49 personnes", least=20),
    Shade("step-3", "50 à 99 personnes", least=50),
    Shade("step-4", "100 à 199 personnes", least=100),
    Shade("step-5", "200 personnes et plus", least=200),
    Shade("step-unknown", "Nombre inconnu"),
)
_AGES = (
    Shade("age-recent", "Moins de 30 jours", least=0),
    Shade("age-middle", "De 30 à 89 jours", least=30),
    Shade("age-old", "90 jours et plus", least=90),
)
_PHASES = (
    *(Shade(f"phase-{n}", label, value) for n, (value, label) in enumerate(Phase.choices, 1)),
    Shade("phase-none", "Aucune phase atteinte"),
)
# Days since: those to come are below zero.
_DEADLINES = (
    Shade("due-later", "Dans plus de 30 jours", least=-FAR),
    Shade("due-month", "Dans les 30 jours", least=-30),
    Shade("due-week", "Dans les 7 jours", least=-7),
    Shade("due-late", "Échéance dépassée", least=1),
    Shade("due-none", "Aucune échéance"),
    Shade("plain", "Échéance non lue"),
)
# The first is what the map shows when its address asks for none.
COLOURS: tuple[Colour, ...] = (
    Colour("statut", "Statut", "status", Rule.VALUE, _STATUSES),
    *(
        Colour(str(group.value), str(group.label), field, Rule.VALUE, _LEVELS)
        for group, field in CONDITION_FIELDS.items()
    ),
    Colour("personnes", "Nombre de personnes", "people", Rule.NUMBER, _PEOPLE),
    Colour("phase", "Dernière phase atteinte", "phase", Rule.VALUE, _PHASES),
    Colour(
        "echeance",
        "Prochaine échéance",
        points.DEADLINE,
        Rule.DAYS,
        _DEADLINES,
        ABILITIES[Block.LEGAL],
        asks=drawing.DEADLINE,
    ),
    Colour("maj", "Dernière actualisation", "updated_on", Rule.DAYS, _AGES),
)


def available(scope: Scope) -> list[Colour]:
    """Those of what this reader may see, in the table's order."""
    return [
        colour
        for colour in COLOURS
        if colour.ability is None or abilities.may(scope, colour.ability)
    ]


def read(params: QueryDict, scope: Scope) -> Colour:
    """The one that an address asks for. Raises ValidationError on `couleur`."""
    known = {colour.name: colour for colour in available(scope)}
    given = [text for text in params.getlist(PARAMETER) if text]
    if not given:
        return COLOURS[0]
    if len(given) > 1:
        raise ValidationError({PARAMETER: "Cette couleur est donnée deux fois."})
    if given[0] not in known:
        words = f"« {given[0][:40]} » n’est pas un choix. Choix possibles : {', '.join(known)}."
        raise ValidationError({PARAMETER: words})
    return known[given[0]]


def settings(scope: Scope) -> list[Mapping[str, Any]]:
    """What the modules of the map read of them."""
    return [
        {
            "name": colour.name,
            "label": colour.label,
            "field": colour.field,
            "rule": colour.rule,
            "shades": [asdict(shade) for shade in colour.shades],
            "asks": colour.asks,
        }
        for colour in available(scope)
    ]
