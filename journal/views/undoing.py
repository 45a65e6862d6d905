"""The seconds between writing and publishing: taking back, or sending at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from actors.http import Request
from journal import services
from journal.forms import IDS, EntryForm
from journal.models import Entry
from journal.reading.composer import composer_of, given_back, reply_of
from journal.reading.leaf import leaf, one_thread
from journal.views.answers import show_entry, show_thread, what_one_may
from journal.views.finding import get_entry
from sites.errors import Conflict
from sites.models import Site


@require_POST
def undo(request: Request, reference: str, pk: int) -> HttpResponse:
    """Nobody will read it; its text comes back into the composer."""
    site, entry = get_entry(request, reference, pk)
    initial = given_back(entry)
    try:
        services.undo(request.scope, pk)
    except Conflict as error:
        return _too_late(request, site, entry, error)
    form = EntryForm(auto_id=IDS, initial=initial)
    context = what_one_may(request, site) | {"given_back": True, "arrived": None, "undone": None}
    if entry.answers_id:
        context |= {
            "reply": reply_of(site, form, f"reply-{entry.answers_id}"),
            "reply_to": entry.answers_id,
        }
        if request.htmx:
            context["thread"] = one_thread(request.scope, entry)
            return render(request, "journal/_thread.html", context)
    else:
        context |= {
            "composer": composer_of(request.scope, site, form),
            "reply_to": None,
            "undone": entry.pk,
        }
        if request.htmx:
            return render(request, "journal/undone.html", context)
    context |= {"leaf": leaf(request.scope, site, through=entry.answers_id), "is_lost": False}
    return render(request, "journal/page.html", context)


@require_POST
def release(request: Request, reference: str, pk: int) -> HttpResponse:
    site, entry = get_entry(request, reference, pk)
    try:
        entry = services.release(request.scope, pk)
    except Conflict as error:
        return _too_late(request, site, entry, error)
    if request.htmx:
        return show_entry(request, site, entry, sent=entry.pk)
    messages.success(request, "Message publié.")
    return redirect(entry.get_absolute_url())


def _too_late(request: Request, site: Site, entry: Entry, error: Conflict) -> HttpResponse:
    if request.htmx:
        return show_thread(request, site, entry, sent=entry.pk, late=error.message, reply_to=None)
    messages.error(request, error.message)
    return redirect(entry.get_absolute_url())
