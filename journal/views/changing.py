"""What becomes of an entry: corrected, narrowed, removed. Each on a page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from journal import services
from journal.enums import NARROWER, Audience
from journal.forms import CorrectionForm, NarrowForm, RemovalForm
from journal.models import AttentionPoint, Entry
from journal.reading.composer import correction_of, narrowing_of
from journal.views.answers import what_one_may
from journal.views.finding import get_entry
from sites.errors import StaleVersion
from sites.models import Site

PAGE = ["GET", "HEAD", "POST"]
ONLY_AUTHOR_OR_MODERATOR = "Seuls l’auteur d’un message et la modération peuvent le faire."


@require_http_methods(PAGE)
def edit(request: Request, reference: str, pk: int) -> HttpResponse:
    site, entry = get_entry(request, reference, pk)
    if entry.author_id != request.scope.membership_id:
        raise PermissionDenied(services.ONLY_AUTHOR)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial=CorrectionForm.initial_of(entry)
    )
    if request.method != "POST":
        return _edit_page(request, site, entry, form)
    if not form.is_valid():
        return _edit_page(request, site, entry, form, status=400)
    written = form.cleaned_data
    try:
        services.edit(request.scope, pk, written["version"], written["body"], **form.changes())
    except ValidationError as error:
        form.refuse(error)
        return _edit_page(request, site, entry, form, status=400)
    except StaleVersion as error:
        typed = request.POST.copy()
        typed["version"] = str(entry.version)
        form = CorrectionForm(typed)
        form.add_error(None, error.message)
        return _edit_page(request, site, entry, form, status=409, is_stale=True)
    messages.success(request, "Message corrigé.")
    return redirect(entry.get_absolute_url())


def _edit_page(
    request: Request,
    site: Site,
    entry: Entry,
    form: CorrectionForm,
    status: int = 200,
    is_stale: bool = False,
) -> HttpResponse:
    context = what_one_may(request, site) | {
        "entry": entry,
        "form": form,
        "composer": correction_of(site, form),
        "is_stale": is_stale,
    }
    return render(request, "journal/edit.html", context, status=status)


@require_http_methods(PAGE)
def remove(request: Request, reference: str, pk: int) -> HttpResponse:
    """The author's own, or a moderator's with a reason that the author receives."""
    site, entry = get_entry(request, reference, pk)
    is_mine = _author_or_moderator(request, site, entry)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = not is_mine
    form.fields["reason"].error_messages["required"] = "Dites pourquoi : l’auteur le lira."
    context: dict[str, Any] = what_one_may(request, site) | {
        "entry": entry,
        "form": form,
        "is_mine": is_mine,
        "has_open_point": AttentionPoint.objects.open().filter(entry=entry).exists(),
        "replies": Entry.objects.visible_to(request.scope).filter(answers=entry).count(),
    }
    if request.method != "POST":
        return render(request, "journal/remove.html", context)
    if form.is_valid():
        try:
            services.remove(request.scope, pk, form.cleaned_data["reason"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Message supprimé.")
            return redirect(_after_removal(entry))
    return render(request, "journal/remove.html", context, status=400)


def _after_removal(entry: Entry) -> str:
    if entry.answers_id:
        return entry.answers.get_absolute_url() if entry.answers else ""
    return f"{reverse('site', args=[entry.site.reference])}#journal"


@require_http_methods(PAGE)
def narrow(request: Request, reference: str, pk: int) -> HttpResponse:
    """Of a whole thread, by the author of its first entry."""
    site, entry = get_entry(request, reference, pk)
    if entry.answers_id or entry.author_id != request.scope.membership_id:
        raise PermissionDenied(services.ONLY_FIRST_AUTHOR)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    form = NarrowForm(request.POST if request.method == "POST" else None)
    possible = [one for one in Audience if one in NARROWER[Audience(entry.audience)]]
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            chosen = form.cleaned_data
            try:
                services.narrow(request.scope, pk, Audience(chosen["audience"]), chosen["named"])
            except ValidationError as error:
                form.refuse(error)
            else:
                messages.success(request, "Audience restreinte, pour toute la discussion.")
                return redirect(entry.get_absolute_url())
    context = what_one_may(request, site) | {
        "entry": entry,
        "form": form,
        "composer": narrowing_of(request.scope, site, entry, form, possible),
    }
    return render(request, "journal/narrow.html", context, status=status)


def _author_or_moderator(request: Request, site: Site, entry: Entry) -> bool:
    """Whether it is one's own; PermissionDenied when one is neither."""
    is_mine: bool = entry.author_id == request.scope.membership_id
    if not is_mine and not abilities.may(request.scope, Ability.MODERATE_JOURNAL, site):
        raise PermissionDenied(ONLY_AUTHOR_OR_MODERATOR)
    return is_mine
