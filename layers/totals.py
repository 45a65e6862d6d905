"""The figures above a list."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from sites.querysets import SiteQuerySet


@dataclass(frozen=True, slots=True)
class Totals:
    """`people` sums the known numbers; `unknown` counts the sites that have none."""

    sites: int
    people: int
    unknown: int


def totals(sites: SiteQuerySet) -> Totals:
    """One query."""
    found = sites.order_by().aggregate(
        sites=Count("pk"),
        unknown=Count("pk", filter=Q(people__isnull=True)),
        people=Sum("people", default=0),  # last: from there on `people` would mean the sum
    )
    return Totals(**found)
