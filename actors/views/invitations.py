"""What those who manage a structure see of its invitations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors import abilities, services
from actors.enums import Ability
from actors.fetch import get_invitation, get_managed_organisation
from actors.forms import InvitationForm
from actors.http import Request
from actors.models import Invitation, Organisation
from actors.places import inside_any
from territories.models import Territory

MATCHES = 8


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: Request) -> HttpResponse:
    scope = request.scope
    if not abilities.somewhere(scope, Ability.MANAGE_USERS):
        raise PermissionDenied("Votre structure n’a pas ce droit : inviter des personnes.")
    is_sent = request.method == "POST"
    sent = request.POST if is_sent else None
    form = InvitationForm(sent, scope=scope, initial=_initial(request))
    if is_sent and form.is_valid() and _invite(request, form):
        return redirect("invitations")
    context = {"form": form, "invitations": _unanswered(scope), "chosen": form.chosen_parts()}
    return render(request, "actors/invitations.html", context, status=400 if is_sent else 200)


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    invitation = get_invitation(request, pk)
    _say(request, services.revoke, invitation, f"L’invitation de {invitation.email} est annulée.")
    return redirect("invitations")


@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    invitation = get_invitation(request, pk)
    _say(request, services.send_again, invitation, f"Un nouveau lien part à {invitation.email}.")
    return redirect("invitations")


@require_safe
def territories(request: Request) -> HttpResponse:
    """A fragment of the form: what is ticked already, then what answers to the search."""
    organisation = get_managed_organisation(request, _number(request, "organisation"))
    within = inside_any(organisation.territories.all())
    ticked = [pk for pk in request.GET.getlist("parts") if pk.isdecimal()][:50]
    chosen = list(Territory.objects.filter(pk__in=ticked))
    text = request.GET.get("territoire", "")[:100]
    found = within.exclude(pk__in=ticked).search(text, MATCHES) if text else []
    context = {"chosen": chosen, "found": found, "text": text}
    return render(request, "actors/parts/territory-choices.html", context)


def _invite(request: Request, form: InvitationForm) -> Invitation | None:
    try:
        invitation = services.invite(request.scope, **form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
        return None
    messages.success(request, f"L’invitation part à {invitation.email}.")
    return invitation


def _say(request: Request, verb: Any, invitation: Invitation, done: str) -> None:
    try:
        verb(request.scope, invitation)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, done)


def _unanswered(scope: Any) -> Any:
    return (
        Invitation.objects.unanswered()
        .filter(organisation__in=Organisation.objects.manageable_by(scope))
        .select_related("organisation", "invited_by__user")
        .prefetch_related("parts")
        .order_by("-created_at", "-pk")
    )


def _initial(request: Request) -> dict[str, str]:
    wanted = request.GET.get("structure", "")
    return {"organisation": wanted} if wanted.isdecimal() else {}


def _number(request: Request, name: str) -> int:
    value = request.GET.get(name, "")
    if not value.isdecimal():
        raise ValidationError({name: "Choisissez d’abord une structure."})
    return int(value)
