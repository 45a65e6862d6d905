"""The list: the map's own filters, in the map's own address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.http import Request
from actors.paging import page_number, page_of
from actors.places import departements_of
from layers.enums import ViewPage
from layers.facts import conditions_of
from layers.forms import filter_form
from layers.opening import said
from layers.totals import Totals, totals
from layers.view_forms import fold
from layers.whereabouts import beyond
from sites.filters import SiteFilter
from sites.models import Site
from sites.querysets import SiteQuerySet

PAGE_SIZE = 50
# value of `tri` → its words, and the order; the first is the one of the model
SORTS: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "maj": ("Dernière actualisation", ("-updated_on", "reference")),
    "personnes": ("Nombre de personnes", (F("people").desc(nulls_last=True), "reference")),
    "commune": ("Commune", ("commune__search_name", "reference")),
    "reference": ("Référence", ("departement__code", "pk")),
}
# A column that has a sort carries its name.
COLUMNS = (
    ("reference", "Site"),
    ("commune", "Commune"),
    ("personnes", "Personnes"),
    ("statut", "Statut"),
    ("conditions", "Conditions de vie"),
    ("maj", "Actualisé"),
)
DESCENDING = ("maj", "personnes")
ALSO = frozenset({"page", "tri", "vue"})


@dataclass(frozen=True, slots=True)
class Column:
    """`address` sorts by it; empty where one cannot. `direction` in the words of ARIA."""

    name: str
    label: str
    words: str
    address: str
    is_sorted: bool
    direction: str


@require_safe
def listing(request: Request) -> HttpResponse:
    scope = request.scope
    filters = SiteFilter.read(request.GET, scope, ALSO)
    chosen = filters.values.get("dans")
    sort = _read_sort(request.GET)
    found = filters.apply(Site.objects.visible_to(scope))
    sums = totals(found)
    sites = _read_page(request.GET, found.order_by(*SORTS[sort][1]), sums)
    context = {
        "form": filter_form(filters, scope),
        "departements": departements_of(scope),
        "chosen": chosen,
        "beyond": beyond(scope, chosen, sums),
        "said": said(scope, request.GET, chosen),
        "fold": fold(request, ViewPage.LIST),
        "rest": filters.query_string(without="dans"),
        "chips": filters.chips(),
        "query": filters.query_string(),
        "sort": sort,
        "sort_words": SORTS[sort][0].lower(),
        "columns": [_column(filters, name, label, sort) for name, label in COLUMNS],
        "totals": sums,
        "sites": sites,
        "rows": [(site, conditions_of(site)) for site in sites],
    }
    return render(request, "layers/list.html", context)


def _column(filters: SiteFilter, name: str, label: str, sort: str) -> Column:
    return Column(
        name,
        label,
        words=SORTS[name][0] if name in SORTS else "",
        address=filters.query_string(tri=name) if name in SORTS else "",
        is_sorted=name == sort,
        direction="descending" if name in DESCENDING else "ascending",
    )


def _read_sort(params: QueryDict) -> str:
    asked = params.get("tri") or next(iter(SORTS))
    if asked not in SORTS:
        raise ValidationError({"tri": f"Tris possibles : {', '.join(SORTS)}."})
    return asked


def _read_page(params: QueryDict, sites: SiteQuerySet, sums: Totals) -> Page:
    """ValidationError unless the number of a page that is there."""
    paginator = Paginator(sites.select_related("commune"), PAGE_SIZE)
    paginator.count = sums.sites  # type: ignore[misc]  # counted already, with the people
    page: Page = page_of(paginator, page_number(params))
    return page
