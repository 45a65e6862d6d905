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
from sites.enums import EventKind
from sites.errors import StaleVersion
from sites.forms import PhasesForm
from sites.history import Act
from sites.models import Event, Site
from sites.services.closed import require_open
from sites.views import conflicts


@require_http_methods(["GET", "HEAD", "POST"])
def phases(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SET_TARGET, site)
    if request.method != "POST":  # who typed something gets it back with the reason
        require_open(site)
    form = PhasesForm(request.POST if request.method == "POST" else None, site=site)
    status, last = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.date_phases(request.scope, reference, form.changes(), opened=form.opened())
            except ValidationError as error:
                form.refuse(error)
            except StaleVersion:
                status, form, last = 409, form.over(), _last_dating(site)
            else:
                messages.success(request, f"Phases du site {reference} enregistrées.")
                return redirect(f"{site.get_absolute_url()}#phases")
    context = {
        "site": site,
        "form": form,
        "prepares": form.is_bound or services.prepares(site),
        "is_stale": status == 409,
        "last_edit": last,
    }
    return render(request, "sites/phases.html", context, status=status)


def _last_dating(site: Site) -> Act | None:
    return conflicts.told_by(Event.objects.filter(site=site, kind=EventKind.SITE_PHASE))
