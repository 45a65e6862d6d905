from typing import TYPE_CHECKING

from django.http import HttpRequest

from actors.scope import Scope

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from actors.models import User


JSON = "application/json"


def wants_json(request: HttpRequest) -> bool:
    """Whether a program reads the answer, as it says: errors are then left to
    `geo_resorption.problems`."""
    return request.get_preferred_type(["text/html", JSON]) == JSON


def is_awaited(request: HttpRequest) -> bool:
    """Whether a person waits for the answer before the form, as she does for a page; else a device
    sends what it had kept, and nobody may be there."""
    return not request.headers.get("X-Reader") or "X-Awaited" in request.headers


class Request(HttpRequest):
    """What a view behind the sign-in receives, once `actors.middleware` has met it; for types."""

    htmx: "HtmxDetails"
    scope: Scope
    user: "User"
