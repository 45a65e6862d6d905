"""`/sites/<ref>/historique/`: every change, as a person reads it; and a value put back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from layers import history
from sites import services
from sites.access import get_site
from sites.forms import ReasonForm
from sites.history import Act, acts_of, in_words
from sites.models import Site
from sites.services.restoring import can_put_back
from sites.views import wrong

_DIGITS = 18


@require_safe
def page(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    tables = history.tables_for(request.scope, site)
    try:
        asked = history.read(request.GET, tables)
    except ValidationError as error:
        nothing = "Aucun changement n’est montré"
        return wrong.page(request, error.message_dict, history.LABELS, nothing)
    older = acts_of(request.scope, site, tables, asked)
    history.record_reads(request.scope, site, older.acts, asked)
    may_edit = abilities.may(request.scope, Ability.SURVEY_SITE, site)
    filters = request.GET.copy()
    filters.pop(history.BEFORE, None)
    context = {
        "site": site,
        "acts": [_shown(site, act, may_edit) for act in older.acts],
        "choices": history.choices(request.scope, site, tables),
        "asked": filters,
        "is_filtered": any(filters.values()),
        "newest": filters.urlencode() if asked.before else None,
        "older": _with(filters, older.after) if older.after else "",
    }
    return render(request, "layers/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: Request, reference: str) -> HttpResponse:
    """In one click from the history; a closed site asks why, on a page of its own."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    is_sent = request.method == "POST"
    given = request.POST if is_sent else request.GET
    version, row = (_number(given.get(name, "")) for name in ("version", "ligne"))
    if version is None or row is None:
        raise ValidationError("Cet envoi est incomplet : rechargez l’historique.")
    source, field = given.get("table", ""), given.get("champ", "")
    form = ReasonForm(request.POST if is_sent else None, site=site)
    if is_sent and form.is_valid():
        try:
            services.put_back(
                request.scope, reference, version, source, row, field, reason=form.reason()
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Site {reference} : la valeur est remise comme avant.")
            return redirect("site-history", reference)
    change = services.change_to_put_back(request.scope, site, source, row, field)
    title, line = in_words(request.scope, change, field)
    context = {
        "site": site,
        "form": form,
        "title": title,
        "line": line,
        "sent": {"version": version, "table": source, "ligne": row, "champ": field},
    }
    status = 400 if form.errors else 200
    return render(request, "layers/history/put-back.html", context, status=status)


def _shown(site: Site, act: Act, may_edit: bool) -> dict[str, Any]:
    """The act with, for each line, whether a click puts it back."""
    changes = [
        {
            "title": change.title,
            "row": change.version,
            "lines": [
                (line, may_edit and can_put_back(site, change.version, line.name))
                for line in change.lines
            ],
        }
        for change in act.changes
    ]
    at = timezone.localtime(act.at)
    return {
        "at": at,
        "person": act.person,
        "organisation": act.organisation,
        "through": history.THROUGH.get(act.through, act.through),
        "changes": changes,
    }


def _with(filters: Any, at: Any) -> str:
    params = filters.copy()
    params[history.BEFORE] = history.written(at)
    return params.urlencode()


def _number(text: str) -> int | None:
    fine = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if fine else None
