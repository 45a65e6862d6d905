from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import services
from sites.access import get_site
from sites.forms import PhasesForm
from sites.services.closed import require_open


@require_http_methods(["GET", "HEAD", "POST"])
def phases(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SET_TARGET, site)
    require_open(site)
    form = PhasesForm(request.POST if request.method == "POST" else None, site=site)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.date_phases(request.scope, reference, form.changes())
            except ValidationError as error:
                form.refuse(error)
            else:
                messages.success(request, f"Phases du site {reference} enregistrées.")
                return redirect(f"{site.get_absolute_url()}#phases")
    context = {"site": site, "form": form, "prepares": services.prepares(site)}
    return render(request, "sites/phases.html", context, status=status)
