"""Errors in words: problem details (RFC 9457) for API and layers, a page elsewhere; in French."""

import sys
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFilesSent,
    ValidationError,
)
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from sites.errors import Conflict, MergedSite, TooMuchSent

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "Demande incorrecte",
    401: "Connexion requise",
    403: "Action non autorisée",
    404: "Introuvable",
    405: "Méthode non prévue",
    406: "Format non disponible",
    409: "Conflit",
    413: "Demande trop volumineuse",
    415: "Format non accepté",
    429: "Trop de demandes",
    500: "Erreur du service",
    503: "Service momentanément indisponible",
}
DETAILS = {
    400: "Certaines valeurs ne conviennent pas.",
    401: "Connectez-vous pour continuer.",
    403: "Votre structure n’a pas ce droit.",
    404: "Cette adresse n’existe pas, ou n’est pas dans votre territoire.",
    413: "Ce que vous envoyez dépasse 2 Mo.",
    500: "Le service n’a pas su répondre ; l’erreur est enregistrée.",
    503: "Le service met trop de temps à répondre. Réessayez dans un instant.",
}
NOT_A_PAGE = (
    "Cette adresse reçoit un formulaire et ne s’ouvre pas comme une page. Rien n’a été "
    "enregistré : revenez à la page de départ pour recommencer."
)
TOO_MANY_FILES = "Vous joignez beaucoup trop de fichiers à la fois. Rien n’a été enregistré."
NUL = ("Le caractère nul n’est pas autorisé.",)
JSON = "application/json"
MACHINE_PATHS = ("/api/", "/couches/", "/carte/facettes/", "/carte/ici/")
PAGES = ("/api/", "/couches/")  # under them, but for people


def is_machine(request: HttpRequest) -> bool:
    """Whether a program reads the answer, by its path or as it says; `/api/` itself is a page, as
    `/couches/` is."""
    if request.get_preferred_type(["text/html", JSON]) == JSON:
        return True
    return request.path.startswith(MACHINE_PATHS) and request.path not in PAGES


def body(status: int, detail: str = "", **more: Any) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": TITLES.get(status, "Erreur"),
        "status": status,
        "detail": detail or DETAILS.get(status, ""),
    } | more


def describe(error: Exception) -> dict[str, Any] | None:
    """The problem that an exception of ours or of Django stands for; None when it is a fault."""
    match error:
        case Conflict():
            return body(409, error.message, **error.facts)
        case ValidationError():
            return _wrong(400, field_errors(error))
        case TooMuchSent():
            return body(413, error.message)
        case TooManyFilesSent():
            return body(400, TOO_MANY_FILES)
        case RequestDataTooBig():
            return body(413)
        case PermissionDenied():
            return body(403, str(error))
        case Http404():
            return body(404)
        case OperationalError():
            return body(503)
    return None


def _wrong(status: int, errors: dict[str, Any]) -> dict[str, Any]:
    """What is wrong of no field in particular is the detail."""
    return body(status, " ".join(errors.get(NON_FIELD_ERRORS, ())), errors=errors)


def field_errors(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return error.message_dict
    return {NON_FIELD_ERRORS: error.messages}


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler."""
    if isinstance(error, MergedSite) and (there := _to_the_kept(context["request"], error)):
        return Response(status=308, headers={"Location": there})
    data = _described_api(error) if isinstance(error, exceptions.APIException) else describe(error)
    if data is None:
        return None
    set_rollback()
    headers = {"WWW-Authenticate": "Session"} if data["status"] == 401 else {}
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return Response(data, data["status"], headers=headers, content_type=CONTENT_TYPE)


def _described_api(error: exceptions.APIException) -> dict[str, Any]:
    """DRF's words, translated by itself, except where its default says less than ours."""
    status, detail = error.status_code, error.detail
    if isinstance(detail, list):
        detail = {NON_FIELD_ERRORS: detail}
    if isinstance(detail, dict):
        return _wrong(status, detail)
    ours = status in DETAILS and detail == error.default_detail
    return body(status, "" if ours or status == 401 else str(detail))


def _to_the_kept(request: Any, error: MergedSite) -> str:
    """The same address of the site that was kept, for who reads; nothing for who writes."""
    if request.method not in ("GET", "HEAD"):
        return ""
    return str(request.get_full_path()).replace(f"/{error.reference}/", f"/{error.kept}/", 1)


class Middleware:
    """The same errors in pages and layers."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """No text of ours holds a NUL, which the database refuses late and loudly.

        A program is told to sign in; a person is led there by `LoginRequiredMiddleware`.
        """
        if wrong := [name for name, given in request.GET.lists() if "\0" in name + "".join(given)]:
            return answer(request, body(400, errors=dict.fromkeys(wrong, NUL)))
        needs_session = getattr(view, "login_required", True)
        if is_machine(request) and needs_session and not request.user.is_authenticated:
            return answer(request, body(401))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (Http404, PermissionDenied)) and not is_machine(request):
            return None  # Django's own handlers, with our templates
        if isinstance(error, MergedSite) and (there := _to_the_kept(request, error)):
            return HttpResponseRedirect(there)
        described = describe(error)
        return answer(request, described) if described else None


def not_allowed(get_response: Any) -> Any:
    """Middleware, next to the views: a 405 in words, private and compressed like any answer.

    A person comes there by the `next` of a session lost on the way to a POST.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        allowed = response["Allow"]
        detail = f"Méthodes prévues : {allowed}." if is_machine(request) else NOT_A_PAGE
        page = answer(request, body(405, detail))
        page["Allow"] = allowed
        return page

    return middleware


def answer(request: HttpRequest, problem: dict[str, Any]) -> HttpResponse:
    status = problem["status"]
    response: HttpResponse
    if is_machine(request):
        readable = {"ensure_ascii": False}
        response = JsonResponse(
            problem, status=status, content_type=CONTENT_TYPE, json_dumps_params=readable
        )
    else:
        # the header reads the database, which is what a 503 lacks
        page = "503.html" if status == 503 else "problem.html"
        response = render(request, page, {"problem": problem}, status=status)
    if status == 503:
        response["Retry-After"] = "10"
    if status == 401:
        response["WWW-Authenticate"] = "Session"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`: what Django finds suspicious before a view, a body too big above all."""
    described = describe(exception)
    if described or is_machine(request):
        return answer(request, described or body(400))
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`: an address that leads nowhere."""
    if is_machine(request):
        return answer(request, body(404))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a fault; and the database away before a view is reached (session, person)."""
    described = (
        describe(error) if isinstance(error := sys.exc_info()[1], OperationalError) else None
    )
    if described or is_machine(request):
        return answer(request, described or body(500))
    return defaults.server_error(request)


def document(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular hook: every operation may answer a problem."""
    result["components"].setdefault("schemas", {})["Problem"] = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "object", "additionalProperties": {}},
        },
    }
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for operation in operations.values():
            for status in (400, 401, 403, 404, 405, 406, 409, 413, 415):
                problem = {"description": TITLES[status], "content": content}
                operation["responses"].setdefault(str(status), problem)
    return result
