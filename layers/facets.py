"""What each choice of a fold would leave: counted in one query, among the reader's own sites."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from actors.scope import Scope
from sites.filters import Control, Filter, SiteFilter, available, where
from sites.models import Intervenant, Site

MOST_STRUCTURES = 50

# {filter: {value: number of sites}}
Counts = dict[str, dict[str, int]]


class Structure(NamedTuple):
    """A structure and the sites where it intervenes, among those that the filters leave."""

    value: str
    label: str
    sites: int


def fold_of(scope: Scope, slug: str) -> list[Filter]:
    """The filters of a fold that this reader may use. ValidationError when there are none."""
    found = [known for known in available(scope) if known.fold and known.fold_slug == slug]
    if not found:
        raise ValidationError({"pli": "Ce groupe de filtres n’existe pas."})
    return found


def counts(scope: Scope, filters: SiteFilter, fold: Sequence[Filter]) -> Counts:
    """One query, however many choices: each with all the other filters, and itself in place of
    its filter's own value."""
    asked = {
        (known.name, choice.value): filters.choosing(known.name, choice.value, scope).in_force
        for known in fold
        for choice in known.offered
    }
    if not asked:
        return {}
    common = _common(asked.values())
    sites = Site.objects.visible_to(scope).filter(*(where(*one) for one in common.items()))
    columns = {
        f"choice_{number}": Count("pk", filter=_all(values, common))
        for number, values in enumerate(asked.values())
    }
    found = sites.order_by().aggregate(**columns)
    counted: Counts = {}
    for (name, value), number in zip(asked, found.values(), strict=True):
        counted.setdefault(name, {})[value] = number
    return counted


def structures(scope: Scope, filters: SiteFilter) -> list[Structure]:
    """The live intervenants of the sites that the other filters leave, the most present first.

    They are what a reader may choose among: a structure that intervenes on none of his sites is
    not named, whether or not it exists. One query.
    """
    others = filters.without("intervenant")
    sites = others.apply(Site.objects.visible_to(scope)).order_by()
    rows = (
        Intervenant.objects.live(timezone.localdate())
        .filter(Exists(sites.filter(pk=OuterRef("site"))))
        .values("organisation", "organisation__name")
        .annotate(sites=Count("site", distinct=True))
        .order_by("-sites", "organisation__name", "organisation")
    )
    return [
        Structure(str(row["organisation"]), row["organisation__name"], row["sites"])
        for row in rows[:MOST_STRUCTURES]
    ]


def has_structures(fold: Iterable[Filter]) -> bool:
    return any(known.control == Control.STRUCTURE for known in fold)


def _common(asked: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What holds whatever is chosen: it narrows the query itself, by its indexes."""
    first, *others = asked
    return {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in others)
    }


def _all(values: Mapping[str, Any], common: Mapping[str, Any]) -> Q:
    condition = Q()
    for name, value in values.items():
        if name not in common:
            condition &= where(name, value)
    return condition
