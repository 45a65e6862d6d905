"""The figures above a list, and at its foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from sites.querysets import SiteQuerySet


@dataclass(frozen=True, slots=True)
class Known:
    """A sum of the known numbers; `unknown` counts the sites that have none, `None` is no sum."""

    total: int | None
    unknown: int


@dataclass(frozen=True, slots=True)
class Totals:
    """`people` sums the known numbers; `unknown` counts the sites that have none.

    `fields` holds the same of the other fields that were asked for.
    """

    sites: int
    people: int
    unknown: int
    fields: Mapping[str, Known] = field(default_factory=dict)


def totals(sites: SiteQuerySet, fields: Sequence[str] = ()) -> Totals:
    """One query; `fields` are numbers of a site to be summed too."""
    asked: dict[str, Count | Sum] = {}
    for name in ("people", *fields):
        asked[f"unknown_{name}"] = Count("pk", filter=Q(**{f"{name}__isnull": True}))
        asked[f"sum_{name}"] = Sum(name)
    found = sites.order_by().aggregate(sites=Count("pk"), **asked)
    return Totals(
        sites=found["sites"],
        people=found["sum_people"] or 0,
        unknown=found["unknown_people"],
        fields={name: Known(found[f"sum_{name}"], found[f"unknown_{name}"]) for name in fields},
    )
