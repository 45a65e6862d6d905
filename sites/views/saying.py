"""What a page says once something is kept."""

from django.contrib import messages

from actors.http import Request
from sites.models import Site


def kept(request: Request, site: Site, version: int, said: str) -> None:
    """`said`, unless the site is as it was at that version: a save that changed nothing says so."""
    if site.version == version:
        messages.info(request, "Rien n’a changé.")
    else:
        messages.success(request, said)
