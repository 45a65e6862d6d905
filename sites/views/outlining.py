"""The footprint of a site and its parcels: drawn on a map, or pasted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from sites import basemaps, services
from sites.access import get_site
from sites.errors import StaleVersion
from sites.forms import FootprintForm
from sites.models import Site
from sites.services.closed import require_open
from sites.services.outlining import FARTHEST_M
from sites.views import conflicts
from sites.views.position import position_settings
from sites.views.saying import kept


@require_http_methods(["GET", "HEAD", "POST"])
def footprint(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.SURVEY_SITE, site)
    if request.method != "POST":
        require_open(site)
        return _show(request, site, FootprintForm(site=site), 200)
    form = FootprintForm(request.POST, site=site)
    if not form.is_valid():
        return _show(request, site, form, 400)
    try:
        version = form.cleaned_data["version"]
        written = services.outline(request.scope, reference, version, *form.outline())
    except ValidationError as error:
        form.refuse(error)
        return _show(request, site, form, 400)
    except StaleVersion:
        return _show_stale(request, reference, form)
    kept(request, written, version, f"Emprise du site {reference} enregistrée.")
    return redirect(site)


def _show_stale(request: Request, reference: str, form: FootprintForm) -> HttpResponse:
    """What the others changed meanwhile, and this agent's own values kept."""
    site = get_site(request, reference)
    more = {"is_stale": True, "last_edit": conflicts.last_edit(request, site)}
    return _show(request, site, form.over(site), 409, more)


def _show(
    request: Request,
    site: Site,
    form: FootprintForm,
    status: int,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    settings = position_settings(request.scope) | {
        "grounds": basemaps.for_map(),
        "place": (site.location.y, site.location.x),
        "farthest": FARTHEST_M,
        "around": site.region.slug,
    }
    context = {"site": site, "form": form, "settings": settings, "is_stale": False}
    return render(request, "sites/footprint.html", context | (more or {}), status=status)
