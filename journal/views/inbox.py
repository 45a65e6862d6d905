"""The inbox: its page, its count for the bell, and what marks it read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from actors.http import Request
from journal import inbox, keys, telling
from journal.board import waiting_for
from journal.enums import Reason

OLDER, SINCE, UNDO = "avant", "depuis", "lues"
VIEWS = ("toutes", "non-lues")
# What the bell hears of: something was read, or is unread again.
CHANGED = "inbox:changed"


@require_safe
def page(request: Request) -> HttpResponse:
    """`voir`: non-lues; `motif`; `avant`: a key; `lues`: the instant of a marking to undo."""
    view, reason = _view(request.GET), _reason(request.GET)
    before = keys.read_key(request.GET.get(OLDER), OLDER)
    if instant := request.GET.get(UNDO, ""):
        inbox.read_instant(instant, UNDO)
    found = inbox.page(request.scope, unread=view == "non-lues", reason=reason, before=before)
    unread = inbox.unread(request.scope)
    context = {
        "rows": [telling.tell(row) for row in found.rows],
        "older": found.older,
        "since": str(inbox.since(found.rows, unread)),
        "is_first": before is None,
        "unread": unread,
        "view": view,
        "reason": reason or "",
        "reasons": Reason.choices,
        "undo": instant,
        "until": keys.written(timezone.now()),
    }
    return render(request, "journal/inbox/page.html", context)


@require_safe
def count(request: Request) -> HttpResponse:
    """What the bell asks for again and again: 304 by its ETag while nothing moves."""
    unread = inbox.unread(request.scope, keys.read_key(request.GET.get(SINCE), SINCE))
    answer = {
        "count": unread.count,
        "shown": unread.shown,
        "words": _words(unread),
        "new": unread.new,
        "attention": waiting_for(request.scope),
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


@require_safe
def opening(request: Request, pk: int) -> HttpResponse:
    """Leads to what it tells of; following it is reading it."""
    row = inbox.mark(request.scope, pk, is_read=True)
    return redirect(telling.address(row))


@require_POST
def mark(request: Request, pk: int) -> HttpResponse:
    """One row read (`lu`: oui) or unread again (non); htmx gets the row as it is now."""
    asked = request.POST.get("lu")
    if asked not in ("oui", "non"):
        raise ValidationError({"lu": "Répondez par oui ou non."})
    row = inbox.mark(request.scope, pk, is_read=asked == "oui")
    if request.htmx:
        context = {"told": telling.tell(row), "is_answer": True}
        answer = render(request, "journal/inbox/_row.html", context)
        answer["HX-Trigger"] = CHANGED
        return answer
    return redirect("notifications")


@require_POST
def mark_all(request: Request) -> HttpResponse:
    """All that there was `jusqua` an instant; `annuler`: the instant of a marking to undo."""
    address = reverse("notifications")
    if undone := request.POST.get("annuler"):
        inbox.undo_mark_all_read(request.scope, inbox.read_instant(undone, "annuler"))
        messages.success(request, "C’est annulé : vos notifications sont de nouveau non lues.")
        return redirect(address)
    until = inbox.read_instant(request.POST.get("jusqua"), "jusqua")
    marked = inbox.mark_all_read(request.scope, until)
    if marked is None:
        messages.info(request, "Tout était déjà lu.")
        return redirect(address)
    return redirect(f"{address}?{urlencode({UNDO: keys.written(marked)})}")


def _view(params: QueryDict) -> str:
    view = params.get("voir") or VIEWS[0]
    if view not in VIEWS:
        raise ValidationError({"voir": f"Choisissez parmi : {', '.join(VIEWS)}."})
    return view


def _reason(params: QueryDict) -> Reason | None:
    given: Any = params.get("motif")
    if given and given not in Reason.values:
        raise ValidationError({"motif": f"Choisissez parmi : {', '.join(Reason.values)}."})
    return Reason(given) if given else None


def _words(unread: inbox.Unread) -> str:
    if unread.is_over:
        return f"plus de {inbox.MOST_COUNTED} non lues"
    if unread.count == 0:
        return "aucune non lue"
    return f"{unread.count} non lue{'s' if unread.count > 1 else ''}"
