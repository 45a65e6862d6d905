"""The filters on what a site itself holds, in the order of forms and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import NullIf

from sites.filters import parsing, people, presences
from sites.filters.dates import DATES
from sites.filters.declaration import Filter, declare, declare_crossings
from sites.filters.kinds import CONDITIONS, DEFAULT_STATUSES, KINDS, STATUS
from sites.filters.moves import MOVES
from sites.filters.places import PLACES, TERRITORY
from sites.filters.preparation import PREPARATION
from territories.functions import Normalise


@dataclass(frozen=True, slots=True)
class Default:
    """What holds where the filter is not given, `unless` one of others is."""

    value: Any
    unless: frozenset[str] = frozenset()


def _by_text(text: str) -> Q:
    # of signs alone nothing is left to look for, which is in no site rather than in all
    words = NullIf(Normalise(Value(text)), Value(""))
    return Q(search_text__contains=words) if text else Q()


TEXT = Filter(
    "texte",
    "Nom, adresse ou référence",
    parsing.short_text,
    _by_text,
    "« {} »".format,
    expects=f"{parsing.LONGEST_TEXT} caractères au plus",
)

declare(
    TERRITORY,
    STATUS,
    *people.PEOPLE,
    *CONDITIONS,
    *KINDS,
    *presences.PRESENCES,
    *MOVES,
    *DATES,
    *PREPARATION,
    *PLACES,
    TEXT,
)
declare_crossings(*people.CROSSINGS, *presences.CROSSINGS)

# `ouvert_le` asks for the status of another day.
DEFAULTS: Mapping[str, Default] = {"statut": Default(DEFAULT_STATUSES, frozenset({"ouvert_le"}))}
