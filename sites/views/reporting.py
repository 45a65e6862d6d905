from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request, wants_json
from sites import services
from sites.enums import SiteStatus
from sites.errors import PossibleDuplicates
from sites.forms import ReportForm
from sites.models import Site
from sites.views.place import find_addresses, position_text, say_place
from sites.views.position import position_settings

CHECK = "check"  # the button that only asks for the commune, for who has no JavaScript


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """To a program (the outbox of a device): 201 with the site's address, or a problem."""
    abilities.require(request.scope, Ability.REPORT_SITE)
    if request.method != "POST":
        return _show(request, ReportForm(initial=_initial(request)), 200)
    if CHECK in request.POST:
        return _show(request, ReportForm(initial=request.POST.dict()), 200)
    form = ReportForm(request.POST)
    if wants_json(request):
        return _from_device(request, form)
    if not form.is_valid():
        return _show(request, form, 400)
    try:
        site = services.report(request.scope, form.report())
    except ValidationError as error:
        form.refuse(error)
        return _show(request, form, 400)
    except PossibleDuplicates as found:
        form.add_error("distinct", found.message)
        return _show(request, form, 409)
    messages.success(request, _said(site))
    return redirect(site)


def _from_device(request: Request, form: ReportForm) -> HttpResponse:
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    site = services.report(request.scope, form.report())
    answer = {"url": site.get_absolute_url(), "reference": site.reference}
    return JsonResponse(answer, status=201)


def _said(site: Site) -> str:
    words = f"Site {site.reference} signalé à {site.commune}."
    if site.status == SiteStatus.SIGNALE:
        words += " Il reste à confirmer par la préfecture ou la DDETS."
    return words


def _initial(request: Request) -> dict[str, Any]:
    given = request.GET
    initial = {"location": position_text(given)}
    for name in ("address", "citycode", "location_precision"):
        if name in given:
            initial[name] = given[name]
    return initial


def _show(request: Request, form: ReportForm, status: int) -> HttpResponse:
    text = str(form["location"].value() or "")
    data = request.POST or request.GET
    context = {
        "form": form,
        "position": position_settings(request.scope),
        "place": None,
        "place_error": "",
    }
    context |= find_addresses(request.GET.get("q", ""))
    if text and "location" not in form.errors:
        chosen = str(form["commune"].value() or "")
        context |= say_place(request.scope, text, data, chosen=chosen)
    return render(request, "sites/report.html", context, status=status)
