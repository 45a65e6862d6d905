"""The list: the map's own filters, in the map's own address."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.http import Request
from actors.places import departements_of
from actors.scope import Scope
from layers.enums import ViewPage
from layers.forms import filter_form
from layers.listing import table
from layers.listing.addresses import OF_THE_MAP, Address, own_of, read_yes
from layers.listing.choosing import Chosen, Sorted, read_columns, read_sort, remember
from layers.opening import said
from layers.paging import AFTER, BEFORE, KeyPage, page_by_key, read_cut
from layers.totals import totals
from layers.view_forms import fold
from layers.views.wrong import told
from layers.whereabouts import beyond
from legal import reads
from sites.filters import SiteFilter
from sites.filters.kinds import active_words
from sites.models import Site
from sites.querysets import SiteQuerySet

PAGE_SIZE, PRINTED = 50, 1000
# With more the letters get smaller on paper; with more still, a row is no row there.
MANY_COLUMNS, TOO_MANY_COLUMNS = 10, 15
ALSO = frozenset({"tri", "colonnes", "impression", "retenir", AFTER, BEFORE, *OF_THE_MAP})


@require_safe
@told
def listing(request: Request) -> HttpResponse:
    scope, params = request.scope, request.GET
    filters = SiteFilter.read(params, scope, ALSO)
    keep, printed = read_yes(params, "retenir"), read_yes(params, "impression")
    chosen = read_columns(params, {} if keep else request.COOKIES, scope)
    sort = read_sort(params, scope)
    address = Address(filters, own_of(params, tri=sort.asked, colonnes=chosen.asked))
    if keep:
        return _remembering(address, chosen)
    cut = None if printed else read_cut(params, sort.order(scope))
    found = filters.apply(Site.objects.visible_to(scope))
    sums = totals(found, [column.sum for column in chosen.columns if column.sum])
    page = page_by_key(
        _with_places(found, chosen), sort.order(scope), PRINTED if printed else PAGE_SIZE, cut
    )
    reads.by_filters(scope, filters.values, (site.pk for site in page.rows))
    context = _table(scope, chosen, sort, address, page) | {
        "totals": sums,
        "foot": table.foot(chosen.columns, sums),
        "chips": _chips(filters, address),
        "chosen": filters.values.get("dans"),
        "default_status": "" if "statut" in filters.values else active_words(),
        "national": scope.national,
        "organisation": scope.organisation_name,
        "now": timezone.localtime(),
        "address": address.to(),
    }
    if printed:
        return render(request, "layers/list-print.html", context)
    around = _around(request, filters, address, context)
    return render(request, "layers/list.html", context | around)


def _table(
    scope: Scope, chosen: Chosen, sort: Sorted, address: Address, page: KeyPage
) -> dict[str, Any]:
    def sorted_by(name: str) -> str:
        return address.to(tri=name)

    return {
        "columns": chosen,
        "many": len(chosen.columns) > MANY_COLUMNS,
        "lines": len(chosen.columns) > TOO_MANY_COLUMNS,
        "sort": sort,
        "headings": table.headings(chosen.columns, sort, sorted_by),
        "ways": table.ways(chosen.columns, sort, sorted_by),
        "rows": table.rows(scope, chosen.columns, page.rows),
        "before": address.to(avant=page.before) if page.before else "",
        "after": address.to(apres=page.after) if page.after else "",
    }


def _around(
    request: Request, filters: SiteFilter, address: Address, context: dict[str, Any]
) -> dict[str, Any]:
    """What stands beside the table on a screen, and not on paper."""
    scope, territory = request.scope, context["chosen"]
    return {
        "form": filter_form(filters, scope),
        "departements": departements_of(scope),
        "beyond": beyond(scope, territory, context["totals"]),
        "said": said(scope, request.GET, territory),
        "fold": fold(request, ViewPage.LIST),
        "rest": address.beside(filters.query_string(without="dans")),
        "print_address": address.to(impression="oui"),
        "usual_address": address.to(colonnes="", retenir="oui"),
        "kept": address.own,
        "column_fields": address.fields("colonnes"),
    }


def _remembering(address: Address, chosen: Chosen) -> HttpResponse:
    """The columns are in the browser, and in the address, unless they are the usual ones."""
    query = address.to(colonnes="" if chosen.usual else chosen.asked)
    response = HttpResponseRedirect(f"?{query}")
    remember(response, chosen, bool(settings.SESSION_COOKIE_SECURE))
    return response


def _with_places(sites: SiteQuerySet, chosen: Chosen) -> SiteQuerySet:
    """A site without name or address is called after its commune."""
    related = {place for column in chosen.columns for place in column.related}
    return sites.select_related("commune", *sorted(related))


def _chips(filters: SiteFilter, address: Address) -> list[Any]:
    return [replace(chip, without=address.beside(chip.without)) for chip in filters.chips()]
