"""Before publishing: who will read it, whom one may call."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from journal.forms import EntryForm
from journal.reading.people import complete, complete_named
from journal.reading.preview import preview
from sites.access import get_site


@require_safe
def readers(request: Request, reference: str) -> HttpResponse:
    """Who would read and be alerted of what the composer holds now: a fragment, or JSON."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    form = EntryForm(request.GET)
    form.full_clean()
    lacking = form.errors.get("named") or form.errors.get("answers")
    if lacking:
        raise ValidationError({"named": lacking})
    outcome = preview(request.scope, site, form.details())
    return render(request, "journal/_outcome.html", {"outcome": outcome})


@require_safe
def people(request: Request, reference: str) -> HttpResponse:
    """[{value, label, detail}]: readers of what is being written, whose name or structure begins
    with `q`; with `lecteurs` those of the site, among whom named readers are chosen.
    """
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.WRITE_JOURNAL, site)
    text = request.GET.get("q", "")
    if "lecteurs" in request.GET:
        found = complete_named(request.scope, site, text)
    else:
        form = EntryForm(request.GET)
        form.full_clean()
        found = complete(request.scope, site, form.details(), text)
    rows = [{"value": one.key, "label": one.name, "detail": one.detail} for one in found]
    return JsonResponse(rows, safe=False)
