"""The page of a site as it was: what held at a date, or what was known at a date; no action."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from actors.http import Request
from layers.facts import facts_of
from legal import past as legal
from legal.access import blocks_of
from sites import past
from sites.models import Site
from sites.past import AT, KNOWN
from sites.reinstallations import Link, links
from sites.views import wrong

LABELS = {AT: "Site au", KNOWN: "Connu au"}
DAY, CLOCK = "jour", "horloge"  # what the form sends: a day, and the button of one of the two


def asks_past(request: Request) -> bool:
    return not {AT, KNOWN, CLOCK}.isdisjoint(request.GET)


def page(request: Request, site: Site, small_map: Callable[[Site], dict[str, Any]]) -> HttpResponse:
    """Today’s rights: the caller fetched the site through them."""
    if request.GET.get(CLOCK) in LABELS:
        query = urlencode({request.GET[CLOCK]: request.GET.get(DAY, "")})
        return redirect(f"{site.get_absolute_url()}?{query}")
    blocks = blocks_of(request.scope, site)  # before it takes the place that it had
    try:
        day, then = _read(request, site)
    except ValidationError as error:
        return wrong.page(request, error.message_dict, LABELS, "Rien du passé n’est montré")
    is_known = KNOWN in request.GET
    context = _context(day, then, is_known) | {"small_map": small_map(then.site)}
    if is_known:
        known = legal.known_on(request.scope, site.pk, blocks, day)
        context |= {"legal": known, "reinstallations": [], "has_later": False}
    else:
        held, moved = legal.at_day(request.scope, site.pk, day), _moved(request, site, day)
        later = _is_later(then) or legal.has_later(held) or any(row.recorded_on for row in moved)
        context |= {"legal": held, "reinstallations": moved, "has_later": later}
    return render(request, "layers/site-past.html", context)


def _read(request: Request, site: Site) -> tuple[date, past.Past]:
    params = request.GET
    if AT in params and KNOWN in params:
        raise ValidationError({AT: past.NOT_BOTH, KNOWN: past.NOT_BOTH})
    if KNOWN in params:
        day = past.read_day(params, KNOWN)
        return day, past.known_on(site, day)
    day = past.read_day(params, AT)
    return day, past.at_day(site, day)


def _moved(request: Request, site: Site, day: date) -> list[Link]:
    """Those of which the day is known."""
    known = links(request.scope, [site.pk]).get(site.pk, [])
    return [
        replace(link, recorded_on=past.recorded_after(link.recorded_at, day))
        for link in known
        if link.moved_on and link.moved_on <= day
    ]


def _context(day: date, then: past.Past, is_known: bool) -> dict[str, Any]:
    return {
        "site": then.site,
        "then": then,
        "day": day,
        "clock": KNOWN if is_known else AT,
        "is_known": is_known,
        "facts": facts_of(then.site),
    }


def _is_later(then: past.Past) -> bool:
    survey = [then.survey] if then.survey else []
    rows = (*survey, *then.periods, *then.intervenants, *then.phases)
    return any(row.recorded_on for row in rows)
