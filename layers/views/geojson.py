"""What the map reads."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from actors.http import Request
from layers import outlines, points
from layers.selection import selected

CONTENT_TYPE = "application/geo+json"
IMMUTABLE = f"private, max-age={365 * 24 * 3600}, immutable"


# One statement is consistent by itself: a transaction around it would only add two exchanges.
@transaction.non_atomic_requests
@require_safe
def sites(request: Request) -> HttpResponse:
    """Points of the reader's sites, filtered as the list is, in a rectangle if one is given."""
    found = selected(request.scope, request.GET)
    return HttpResponse(points.sites_geojson(found), content_type=CONTENT_TYPE)


@require_safe
def territories(request: Request, level: str) -> HttpResponse:
    """Outlines of a level inside a territory; under the version in force, cacheable for a year."""
    known = outlines.version()
    asked = outlines.read(level, request.GET)
    if request.GET.get("v") != known:
        return HttpResponseRedirect(outlines.address(level, asked.container, known))
    response = HttpResponse(outlines.geojson(asked), content_type=CONTENT_TYPE)
    response["Cache-Control"] = IMMUTABLE
    return response
