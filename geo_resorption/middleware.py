"""Answers that hold data of ours are never shared by a cache; fragments know of lost sessions."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from territories.characters import seen_only

Handler = Callable[[HttpRequest], HttpResponse]


def characters(get_response: Handler) -> Handler:
    """What a page posts holds no sign that nobody sees; the API sees to its own bodies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = seen_only(request.POST)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def session_lost(get_response: Handler) -> Handler:
    """A fragment asked for after the session ended sends the whole page to sign in, and back to
    where it was, instead of a sign-in form in the middle of the page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        to_login = response.status_code == 302 and response["Location"].startswith(
            str(settings.LOGIN_URL)
        )
        if not to_login or "HX-Request" not in request.headers:
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = page.path + (f"?{page.query}" if page.query else "")
        query = urlencode({"next": back})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{settings.LOGIN_URL}?{query}"})

    return middleware


def private_answers(get_response: Handler) -> Handler:
    """Whatever a view did not declare cacheable is for its reader alone, asked again each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ["Cookie", "Authorization"])
        return response

    return middleware


class Compression(GZipMiddleware):
    """Not of what is asked for by parts: they are parts of the bytes as they lie, and photos or
    documents are packed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)
