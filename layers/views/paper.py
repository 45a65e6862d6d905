"""A site on paper: what one may ask, and the two files."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.http import Request
from layers.paper import pdf as pdf_file
from layers.paper import word as word_file
from layers.paper.options import BLOCKS, WITH, possible, read
from layers.paper.sheet import Sheet, sheet_of
from legal.enums import Way
from sites.access import get_site
from sites.views import wrong

LABELS = {WITH: "Contenu du document"}
# Opened in a browser all the same, a file runs and asks for nothing.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@require_safe
def page(request: Request, reference: str) -> HttpResponse:
    """Ticked already: all that is not protected, which one prints on purpose."""
    site = get_site(request, reference)
    offered = [(option, option not in BLOCKS) for option in possible(request.scope, site)]
    context = {"site": site, "options": offered, "name": WITH}
    return render(request, "layers/paper/page.html", context)


@require_safe
def pdf(request: Request, reference: str) -> HttpResponse:
    return _file(request, reference, Way.PDF, pdf_file.render, pdf_file.MEDIA_TYPE)


@require_safe
def docx(request: Request, reference: str) -> HttpResponse:
    return _file(request, reference, Way.DOCX, word_file.render, word_file.MEDIA_TYPE)


def _file(
    request: Request, reference: str, way: Way, write: Callable[[Sheet], bytes], media_type: str
) -> HttpResponse:
    site = get_site(request, reference)
    try:
        asked = read(request.GET, possible(request.scope, site))
    except ValidationError as error:
        return wrong.page(request, error.message_dict, LABELS, "Aucun document n’est montré")
    sheet = sheet_of(request.scope, site, asked, way, request.user.get_full_name())
    headers = {"Content-Disposition": f'attachment; filename="fiche-{site.reference}.{way}"'}
    return HttpResponse(write(sheet), content_type=media_type, headers=HEADERS | headers)
