"""Structures on a site: the list, and one POST for each thing to do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import services
from sites.access import get_site
from sites.enums import IntervenantAction
from sites.errors import StaleVersion
from sites.forms import DeclareForm, ProposeForm
from sites.models import Intervenant, Site
from sites.views import conflicts

DO: Mapping[IntervenantAction, tuple[Callable[..., Intervenant], str]] = {
    IntervenantAction.CONFIRM: (services.confirm_intervenant, "est confirmé sur ce site."),
    IntervenantAction.RENEW: (services.renew_intervenant, "intervient 12 mois de plus."),
    IntervenantAction.END: (services.end_intervenant, "n’intervient plus sur ce site."),
}
IDS = "propose_%s"  # beside the other form's


@require_http_methods(["GET", "HEAD", "POST"])
def intervenants(request: Request, reference: str) -> HttpResponse:
    """The list; POST declares one's own structure."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.VIEW_SITE, site)
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, site, {"declare_form": form}, 200)
    if form.is_valid():
        try:
            services.declare_intervenant(request.scope, reference, form.cleaned_data["themes"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Votre structure est déclarée sur ce site pour 12 mois.")
            return redirect("site-intervenants", reference)
    return _show(request, site, {"declare_form": form}, 400)


@require_POST
def propose(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.VIEW_SITE, site)
    form = ProposeForm(request.POST, scope=request.scope, site=site, auto_id=IDS)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            row = services.propose_intervenant(
                request.scope, reference, chosen["membership"], chosen["themes"]
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Un e-mail est envoyé à {row.user} pour accepter.")
            return redirect("site-intervenants", reference)
    return _show(request, site, {"propose_form": form}, 400)


@require_POST
def act(request: Request, reference: str, pk: int, action: IntervenantAction) -> HttpResponse:
    site = get_site(request, reference)
    verb, done = DO[action]
    try:
        row = verb(request.scope, reference, pk, request.POST.get("vu"))
    except StaleVersion as error:
        changed = {"since": conflicts.since(request, site), "since_title": error.message}
        return _show(request, site, changed, 409)
    messages.success(request, f"{row.organisation} {done}")
    return redirect("site-intervenants", reference)


def _show(request: Request, site: Site, forms: dict[str, Any], status: int) -> HttpResponse:
    scope = request.scope
    rows = Intervenant.objects.filter(site=site).select_related("organisation", "user")
    live = list(rows.live(timezone.localdate()))
    context = {
        "site": site,
        "rows": [
            (row, services.possible_intervenant_actions(scope, row, is_open=site.is_active))
            for row in live
        ],
        "waiting": rows.waiting(),
        "is_declared": any(row.organisation_id == scope.organisation_id for row in live),
        "since": None,
        "declare_form": DeclareForm(),
        "propose_form": ProposeForm(scope=scope, site=site, auto_id=IDS),
    }
    return render(request, "sites/intervenants.html", context | forms, status=status)
