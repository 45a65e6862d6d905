from django.http import Http404

from actors.http import Request
from journal.access import find_entry
from journal.models import Entry
from sites.access import get_site
from sites.models import Site


def get_entry(request: Request, reference: str, pk: int) -> tuple[Site, Entry]:
    """The site, then the entry of its journal, or a 404 before anything else happens."""
    site = get_site(request, reference)
    entry = find_entry(request.scope, pk)
    if entry.site_id != site.pk:
        raise Http404("No such entry in this journal")
    return site, entry
