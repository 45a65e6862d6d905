"""What one follows: the button of a site, and the page of all of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actors.http import Request
from actors.places import departements_of
from journal import following, services
from sites.access import get_site
from territories.enums import Level

YES, NO = "oui", "non"


@require_POST
def site(request: Request, reference: str) -> HttpResponse:
    """`suivre`: oui or non; htmx gets the button as it is now."""
    found = get_site(request, reference)
    on = _answer(request, "suivre")
    services.follow_site(request.scope, reference, on=on)
    if request.htmx:
        context = {"site": found, "is_followed": on, "is_answer": True}
        context["in_menu"] = "menu" in request.POST
        return render(request, "journal/_follow.html", context)
    messages.success(request, _done(reference, on))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """`territoire` adds one by its slug, `retirer` a row, `mien` one's own territory on or off."""
    if request.method != "POST":
        return _show(request)
    scope = request.scope
    if "mien" in request.POST:
        services.follow_own_territory(scope, on=_answer(request, "mien"))
        messages.success(request, "C’est noté.")
    elif "retirer" in request.POST:
        if services.unfollow(scope, _row(request)):
            messages.success(request, "C’est retiré de ce que vous suivez.")
    else:
        try:
            added = services.follow_territory(scope, request.POST.get("territoire", ""))
        except ValidationError as error:
            return _show(request, error)
        messages.success(request, f"Vous suivez désormais : {added.name}.")
    return redirect("notifications-follows")


def _show(request: Request, error: ValidationError | None = None) -> HttpResponse:
    scope = request.scope
    context = {
        "sites": following.sites_followed(scope),
        "territories": following.territories_followed(scope),
        "follows_own": services.follows_own_territory(scope),
        "departements": departements_of(scope).order_by("code"),
        "levels": {level.value: level.label for level in Level},
        "errors": error.messages if error else [],
    }
    status = 400 if error else 200
    return render(request, "journal/inbox/follows.html", context, status=status)


def _answer(request: Request, name: str) -> bool:
    answer = request.POST.get(name)
    if answer not in (YES, NO):
        raise ValidationError({name: "Répondez par oui ou non."})
    return answer == YES


def _row(request: Request) -> int:
    text = request.POST["retirer"]
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValidationError({"retirer": "Choisissez une ligne de la page."})
    return int(text)


def _done(reference: str, on: bool) -> str:
    if on:
        return f"Vous suivez le site {reference} : ce qui s’y passe vous sera signalé."
    return f"Vous ne suivez plus le site {reference}."
