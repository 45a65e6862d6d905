"""Links between sites that people left and reached, and what other departments ask."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import reinstallations
from sites.access import get_site
from sites.forms.reinstalling import DECISIONS, AnswerForm, ReinstallationForm, designated
from sites.models import Site
from sites.services import reinstalling

MOST_FOUND = 8


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: Request, reference: str) -> HttpResponse:
    """The links of a site and, for those who edit it, one more. `q` looks for the other site."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    if request.method != "POST":
        return _show(request, site, ReinstallationForm(), 200)
    form = ReinstallationForm(request.POST)
    if form.is_valid():
        try:
            row = reinstalling.link(request.scope, reference, form.move())
        except ValidationError as error:
            form.refuse(error)
        else:
            said = "Réinstallation indiquée."
            if row.asked_id:
                said = f"La question est posée à la préfecture : {row.asked}."
            messages.success(request, said)
            return redirect("site-reinstallations", reference)
    return _show(request, site, form, 400)


@require_POST
def remove(request: Request, reference: str, pk: int) -> HttpResponse:
    get_site(request, reference)
    reinstalling.remove(request.scope, reference, pk)
    messages.success(request, "Le lien est retiré.")
    return redirect("site-reinstallations", reference)


@require_safe
def requests(request: Request) -> HttpResponse:
    """What other departments ask of those where one may confirm sites."""
    return _requests(request)


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """`decision`: lier, with the reference of one's own site; ecarter."""
    decision = request.POST.get("decision", "")
    if decision not in dict(DECISIONS):
        raise ValidationError({"decision": "Désignez un site, ou écartez la demande."})
    form = AnswerForm(request.POST, auto_id=f"demande-{pk}-%s")
    try:
        named = designated(decision, request.POST.get("other", "")[:40])
        reinstalling.answer(request.scope, pk, named)
    except ValidationError as error:
        form.is_valid()
        form.refuse(error)
        return _requests(request, {pk: form}, 400)
    said = "Le site est lié." if named else "La demande est écartée."
    messages.success(request, f"{said} Le département qui l’a posée le voit sur sa fiche.")
    return redirect("reinstallations")


def _requests(
    request: Request, refused: dict[int, AnswerForm] | None = None, status: int = 200
) -> HttpResponse:
    rows = [
        (row, (refused or {}).get(row.pk) or AnswerForm(auto_id=f"demande-{row.pk}-%s"))
        for row in reinstalling.waiting_for(request.scope)
    ]
    return render(request, "sites/reinstallation-requests.html", {"rows": rows}, status=status)


def _show(request: Request, site: Site, form: ReinstallationForm, status: int) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    context: dict[str, Any] = {
        "site": site,
        "form": form,
        "links": reinstallations.links(request.scope, [site.pk]).get(site.pk, []),
        "q": text,
        "found": found(request, site, text),
    }
    return render(request, "sites/reinstallations.html", context, status=status)


def found(request: Request, site: Site, text: str) -> list[Site]:
    """The sites that the reader sees and that answer to the text."""
    if not text.strip():
        return []
    others = Site.objects.visible_to(request.scope).exclude(pk=site.pk).select_related("commune")
    return list(others.search(text, MOST_FOUND))
