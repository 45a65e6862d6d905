from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.http import Request
from journal.reading.differences import told
from journal.reading.versions import versions_of
from journal.views.answers import what_one_may
from journal.views.finding import get_entry


@require_safe
def versions(request: Request, reference: str, pk: int) -> HttpResponse:
    """The texts that an entry had, the newest first, each with what it changed."""
    site, entry = get_entry(request, reference, pk)
    context = what_one_may(request, site) | {
        "entry": entry,
        "changes": told(versions_of(request.scope, entry)),
    }
    return render(request, "journal/versions.html", context)
