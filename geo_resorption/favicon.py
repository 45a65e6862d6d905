"""Asked for by name where no page says where it is: a feed, a file, an answer of the API."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@login_not_required
@transaction.non_atomic_requests
@cache_control(public=True, max_age=24 * 3600)
@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """Not for ever: the address that it leads to changes with the file."""
    return redirect(static("dsfr/dist/favicon/favicon.ico"))
