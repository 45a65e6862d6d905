from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.paging import page_number
from journal import services
from journal.forms import IDS, CorrectionForm, EntryForm
from journal.models import Entry
from journal.reading import entries_of
from sites.access import get_site
from sites.errors import Conflict, StaleVersion
from sites.models import Site

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: Request, reference: str) -> HttpResponse:
    """A site's journal with its composer: page by page, or for htmx the two fragments.

    POST publishes; its answer to htmx is a fresh composer, with the newest entries out of band.
    """
    site = get_site(request, reference)
    may_write = abilities.may(request.scope, Ability.WRITE_JOURNAL, site)
    if request.method != "POST":
        return _show(request, site, EntryForm(auto_id=IDS), 200, may_write)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    form = EntryForm(request.POST, request.FILES, auto_id=IDS)
    if not form.is_valid():
        status = UNPROCESSABLE if _is_htmx(request) else 400
        return _show(request, site, form, status, may_write)
    try:
        written = form.cleaned_data
        services.post(request.scope, reference, written["uuid"], written["body"], form.details())
    except ValidationError as error:
        form.refuse(error)
        return _show(request, site, form, UNPROCESSABLE if _is_htmx(request) else 400, may_write)
    except Conflict as error:
        form.add_error("body", error.message)
        return _show(request, site, form, UNPROCESSABLE if _is_htmx(request) else 409, may_write)
    if _is_htmx(request):
        return _show(request, site, EntryForm(auto_id=IDS), 200, may_write)
    messages.success(request, "Message publié.")
    return redirect(f"{reverse('site', args=[reference])}#journal")


def _show(
    request: Request, site: Site, form: EntryForm, status: int, may_write: bool
) -> HttpResponse:
    number = 1 if request.method == "POST" else page_number(request.GET)
    context = {
        "site": site,
        "entry_form": form,
        "entries": entries_of(request.scope, site, number),
        "may_write": may_write,
    }
    template = "posted" if _is_htmx(request) and request.method == "POST" else "page"
    return render(request, f"journal/{template}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reference: str, pk: int) -> HttpResponse:
    site = get_site(request, reference)
    entries = Entry.objects.visible_to(request.scope).with_authors()
    entry = entries.filter(site=site, pk=pk).first()
    if entry is None:
        raise Http404
    if entry.author_id != request.scope.membership_id:
        raise PermissionDenied(services.ONLY_AUTHOR)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    initial = CorrectionForm.initial_of(entry)
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {"site": site, "entry": entry, "is_stale": False}
    if request.method != "POST":
        return render(request, "journal/edit.html", context | {"form": form})
    if not form.is_valid():
        return render(request, "journal/edit.html", context | {"form": form}, status=400)
    chosen = form.cleaned_data
    try:
        services.edit(request.scope, pk, chosen["version"], chosen["body"], **form.changes())
    except ValidationError as error:
        form.refuse(error)
        return render(request, "journal/edit.html", context | {"form": form}, status=400)
    except StaleVersion as error:
        again = request.POST.copy()
        again["version"] = str(entry.version)
        form = CorrectionForm(again)
        form.add_error(None, error.message)
        context |= {"form": form, "is_stale": True}
        return render(request, "journal/edit.html", context, status=409)
    messages.success(request, "Message corrigé.")
    return redirect(f"{reverse('site', args=[reference])}#journal")


def _is_htmx(request: Request) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]
