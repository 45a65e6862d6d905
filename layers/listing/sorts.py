"""What the list may be sorted by. A plain `tri` is the first of the `ways`, `-` the second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat, LPad, NullIf

from actors.scope import Scope
from journal.feature import counted, last_published
from layers.paging import Kind, Order
from sites import completeness
from sites.enums import ConditionLevel
from sites.models import CONDITION_FIELDS
from territories.functions import Normalise
from territories.models import Territory

REFERENCE_DIGITS = 12
LETTERS = ("de A à Z", "de Z à A")
NUMBERS = ("du plus petit au plus grand", "du plus grand au plus petit")
DAYS = ("du plus récent au plus ancien", "du plus ancien au plus récent")
LEVELS = ("les plus mauvaises d’abord", "les meilleures d’abord")


@dataclass(frozen=True, slots=True)
class Sort:
    """`key` is an expression on a site for one reader, of that `kind`.

    `descending` when plain; `first` is the sign that a heading's first click asks for.
    """

    words: str
    key: Callable[[Scope], Any]
    kind: Kind
    ways: tuple[str, str]
    descending: bool = False
    nullable: bool = True
    first: str = ""

    def order(self, scope: Scope, turned: bool) -> Order:
        return Order(
            self.key(scope), self.kind, self.descending != turned, turned, nullable=self.nullable
        )


def days(words: str, field: str, kind: Kind = Kind.DAY, nullable: bool = True) -> Sort:
    """The newest first."""
    return Sort(words, lambda _: F(field), kind, DAYS, descending=True, nullable=nullable)


def numbers(words: str, field: str, first: str = "-") -> Sort:
    """A heading's first click brings the largest up."""
    return Sort(words, lambda _: F(field), Kind.NUMBER, NUMBERS, first=first)


def places(words: str, field: str) -> Sort:
    # Looked up by site: joined, all the territories of France are read for a few hundred sites.
    names = Territory.objects.order_by().filter(pk=OuterRef(field)).values("search_name")
    return Sort(words, lambda _: Subquery(names), Kind.WORDS, LETTERS)


def texts(words: str, field: str) -> Sort:
    known = NullIf(Normalise(F(field)), Value(""), output_field=TextField())
    return Sort(words, lambda _: known, Kind.WORDS, LETTERS)


def ranks(words: str, field: str, values: Sequence[str], ways: tuple[str, str]) -> Sort:
    """In the order of a declared enum."""
    return Sort(words, lambda _: _rank(field, values), Kind.NUMBER, ways)


def level(words: str, field: str) -> Sort:
    worst_first = (ConditionLevel.MAUVAIS, ConditionLevel.A_AMELIORER, ConditionLevel.BON)
    return ranks(words, field, worst_first, LEVELS)


def _rank(field: str, values: Sequence[str]) -> Case:
    steps = (When(**{field: value}, then=Value(place)) for place, value in enumerate(values, 1))
    return Case(*steps, default=None, output_field=IntegerField())


def _bad_conditions(_: Scope) -> Case:
    """How many living conditions are bad; NULL when none of them is known."""
    fields = CONDITION_FIELDS.values()
    unknown = Q(**dict.fromkeys(fields, ConditionLevel.INCONNU))
    bad = [
        Case(
            When(**{field: ConditionLevel.MAUVAIS}, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        for field in fields
    ]
    return Case(When(unknown, then=None), default=sum(bad[1:], bad[0]), output_field=IntegerField())


def _by_number(_: Scope) -> Any:
    """69-0042 before 69-10001: as numbers, within the department where they were given."""
    code, number = (
        Func(
            F("reference"), Value("-"), Value(part), function="split_part", output_field=CharField()
        )
        for part in (1, 2)
    )
    return Concat(
        code,
        Value("-"),
        LPad(number, REFERENCE_DIGITS, Value("0")),
        output_field=TextField(),
    )


REFERENCE = Sort(
    "référence", _by_number, Kind.WORDS, ("dans l’ordre", "dans l’ordre inverse"), nullable=False
)
CONDITIONS = Sort(
    "nombre de conditions de vie mauvaises",
    _bad_conditions,
    Kind.NUMBER,
    (NUMBERS[1], NUMBERS[0]),
    descending=True,
)
LAST_MESSAGE = Sort(
    "dernier message du journal",
    lambda scope: Subquery(last_published(scope, OuterRef("pk"))),
    Kind.INSTANT,
    DAYS,
    descending=True,
)
ATTENTION = Sort(
    "points d’attention ouverts",
    lambda scope: Subquery(counted(scope).filter(site=OuterRef("pk")).values("points")),
    Kind.NUMBER,
    NUMBERS,
    first="-",
)
COMPLETENESS = Sort(
    "complétude", lambda _: completeness.percent(), Kind.NUMBER, NUMBERS, nullable=False
)
