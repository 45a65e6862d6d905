"""Two sites that are one: to choose the other, look at both side by side, merge, and undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import services
from sites.access import get_site, kept_of
from sites.forms.merging import MergeForm
from sites.forms.reinstalling import written
from sites.models import Site
from sites.services import merging, weighing
from sites.views.reinstalling import found

NEAR_M = 2_000
MOST_NEAR = 8


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, reference: str) -> HttpResponse:
    """`avec`: the other one; without it, those nearby and those that answer to `q`."""
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.CONFIRM_SITE, site)
    given = request.POST.get("avec") or request.GET.get("avec", "")
    asked = written(given.replace("\0", ""))[:40]
    if not asked:
        return _choices(request, site, "", 400 if request.method == "POST" else 200)
    try:
        other = _other(request, site, asked)
    except ValidationError as error:
        return _choices(request, site, error.message_dict["other"][0], 400)
    form = MergeForm(request.POST or None, pair=(site, other))
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["keep"]
        (lost,) = {site.reference, other.reference} - {kept}
        try:
            services.merge(request.scope, lost, kept, form.cleaned_data["reason"])
        except ValidationError as error:
            form.refuse(error)
        else:
            said = f"{lost} est fusionné dans {kept} : sa référence y mène désormais."
            messages.success(request, said)
            return redirect("site", kept)
    status = 400 if request.method == "POST" else 200
    context: dict[str, Any] = {
        "site": site,
        "other": other,
        "form": form,
        "metres": Site.objects.filter(pk=other.pk).near(site.location, 25_000_000).get().metres.m,  # type: ignore[attr-defined]
        "facts": weighing.compared(site, other),
        "weights": weighing.weights(request.scope, site, other),
    }
    return render(request, "sites/merge.html", context, status=status)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    made = services.unmerge(request.scope, pk)
    said = (
        f"La fusion est annulée : {made.lost.reference} a repris ce qui en venait. Ce qui a été "
        f"ajouté depuis reste sur {made.kept.reference}."
    )
    messages.success(request, said)
    return redirect("site", made.kept.reference)


def _other(request: Request, site: Site, asked: str) -> Site:
    """Raises ValidationError on `other`; PermissionDenied where one may not confirm it."""
    merging.refuse_same(site.reference, asked)
    sites = Site.objects.visible_to(request.scope)
    other: Site | None = sites.one(reference=kept_of(asked) or asked)
    if other is None:
        raise ValidationError({"other": merging.NOT_FOUND})
    abilities.require(request.scope, Ability.CONFIRM_SITE, other)
    return other


def _choices(request: Request, site: Site, wrong: str, status: int) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    visible = Site.objects.visible_to(request.scope).exclude(pk=site.pk)
    near = visible.near(site.location, NEAR_M).select_related("commune")[:MOST_NEAR]
    context = {
        "site": site,
        "wrong": wrong or ("Choisissez l’autre site." if status == 400 else ""),
        "near": list(near),
        "metres": NEAR_M,
        "q": text,
        "found": found(request, site, text),
    }
    return render(request, "sites/merge-choose.html", context, status=status)
