"""The board of points d’attention, and what is answered to one: a page, or fragments for htmx."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.places import departements_of
from journal import board as reading
from journal import services
from journal.access import find_point
from journal.board import Card
from journal.enums import AttentionAction, Severity, Topic
from journal.forms.attention import WORDS, ActForm
from journal.models import AttentionPoint
from sites.errors import StaleVersion
from territories.enums import Level

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422
BACK = "retour"


@require_safe
def board(request: Request) -> HttpResponse:
    asked = reading.read(request.GET, request.scope)
    return render(request, "journal/attention.html", _board(request, asked))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, pk: int, action: AttentionAction) -> HttpResponse:
    """Asks for the word and does it. `retour`: the query of the board that one comes from, if one
    does; then htmx is given the board, else the point."""
    point = find_point(request.scope, pk)
    (card,) = reading.cards(request.scope, [point])
    if request.method != "POST":
        _require(request, card, action)
        form = ActForm(point=point, action=action) if action in card.actions else None
        return _ask(request, card, action, form)
    form = ActForm(request.POST, point=point, action=action)
    if not form.is_valid():
        _require(request, card, action)
        return _refuse(request, card, action, form, 400)
    given = form.cleaned_data
    try:
        services.move(request.scope, pk, given["version"], action, given["word"])
    except ValidationError as error:
        form.refuse(error)
        return _refuse(request, card, action, form, 400)
    except StaleVersion as error:
        return _told(request, pk, action, error)
    return _done(request, point, action)


def _require(request: Request, card: Card, action: AttentionAction) -> None:
    """Who may never do it is refused; who may, in another state, is told."""
    if action in card.actions:
        return
    may_handle = abilities.may(request.scope, Ability.HANDLE_ATTENTION, card.point)
    is_author = card.point.author_id == request.scope.membership_id
    if not (may_handle or (is_author and action == AttentionAction.REOPEN)):
        raise PermissionDenied("Ce point d’attention n’est pas adressé à votre structure.")


def _ask(
    request: Request,
    card: Card,
    action: AttentionAction,
    form: ActForm | None,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    """The page of an action, or its form alone for htmx."""
    context = {
        "point": card.point,
        "actions": card.actions,
        "action": action,
        "words": WORDS[action],
        "form": form,
        "said": said,
        "back": _back(request),
    }
    name = "_act" if request.htmx and not said else "_told" if request.htmx else "act"
    return render(request, f"journal/attention/{name}.html", context, status=status)


def _refuse(
    request: Request, card: Card, action: AttentionAction, form: ActForm, status: int
) -> HttpResponse:
    if not request.htmx:
        return _ask(request, card, action, form, status)
    response = _ask(request, card, action, form, UNPROCESSABLE)
    return reswap(retarget(response, f"#point-{card.point.pk}-act"), "innerHTML")


def _told(request: Request, pk: int, action: AttentionAction, error: StaleVersion) -> HttpResponse:
    """The point as it is now, with what was typed if it can still be sent."""
    (card,) = reading.cards(request.scope, [find_point(request.scope, pk)])
    data = {**request.POST.dict(), "version": card.point.version}
    form = ActForm(data, point=card.point, action=action) if action in card.actions else None
    status = UNPROCESSABLE if request.htmx else 409
    response = _ask(request, card, action, form, status, error.message)
    if not request.htmx:
        return response
    return reswap(retarget(response, f"#point-{pk}"), "outerHTML")


def _done(request: Request, point: AttentionPoint, action: AttentionAction) -> HttpResponse:
    query = _back(request)
    if not request.htmx:
        messages.success(request, WORDS[action].done)
        if query is not None:
            return redirect(f"{reverse('attention')}?{query}")
        return redirect(point.entry.get_absolute_url())
    if query is None:
        (card,) = reading.cards(request.scope, [find_point(request.scope, point.pk)])
        context = {"point": card.point, "actions": card.actions, "done": WORDS[action].done}
        return _counted(render(request, "journal/_point.html", context))
    asked = reading.read(QueryDict(query), request.scope)
    context = _board(request, asked) | {"done": WORDS[action].done}
    return _counted(render(request, "journal/attention/_board.html", context))


def _counted(response: HttpResponse) -> HttpResponse:
    """The number of the menu is asked anew (js/bell.js)."""
    return trigger_client_event(response, "inbox:changed", {})


def _back(request: Request) -> str | None:
    """The board's query as it would write it itself; None when one does not come from it."""
    given = request.POST.get(BACK, request.GET.get(BACK))
    if given is None:
        return None
    try:
        return reading.read(QueryDict(given), request.scope).query()
    except ValidationError:
        return ""


def _board(request: Request, asked: reading.Asked) -> dict[str, Any]:
    scope = request.scope
    shown = reading.columns(scope, asked)
    return {
        "asked": asked,
        "columns": [
            (one, asked.query(etat=one.column.name, apres=one.after))
            for one in shown
            if asked.column in (None, one.column)
        ],
        "tabs": [(one, asked.query(etat=one.column.name)) for one in shown],
        "is_empty": not any(one.count for one in shown),
        "all_query": asked.query(etat=""),
        "open_query": asked.query(pour=reading.ALL),
        "back": asked.query(),
        "pour": reading.FOR[asked.pour],
        "choices": {"pour": reading.FOR, "sujet": Topic.choices, "gravite": Severity.choices},
        "departements": departements_of(scope),
        "levels": dict(Level.choices),
    }
