"""`/journal/`: what happened lately in the reader's scope; and the life of one site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.http import Request
from actors.models import Organisation
from actors.places import departements_of, ids
from actors.scope import Scope
from journal.keys import AFTER, page_after, read_key
from journal.recent import filters, timeline
from journal.recent.events import PAGE_SIZE, events_for
from journal.recent.happenings import by_day, rows_of, with_all
from journal.sentences import Group
from sites.access import get_site
from sites.views import wrong
from territories.enums import Level
from territories.models import Inside

# Beside a territory's name: short, and with its code where people know it.
LEVELS: dict[str, str] = dict(Level.choices) | {Level.EPCI.value: "Intercommunalité"}


@require_safe
def recent(request: Request) -> HttpResponse:
    scope = request.scope
    try:
        read = filters.read(request.GET)
        key = read_key(request.GET.get(AFTER, ""))
    except ValidationError as error:
        return wrong.page(request, error.message_dict, filters.LABELS)
    older = page_after(with_all(events_for(scope, read.asked)), PAGE_SIZE, key)
    context = {
        "days": by_day(rows_of(scope, older.events)),
        "read": read,
        "asked": read.asked,
        "chips": read.chips(),
        "older": read.query(**{AFTER: str(older.after)}) if older.after else "",
        "newest": read.query() if key else None,
        "groups": Group.choices,
        "structures": _structures(scope),
        "departements": departements_of(scope),
        "levels": LEVELS,
    }
    return render(request, "journal/recent.html", context)


@require_safe
def life(request: Request, reference: str) -> HttpResponse:
    """The time line of a site: a page, or for htmx the fragment of a page."""
    site = get_site(request, reference)
    group = timeline.read_group(request.GET)
    key = read_key(request.GET.get(AFTER, ""))
    context = timeline.of_site(request.scope, site, group, key)
    is_part = bool(request.htmx)
    template = "journal/_timeline.html" if is_part else "journal/life.html"
    return render(request, template, context)


def _structures(scope: Scope) -> Any:
    """Those that act in the reader's territories, inside of them or around."""
    mine = ids(scope.parts or scope.places)
    links = Organisation.territories.through.objects.filter(organisation=OuterRef("pk"))
    there = Exists(Inside.objects.filter(territory=OuterRef("territory"), container__in=mine))
    around = Exists(Inside.objects.filter(territory__in=mine, container=OuterRef("territory")))
    active = Organisation.objects.active().filter(Exists(links.filter(Q(there) | Q(around))))
    return active.order_by("name", "pk").values_list("pk", "name")
