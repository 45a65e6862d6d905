"""What the map says of the ground that was clicked; it tells nothing of any site."""

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from actors.http import Request
from layers import here

READABLE = {"ensure_ascii": False}


# The geocoder may take seconds: no transaction waits for it.
@transaction.non_atomic_requests
@require_safe
def position(request: Request) -> HttpResponse:
    """`?position=lat,lng`: territories and coordinates; `&parcelle=oui`: the parcel alone."""
    point, asks_parcel = here.read(request.GET)
    found = here.parcel(point) if asks_parcel else here.describe(point)
    return JsonResponse(found, json_dumps_params=READABLE)
