"""How one wants to be told: three small forms on one page, each saved alone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.http import Request
from journal import services
from journal.enums import Cadence, Channel, Reason
from journal.forms.preferences import HoursForm, PreferenceForm

WHAT, WHEN, ADDRESS = "quoi", "quand", "adresse"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """`formulaire` says which one a POST sends."""
    if request.method != "POST":
        return _show(request)
    match request.POST.get("formulaire"):
        case "quoi":
            return _save_what(request)
        case "quand":
            return _save_when(request)
        case "adresse":
            services.try_address_again(request.scope)
            messages.success(request, "Les e-mails vont de nouveau partir vers votre adresse.")
            return redirect("notifications-preferences")
    raise ValidationError({"formulaire": f"Choisissez parmi : {WHAT}, {WHEN}, {ADDRESS}."})


def _save_what(request: Request) -> HttpResponse:
    held = services.preferences_of(request.user.pk)
    form = PreferenceForm(request.POST, held=held)
    if not form.is_valid():
        return _show(request, what=form)
    choices = form.choices()
    services.choose(request.scope, choices)
    messages.success(request, "Vos préférences sont enregistrées.")
    never = {choices[Reason.ADDRESSED, channel] for channel in Channel} == {Cadence.OFF}
    if never:
        messages.warning(
            request,
            "Plus rien ne vous dira qu’un point d’attention est adressé à votre structure.",
        )
    return redirect("notifications-preferences")


def _save_when(request: Request) -> HttpResponse:
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _show(request, when=form)
    try:
        services.set_hours(request.scope, services.Hours(**form.cleaned_data))
    except ValidationError as error:
        form.refuse(error)
        return _show(request, when=form)
    messages.success(request, "Vos heures sont enregistrées.")
    return redirect("notifications-preferences")


def _show(
    request: Request, what: PreferenceForm | None = None, when: HoursForm | None = None
) -> HttpResponse:
    row = services.settings_of(request.user.pk)
    held = services.preferences_of(request.user.pk)
    context: dict[str, Any] = {
        "what": what or PreferenceForm(held=held),
        "when": when or HoursForm.of(row),
        "mail_settings": row,
    }
    status = 400 if what or when else 200
    return render(request, "journal/inbox/preferences.html", context, status=status)
