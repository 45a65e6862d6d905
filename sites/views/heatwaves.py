"""Canicule: the periods, and the flag of a site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.places import departements_of
from sites import services
from sites.access import get_site
from sites.forms import HeatwaveForm
from sites.models import Heatwave
from sites.views.answers import yes_or_no
from territories.enums import Level


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """The periods in force or to come where the reader's sites are; POST declares one."""
    scope = request.scope
    if request.method != "POST":
        return _show(request, None, 200)
    abilities.require(scope, Ability.SET_HEATWAVE)
    form = HeatwaveForm(request.POST, scope=scope)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = services.declare_heatwave(
                scope, given["territory"], given["first"], given["last"]
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Canicule déclarée : {row.territory.name}.")
            return redirect("heatwaves")
    return _show(request, form, 400)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    row = services.end_heatwave(request.scope, pk)
    done = "annulée" if row.cancelled_at else "terminée"
    messages.success(request, f"Canicule {done} : {row.territory.name}.")
    return redirect("heatwaves")


@require_POST
def risk(request: Request, reference: str) -> HttpResponse:
    """`risque`: oui or non."""
    get_site(request, reference)
    at_risk = yes_or_no(request, "risque")
    site = services.set_heat_risk(request.scope, reference, at_risk)
    done = "est signalé à risque" if at_risk else "n’est plus signalé à risque"
    messages.success(request, f"Le site {reference} {done} en cas de canicule.")
    return redirect(site)


def _show(request: Request, form: HeatwaveForm | None, status: int) -> HttpResponse:
    scope, today = request.scope, timezone.localdate()
    declares = abilities.may(scope, Ability.SET_HEATWAVE)
    here = Q(territory__in=departements_of(scope).values("pk"))
    rows = Heatwave.objects.not_over(today).filter(here | Q(territory__level=Level.NATION))
    mine = (
        set(services.heatwave_territories(scope).values_list("pk", flat=True))
        if declares
        else set()
    )
    found = rows.select_related("territory", "author__organisation").order_by("during", "pk")
    context = {
        "rows": [
            (row, services.heatwave_words(row), row.during.lower <= today, row.territory_id in mine)
            for row in found
        ],
        "form": form or (HeatwaveForm(scope=scope) if mine else None),
    }
    return render(request, "sites/heatwaves.html", context, status=status)
