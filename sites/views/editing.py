from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import services
from sites.access import get_site
from sites.errors import StaleVersion
from sites.forms import EditForm
from sites.models import Site
from sites.views import conflicts
from sites.views.place import say_place
from sites.views.position import position_settings
from sites.views.saying import kept


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    sets_target = abilities.may(request.scope, Ability.SET_TARGET, site)
    data = request.POST if request.method == "POST" else None
    form = EditForm(data, site=site, sets_target=sets_target)
    if request.method != "POST":
        return _show(request, site, form, 200)
    if not form.is_valid():
        return _show(request, site, form, 400)
    version = form.cleaned_data["version"]
    try:
        reason = form.cleaned_data.get("reason", "")
        written = services.edit(request.scope, reference, version, form.changes(), reason)
    except ValidationError as error:
        form.refuse(error)
        return _show(request, site, form, 400)
    except StaleVersion:
        return _show_stale(request, reference, form)
    kept(request, written, version, f"Fiche du site {reference} enregistrée.")
    return redirect(site)


def _show_stale(request: Request, reference: str, form: EditForm) -> HttpResponse:
    """What the others changed meanwhile, and this agent's own values kept."""
    site = get_site(request, reference)
    more = {"is_stale": True, "last_edit": conflicts.last_edit(request, site)}
    return _show(request, site, form.over(site), 409, more)


def _show(
    request: Request,
    site: Site,
    form: EditForm,
    status: int,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "site": site,
        "form": form,
        "position": position_settings(request.scope),
        "place": None,
        "place_error": "",
        "is_stale": False,
    }
    field = form["location"]
    text = str(field.field.prepare_value(field.value()) or "")
    if text:
        chosen = str(form["commune"].value() or "")
        context |= say_place(request.scope, text, request.POST, own=site.reference, chosen=chosen)
    return render(request, "sites/edit.html", context | (more or {}), status=status)
