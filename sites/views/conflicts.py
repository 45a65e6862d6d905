"""Two people at once: what the other did since this one opened his page, in words.

A form carries `{% opened %}`; its view, on a `StaleVersion`, puts `since(request, site)` in the
context and includes `sites/parts/since.html`: nothing that was typed is lost.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from actors.http import Request
from sites.history import TABLES, Act, Asked, acts_of, readable
from sites.models import Event, Site
from sites.templatetags.conflicts import OPENED

MOST = 10
LONGEST = timedelta(days=30)


def opened_at(request: Request) -> datetime | None:
    """When the page that is sent was drawn, if it says so in a way that can be."""
    try:
        at = datetime.fromisoformat(request.POST.get(OPENED, ""))
    except ValueError:
        return None
    now = timezone.now()
    return at if at.tzinfo and now - LONGEST < at <= now else None


def since(request: Request, site: Site) -> list[Act]:
    """The acts of the others since then; without a moment, the last act."""
    at = opened_at(request)
    tables = readable(request.scope, site, TABLES)
    size = MOST if at else 1
    return acts_of(request.scope, site, tables, Asked(since=at), size).acts[:size]


def last_edit(request: Request, site: Site) -> Act | None:
    """Who last changed what a site says of itself, and what its page names: no event, for one may
    tell of what this reader may not know of."""
    own = [table for table in TABLES if table.model is Site]
    acts = acts_of(request.scope, site, own, Asked(), 1).acts
    return acts[0] if acts else None


def told_by(events: QuerySet[Event]) -> Act | None:
    """Who did what the newest of these events tells, which this reader may know of."""
    last = events.select_related("actor__user", "actor__organisation").first()
    if last is None or last.actor is None:
        return None
    person, structure = last.actor.user.get_full_name(), last.actor.organisation.short_name
    return Act(last.at, person, structure, through="")
