"""A component keeps a style sheet of its own; a page asks for all of its components at once.

    {% load styles %}{% styles "variables" "page" %}

Their text is small: what costs is the number of requests, each of which keeps the page waiting.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

FOLDER = Path(settings.BASE_DIR, "static/css")
IMMUTABLE = f"public, max-age={365 * 24 * 3600}, immutable"

register = template.Library()


@register.simple_tag
def styles(*names: str) -> SafeString:
    """The link to these sheets of `static/css/`, in that order; its address names their text."""
    query = urlencode({"feuilles": ",".join(names), "v": _read(names)[0]}, safe=",")
    return format_html('<link rel="stylesheet" href="{}?{}" />', reverse("stylesheets"), query)


@login_not_required
@transaction.non_atomic_requests
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """`feuilles`: names of sheets. Kept for ever under the `v` of their text; 404 for any other."""
    names = tuple(request.GET.get("feuilles", "").split(","))
    if not set(names) <= _known():
        raise Http404
    version, text = _read(names)
    if request.GET.get("v") != version:
        raise Http404
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = IMMUTABLE
    return response


def _read(names: tuple[str, ...]) -> tuple[str, str]:
    paths = tuple(FOLDER / f"{name}.css" for name in names)
    return _joined(paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache
def _joined(paths: tuple[Path, ...], changed: tuple[int, ...]) -> tuple[str, str]:
    """(version, text); `changed` makes an edited sheet be read again."""
    text = "\n".join(path.read_text() for path in paths)
    return hashlib.sha256(text.encode()).hexdigest()[:12], text


def _known() -> set[str]:
    return {path.stem for path in FOLDER.glob("*.css")}
