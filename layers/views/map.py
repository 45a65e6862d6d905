"""The map: its filters, what they leave, and where it opens. The layers come by themselves."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actors.http import Request
from actors.places import departements_of
from actors.scope import Scope
from layers import colours, outlines
from layers.colours import Colour
from layers.drawing import POINTS_FROM, is_small
from layers.enums import ViewPage
from layers.forms import filter_form
from layers.opening import said
from layers.totals import totals
from layers.view_forms import fold
from layers.views.wrong import told
from layers.whereabouts import beyond, overseas, whereabouts
from sites import basemaps
from sites.enums import ACTIVE, Precision, SiteStatus
from sites.filters import SiteFilter
from sites.filters.kinds import active_words
from sites.models import Site

STALE_DAYS = 90
# They stand in the address beside the filters: what is open, the colours, the ground, the order.
ALSO = frozenset({"site", "couleur", "fond", "tri", "colonnes", "vue"})
ANY_REFERENCE, ANY_LEVEL = "00-0000", "niveau"


@require_safe
@told
def page(request: Request) -> HttpResponse:
    scope = request.scope
    filters = SiteFilter.read(request.GET, scope, ALSO)
    basemaps.check(request.GET.get("fond", ""))
    departements = list(departements_of(scope))
    colour = colours.read(request.GET, scope)
    context = _state(request, filters) | {
        "colour": colour,
        "form": filter_form(filters, scope),
        "departements": departements,
        "fold": fold(request, ViewPage.MAP),
        "settings": _settings(scope) | {"overseas": overseas(departements)},
        "preloads": _preloads(scope, filters, colour),
    }
    return render(request, "layers/map.html", context)


@require_safe
def state(request: Request) -> HttpResponse:
    """What the filters leave, in words, for a map that is already on the screen."""
    filters = SiteFilter.read(request.GET, request.scope, ALSO)
    return render(request, "layers/map/_state.html", _state(request, filters))


def _state(request: Request, filters: SiteFilter) -> dict[str, Any]:
    scope = request.scope
    chosen = filters.values.get("dans")
    where = whereabouts(scope, chosen)
    rest = filters.query_string(without="dans")
    title = _title(where.name, filters)
    sums = totals(filters.apply(Site.objects.visible_to(scope)))
    return {
        "filters": filters,
        "chips": filters.chips(),
        "chosen": chosen,
        "query": filters.query_string(),
        "title": title,
        "default_status": "" if "statut" in filters.values else active_words(),
        "totals": sums,
        "where": where,
        "rest": rest,
        "ground": {
            "box": where.box,
            "outlined": where.outlined,
            "around": where.region.slug if where.region else "",
            "title": title,
            "sites": sums.sites,
            "chosen": chosen.name if chosen else "",
            "beyond": beyond(scope, chosen, sums),
            "said": said(scope, request.GET, chosen),
            "rest": rest,
        },
    }


def _title(name: str, filters: SiteFilter) -> str:
    """What is shown, in the words of a browser's tab."""
    chips = [f"{chip.label} : {chip.words}" for chip in filters.chips() if chip.name != "dans"]
    return " · ".join([f"Carte des sites : {name}", *chips])


def _preloads(scope: Scope, filters: SiteFilter, colour: Colour) -> list[tuple[str, str]]:
    """(media, address): what `map/sites` will ask for first, as it writes it, wide and on a phone.

    An address with a view of its own may ask for another: a few kB for nothing.
    """
    chosen = filters.values.get("dans")
    layer, query = reverse("layer-sites"), filters.query_string()

    more = f"avec={colour.asks}" if colour.asks else ""

    def at(zoom: int) -> str:
        return f"{layer}?{'&'.join(filter(None, [query, more, f'zoom={zoom}']))}"

    if is_small(scope, chosen):
        return [("all", at(POINTS_FROM))]
    if chosen is not None:  # where its view falls is the screen's to say
        return []
    return [("(min-width: 62em)", at(8)), ("(max-width: 61.99em)", at(5))]


def _settings(scope: Scope) -> dict[str, Any]:
    """What the modules need to know; `ANY_…` stand where they write their own."""
    return {
        "basemaps": basemaps.for_map(),
        "defaultBasemap": basemaps.DEFAULT,
        "staleDays": STALE_DAYS,
        "small": is_small(scope, None),
        "statuses": dict(SiteStatus.choices),
        "active": ACTIVE,
        "precisions": dict(Precision.choices),
        "colours": colours.settings(scope),
        "any": {"reference": ANY_REFERENCE, "level": ANY_LEVEL},
        "urls": {
            "state": reverse("map-state"),
            "here": reverse("map-here"),
            "sites": reverse("layer-sites"),
            "footprints": reverse("layer-footprints"),
            "outlines": outlines_address(),
            "sheet": reverse("site-sheet", args=[ANY_REFERENCE]),
            "page": reverse("site", args=[ANY_REFERENCE]),
            "report": reverse("site-report"),
        },
    }


def outlines_address() -> str:
    """The outlines in force, `ANY_LEVEL` standing for the level."""
    return f"{reverse('layer-territories', args=[ANY_LEVEL])}?v={outlines.version()}"
