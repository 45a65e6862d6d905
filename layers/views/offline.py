"""What a device shows without network: a page of its own, which holds nobody's data."""

import hashlib
import html
import json
import re

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal.enums import Audience, EntryKind

QUEUE = "built/outbox/queue.js"
# Whoever they name is not known without network.
AUDIENCES = [choice for choice in Audience.choices if choice[0] != Audience.NOMMES]


@login_not_required
@transaction.non_atomic_requests
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What waits on this device, and a composer. The same for everybody: the service worker keeps
    it, whoever signs in next; what is a reader's own is in the device's store, under his name."""
    response = HttpResponse(_shell())
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@transaction.non_atomic_requests
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """`?simple`: without the module that sends while the page is closed, for older browsers."""
    assets = _assets()
    context = {
        "assets": json.dumps(assets),
        "version": hashlib.sha256("".join([_shell(), *assets]).encode()).hexdigest()[:12],
        "queue": "" if "simple" in request.GET else static(QUEUE),
        "offline": reverse("offline"),
    }
    script = render_to_string("layers/service-worker.js", context).lstrip()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _shell() -> str:
    context = {"audiences": AUDIENCES, "kinds": EntryKind.choices}
    return render_to_string("layers/offline.html", context)


def _assets() -> list[str]:
    """Addresses of the page's styles and of its module, and of the one that sends for it."""
    named = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)"', _shell())
    return sorted({*map(html.unescape, named), static(QUEUE)})
