"""What a device needs to send what it kept: the session may be another than when it was written."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actors.http import Request


@never_cache
@require_safe
def fresh(request: Request) -> HttpResponse:
    """`token` goes in X-CSRFToken (its cookie is out of reach of scripts), `reader` in X-Reader."""
    return JsonResponse({"token": get_token(request), "reader": request.scope.membership_id})
