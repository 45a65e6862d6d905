"""The link under each mail: no more of these, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from journal.services.letters import PREFERENCES
from journal.services.unsubscribing import unsubscribe as stop
from journal.services.unsubscribing import wish_of

PAGE = "journal/unsubscribe.html"


@csrf_exempt  # a mail reader's one click has no cookie: the signed link is the proof
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing (mail filters follow links); POST does it (RFC 8058)."""
    try:
        wish = wish_of(token)
    except Http404:
        return render(request, PAGE, {"reasons": [], "is_done": False}, status=404)
    is_done = request.method == "POST"
    if is_done:
        stop(wish)
    reasons = [reason.label for reason in wish.reasons]
    context = {"reasons": reasons, "is_done": is_done, "preferences": PREFERENCES}
    return render(request, PAGE, context)
