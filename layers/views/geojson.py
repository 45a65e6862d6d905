"""What the map reads: every layer of the catalogue, by one view."""

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from actors import abilities
from actors.http import Request
from layers.catalogue import Layer

CONTENT_TYPE = "application/geo+json"
IMMUTABLE = f"private, max-age={365 * 24 * 3600}, immutable"


# One statement is consistent by itself: a transaction around it would only add two exchanges.
@transaction.non_atomic_requests
@require_safe
def layer(request: Request, known: Layer, **parts: str) -> HttpResponse:
    """The FeatureCollection of a layer: asked again each time, or kept under its version."""
    if known.ability is not None and not abilities.may(request.scope, known.ability):
        raise Http404(f"No layer {known.id} for this reader")
    asked = known.read(request.scope, request.GET, **parts)
    if known.version is None:
        return HttpResponse(known.write(asked), content_type=CONTENT_TYPE)
    version = known.version()
    if request.GET.get("v") != version:
        params = request.GET.copy()
        params["v"] = version
        return HttpResponseRedirect(f"{request.path}?{params.urlencode()}")
    response = HttpResponse(known.write(asked), content_type=CONTENT_TYPE)
    response["Cache-Control"] = IMMUTABLE
    return response
