"""What the views of the journal have in common: how they answer, what they show."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from journal.models import Entry
from journal.reading.leaf import one_thread
from sites.models import Site

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422


def what_one_may(request: Request, site: Site) -> dict[str, Any]:
    """The site and what this reader may do in its journal, as the templates ask for it."""
    return {
        "site": site,
        "may_write": abilities.may(request.scope, Ability.WRITE_JOURNAL, site),
        "may_moderate": abilities.may(request.scope, Ability.MODERATE_JOURNAL, site),
    }


def show_thread(request: Request, site: Site, entry: Entry, **more: Any) -> HttpResponse:
    """The thread of the entry as it is now, which takes its own place; nothing when it is gone."""
    thread = one_thread(request.scope, entry)
    if thread is None:
        return HttpResponse("")
    context = what_one_may(request, site) | {"thread": thread, "arrived": None} | more
    response = render(request, "journal/_thread.html", context)
    response["HX-Retarget"] = f"#thread-{entry.thread_id}"
    response["HX-Reswap"] = "outerHTML"
    return response


def show_entry(request: Request, site: Site, entry: Entry, **more: Any) -> HttpResponse:
    """The entry alone: what is being typed in its thread stays."""
    response = show_thread(request, site, entry, reply_to=None, **more)
    if response.content:
        response["HX-Retarget"] = response["HX-Reselect"] = f"#message-{entry.pk}"
    return response
