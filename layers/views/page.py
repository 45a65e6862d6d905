"""One site for one reader: its page, and its sheet beside the map. Only assembles."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.scope import Scope
from journal.feature import NO_POINT
from journal.reading.leaf import leaf, read
from layers import points
from layers.diagnostic import diagnostic_of
from layers.facts import facts_of
from layers.legal import legal_of
from layers.preparation import documents_of, known_of, marks_of, merges_of, phases_of
from layers.record import marked, periods_of, whole
from layers.views import past
from layers.views.map import ANY_LEVEL, STALE_DAYS, outlines_address
from legal.enums import Way
from sites import basemaps
from sites.access import get_site
from sites.enums import StatusAction
from sites.models import Site
from sites.reinstallations import links as reinstallations
from sites.services import possible_intervenant_actions
from sites.services.status import possible_actions


@require_safe
def sheet(request: Request, reference: str) -> HttpResponse:
    """The fragment that the map loads."""
    scope = request.scope
    site = get_site(request, reference, marked(scope))
    context = _site(scope, site) | legal_of(scope, site, Way.SHEET)
    context["feature"] = points.feature_of(site, context["attention"], context["preparation"].phase)
    return render(request, "layers/site/_sheet.html", context)


@require_safe
def page(request: Request, reference: str) -> HttpResponse:
    scope = request.scope
    if past.asks_past(request):
        return past.page(request, get_site(request, reference), _small_map)
    site = get_site(request, reference, whole(scope))
    journal = leaf(scope, site)
    read(scope, journal)
    context = (
        _site(scope, site)
        | legal_of(scope, site, Way.PAGE)
        | {
            "leaf": journal,
            "may_moderate": abilities.may(scope, Ability.MODERATE_JOURNAL, site),
            "arrived": None,
            "reply_to": None,
            "periods": periods_of(site),
            "small_map": _small_map(site),
            "reinstallations": reinstallations(scope, [site.pk]).get(site.pk, []),
            "merges": merges_of(site),
            "diagnostic": diagnostic_of(site),
            "phases": phases_of(site),
            "documents": documents_of(scope, site),
        }
    )
    context["has_answers"] = any(one.answers for one in context["facts"].conditions)
    context["completeness"] = known_of(site, context["may_survey"], context["may_edit"])
    return render(request, "layers/site.html", context)


def _site(scope: Scope, site: Any) -> dict[str, Any]:
    """What the sheet and the page both say, of a site `marked` for this reader."""
    today = timezone.localdate()
    actions = possible_actions(scope, site)
    may_edit = abilities.may(scope, Ability.SURVEY_SITE, site)
    return {
        "site": site,
        "preparation": marks_of(scope, site),
        "facts": facts_of(site),
        "is_stale": site.is_active and (today - site.updated_on).days >= STALE_DAYS,
        "actions": actions,
        "next_action": StatusAction.CONFIRM if StatusAction.CONFIRM in actions else None,
        "may_edit": may_edit,
        "may_survey": may_edit and site.is_active,
        "intervenants": [
            (row, possible_intervenant_actions(scope, row, is_open=site.is_active))
            for row in site.in_force
        ],
        "is_followed": site.is_followed,
        "may_write": abilities.may(scope, Ability.WRITE_JOURNAL, site),
        "composer": None,
        "attention": site.numbers or NO_POINT,
    }


def _small_map(site: Site) -> dict[str, Any]:
    return {
        "basemap": basemaps.plan_ign(),
        "place": (site.location.y, site.location.x),
        "status": site.status,
        "people": site.people,
        "precision": site.location_precision,
        "around": site.region.slug,
        "footprint": json.loads(site.footprint.json) if site.footprint else None,
        "urls": {"outlines": outlines_address()},
        "any": {"level": ANY_LEVEL},
    }
