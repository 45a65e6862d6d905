"""What a request knows of its reader, and what it signs its writings with."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from actors.http import is_awaited
from actors.services import scope_of
from actors.services.devices import see

Handler = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "membership"
NOT_THE_WRITER = "Ceci a été écrit par une autre personne, ou au nom d’une autre structure."


def scope(get_response: Handler) -> Handler:
    """`request.scope`: computed at first use, once, from the membership chosen in the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: scope_of(request.user, request.session.get(SESSION_KEY))
        )
        return get_response(request)

    return middleware


def history(get_response: Handler) -> Handler:
    """Signs the rows that history triggers write: who, which membership, through what."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.user.is_authenticated:
            return get_response(request)
        scope = request.scope  # type: ignore[attr-defined]
        with pghistory.context(
            user=request.user.pk, membership=scope.membership_id, through=_through(request)
        ):
            return get_response(request)

    return middleware


def _through(request: HttpRequest) -> str:
    if request.path.startswith("/api/"):
        return "api"
    return "web" if is_awaited(request) else "appareil"


def writer(get_response: Handler) -> Handler:
    """What a device kept was written in the name of one membership, and is signed by no other,
    whoever is signed in when it leaves. It says which in `X-Reader`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        wanted = request.headers.get("X-Reader")
        if wanted is None or not request.user.is_authenticated:
            return
        if wanted != str(request.scope.membership_id):  # type: ignore[attr-defined]
            raise PermissionDenied(NOT_THE_WRITER)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def devices(get_response: Handler) -> Handler:
    """A device on which one stays signed in says that it is in use (`actors.services.devices`)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        # what is open to all must not vary with a session
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            see(request.session)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def membership_not_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a page that is also for a person whom no structure holds."""
    view.membership_required = False  # type: ignore[attr-defined]
    return view


def membership(get_response: Handler) -> Handler:
    """Tells a signed-in person without a membership in force so, rather than show empty lists.

    The layers and the API are left alone: `visible_to` answers them with nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        if _is_open(request, view) or not request.user.is_authenticated:
            return None
        if not request.scope.is_empty:  # type: ignore[attr-defined]
            return None
        return render(request, "actors/no-membership.html", status=403)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _is_open(request: HttpRequest, view: Any) -> bool:
    return (
        not getattr(view, "login_required", True)
        or not getattr(view, "membership_required", True)
        or request.path.startswith(("/api/", "/couches/", "/administration/"))
    )
