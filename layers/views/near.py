"""« Près de moi »: no map, no tile. The position comes in a body, for addresses are logged."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from actors.http import Request
from layers import near

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422


# The geocoder may take seconds: no transaction waits for it.
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """POST `lieu`: coordinates as the device gives them, or what was typed."""
    if request.method != "POST":
        return _show(request, {}, 200)
    asked = request.POST.get("lieu", "")
    try:
        point, words = near.locate(asked)
    except ValidationError as error:
        status = UNPROCESSABLE if request.htmx else 400
        return _show(request, {"asked": asked, "error": error.messages[0]}, status)
    rows, has_more = near.near(request.scope, point)
    from_device = "appareil" in request.POST
    context = {
        "asked": "" if from_device else asked,
        "around": "" if from_device else words,
        "rows": rows,
        "has_more": has_more,
        "is_found": True,
    }
    return _show(request, context, 200)


def _show(request: Request, context: dict[str, Any], status: int) -> HttpResponse:
    empty = {"asked": "", "around": "", "error": "", "rows": [], "has_more": False}
    limits = {"kilometres": near.METRES // 1000, "most": near.MOST, "is_found": False}
    return render(request, "layers/near.html", empty | limits | context, status=status)
