"""Figures of a reading that contradict each other, and values that are none."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from sites.enums import ConditionLevel, Origin
from sites.models import BAND_FIELDS, LEVEL_FIELDS

MOST = 20_000
# (a figure, what it is a part of, what to say when there is more of it); a figure's first is said
PARTS = (
    ("women", "people", "Il y a plus de femmes que de personnes."),
    ("households", "people", "Il y a plus de ménages que de personnes."),
    ("minors", "people", "Il y a plus de mineurs que de personnes."),
    ("girls", "minors", "Il y a plus de filles que de mineurs."),
    ("girls", "women", "Il y a plus de filles que de femmes : comptez-les parmi les femmes."),
    ("girls", "people", "Il y a plus de filles que de personnes."),
    ("schooled_minors", "minors", "Il y a plus de mineurs scolarisés que de mineurs."),
    ("schooled_minors", "people", "Il y a plus de mineurs scolarisés que de personnes."),
)


def check_figures(values: Mapping[str, Any]) -> None:
    """Of every column of a reading. Raises ValidationError by field."""
    _check_each(values)
    wrong: dict[str, str] = {}
    for part, whole, words in PARTS:
        if _more(values[part], values[whole]):
            wrong.setdefault(part, words)
    wrong |= _check_ages(values)
    if wrong:
        raise ValidationError(wrong)


def _check_ages(values: Mapping[str, Any]) -> dict[str, str]:
    given = [name for name in BAND_FIELDS if values[name] is not None]
    total = sum(values[name] for name in given)
    for whole, word in (("minors", "mineurs"), ("people", "personnes")):
        if given and _more(total, values[whole]):
            words = f"Les tranches d’âge font {total} mineurs : plus que de {word}."
            return {given[0]: words}
    return {}


def _check_each(values: Mapping[str, Any]) -> None:
    """What forms and serializers refuse already; whoever else writes is told so too."""
    wrong = {}
    for name, value in values.items():
        if name in LEVEL_FIELDS:
            if value not in ConditionLevel.values:
                wrong[name] = "Choisissez un des quatre niveaux."
        elif name == "origins":
            if not set(value) <= set(Origin.values) or len(set(value)) != len(value):
                wrong[name] = "Choisissez parmi les origines proposées, chacune une fois."
        elif value is not None and not 0 <= value <= MOST:
            wrong[name] = f"Indiquez un nombre entre 0 et {MOST}."
    if wrong:
        raise ValidationError(wrong)


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole
