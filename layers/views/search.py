"""`/recherche/`: a page of results for people, the same groups in JSON for the box as one types."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from actors.http import Request
from layers import search

HTML, JSON = "text/html", "application/json"


# No transaction stays open while the geocoder takes its time.
@transaction.non_atomic_requests
@require_safe
def page(request: Request) -> HttpResponse:
    wants_json = request.get_preferred_type([HTML, JSON]) == JSON
    response = _json(request) if wants_json else _html(request)
    patch_vary_headers(response, ["Accept"])
    return response


def _json(request: Request) -> HttpResponse:
    """The addresses alone if they are asked for: a slow geocoder never delays the rest."""
    asked = search.read(request.GET)
    if not asked.text:
        raise ValidationError({"q": "Dites ce que vous cherchez."})
    if asked.addresses:
        groups = search.addresses(asked.text)
    else:
        groups = search.known_here(request.scope, asked.text)
    return JsonResponse([group.as_json() for group in groups], safe=False)


def _html(request: Request) -> HttpResponse:
    """What is wrong with the words stands at their field."""
    try:
        asked = search.read(request.GET)
    except ValidationError as error:
        if set(error.message_dict) != {"q"} or len(request.GET.getlist("q")) > 1:
            raise
        wrong = {"q": request.GET["q"][: search.LONGEST], "error": error.messages[0]}
        return render(request, "layers/search.html", wrong, status=400)
    context: dict[str, Any] = {"q": asked.text, "asked_addresses": asked.addresses}
    if asked.text:
        context |= {
            "groups": search.known_here(request.scope, asked.text),
            "may_leave": search.may_leave(asked.text),
            "addresses": search.addresses(asked.text) if asked.addresses else [],
        }
    return render(request, "layers/search.html", context)
