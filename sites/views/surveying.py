from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from actors import abilities
from actors.enums import Ability
from actors.http import Request, is_awaited, wants_json
from sites import services
from sites.access import get_site
from sites.conditions import CONDITIONS
from sites.enums import SurveyGroup
from sites.errors import SurveyedMeanwhile
from sites.forms import LevelForm, SurveyForm
from sites.models import Site
from sites.views import conflicts
from territories.days import date_format


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: Request, reference: str) -> HttpResponse:
    """To a program (the outbox of a device): 201 with the site's address, or a problem. Who waits
    for the answer is told what another person recorded meanwhile; what a device kept is added."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    form = SurveyForm(request.POST if request.method == "POST" else None, site=site)
    status, met = 200, None
    if request.method == "POST":
        status = 400
        if wants_json(request):
            return _from_device(request, site, form)
        if form.is_valid():
            try:
                written = services.survey_unless_met(
                    request.scope, reference, form.observation(), conflicts.opened_at(request)
                )
            except ValidationError as error:
                form.refuse(error)
            except SurveyedMeanwhile as error:
                status, met = 409, error
            else:
                day = date_format(written.observed_on)
                messages.success(request, f"Site {reference} actualisé au {day}.")
                return redirect(site)
    context = {"site": site, "form": form, "met": met}
    if met:
        context["since"] = conflicts.since(request, site)
    return render(request, "sites/survey.html", context, status=status)


def _from_device(request: Request, site: Site, form: SurveyForm) -> HttpResponse:
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    since = conflicts.opened_at(request) if is_awaited(request) else None
    services.survey_unless_met(request.scope, site.reference, form.observation(), since)
    return JsonResponse({"url": site.get_absolute_url()}, status=201)


@require_safe
def level(request: Request, group: str) -> HttpResponse:
    """What the answers of a group in the address give, in words; nothing while one is no answer."""
    if group not in CONDITIONS:
        raise Http404
    verdict = LevelForm(request.GET, group=SurveyGroup(group)).verdict()
    return render(request, "sites/parts/survey-verdict.html", {"verdict": verdict})


@require_POST
def verify(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    services.verify(request.scope, reference)
    said = f"Site {reference} vérifié aujourd’hui : rien de changé."
    if request.htmx:  # the map stays, and reads the site again
        return trigger_client_event(HttpResponse(status=204), "site:changed", {"said": said})
    messages.success(request, said)
    return redirect(site)
