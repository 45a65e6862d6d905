"""How much of a site is known: one table of weights, read by Python and by SQL.

Only columns of the site's own row, so that lists, sorts and filters need no join.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from sites.enums import ConditionLevel, SurveyGroup
from sites.models import CONDITION_FIELDS, Site


class Rule(Enum):
    """When a column is known: to a row, and to a query."""

    NUMBER = "number"  # not NULL; 0 is known
    TEXT = "text"
    LEVEL = "level"


_ROW: Mapping[Rule, Callable[[Any], bool]] = {
    Rule.NUMBER: lambda value: value is not None,
    Rule.TEXT: bool,
    Rule.LEVEL: lambda value: value != ConditionLevel.INCONNU,
}
_QUERY: Mapping[Rule, Callable[[str], Q]] = {
    Rule.NUMBER: lambda name: Q(**{f"{name}__isnull": False}),
    Rule.TEXT: lambda name: ~Q(**{name: ""}),
    Rule.LEVEL: lambda name: ~Q(**{name: ConditionLevel.INCONNU}),
}


@dataclass(frozen=True, slots=True)
class Item:
    """Known as soon as one of its `fields` is; `route` and `anchor` are where it is filled in."""

    label: str
    weight: int
    fields: tuple[str, ...]
    rule: Rule
    route: str
    anchor: str = ""

    def is_known(self, site: Site) -> bool:
        return any(_ROW[self.rule](getattr(site, name)) for name in self.fields)

    def condition(self) -> Q:
        condition = Q()
        for name in self.fields:
            condition |= _QUERY[self.rule](name)
        return condition

    def address(self, site: Site) -> str:
        return reverse(self.route, args=[site.reference]) + (f"#{self.anchor}" * bool(self.anchor))


EDIT, SURVEY = "site-edit", "site-survey"


def _figure(name: str, label: str, weight: int) -> Item:
    return Item(label, weight, (name,), Rule.NUMBER, SURVEY, f"id_{name}")


def _level(group: SurveyGroup, name: str) -> Item:
    return Item(str(group.label), 5, (name,), Rule.LEVEL, SURVEY, f"id_{name}")


# A new field that matters is a row here, and nothing else.
ITEMS: tuple[Item, ...] = (
    Item("Appellation ou adresse", 10, ("name", "address"), Rule.TEXT, EDIT, "id_name"),
    Item("Informations d’accès", 5, ("access_details",), Rule.TEXT, EDIT, "id_access_details"),
    Item("Date d’installation", 5, ("settled_on",), Rule.NUMBER, EDIT, "id_settled_on"),
    _figure("people", "Personnes", 20),
    _figure("households", "Ménages", 10),
    _figure("minors", "Mineurs", 10),
    _figure("schooled_minors", "Mineurs scolarisés", 10),
    *(_level(group, name) for group, name in CONDITION_FIELDS.items()),
)
WHOLE = sum(item.weight for item in ITEMS)


@dataclass(frozen=True, slots=True)
class Completeness:
    """`missing`: what is still to be known, the weightiest first."""

    percent: int
    missing: tuple[Item, ...]


def completeness_of(site: Site) -> Completeness:
    missing = tuple(item for item in ITEMS if not item.is_known(site))
    known = WHOLE - sum(item.weight for item in missing)
    return Completeness(known * 100 // WHOLE, tuple(sorted(missing, key=lambda item: -item.weight)))


def percent_of(site: Site) -> int:
    return completeness_of(site).percent


def percent() -> Any:
    """The same as an expression on a site, an integer."""
    known: list[Any] = [
        Case(
            When(item.condition(), then=Value(item.weight)),
            default=Value(0),
            output_field=IntegerField(),
        )
        for item in ITEMS
    ]
    total = sum(known[1:], known[0])
    return total * Value(100) / Value(WHOLE)


def at_most(given: int) -> Q:
    return Q(LessThanOrEqual(percent(), Value(given)))
