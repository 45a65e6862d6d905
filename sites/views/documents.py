"""The documents of a site: found, deposited, taken away and put back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.paging import page_number, page_of
from sites import services
from sites.access import get_site
from sites.filters import parsing
from sites.forms import DocumentForm
from sites.models import Document, Site
from sites.services.documents import regretted

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, reference: str) -> HttpResponse:
    """`q` looks in the titles; POST deposits."""
    site = get_site(request, reference)
    scope = request.scope
    if request.method != "POST":
        return _show(request, site, DocumentForm(), 200)
    abilities.require(scope, Ability.WRITE_JOURNAL, site)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            row = services.deposit(scope, reference, form.deposit())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"« {row.title} » est déposé.")
            return redirect("site-documents", reference)
    return _show(request, site, form, 400)


@require_POST
def remove(request: Request, reference: str, pk: int) -> HttpResponse:
    get_site(request, reference)
    row = services.remove_document(request.scope, reference, pk)
    messages.success(request, f"« {row.title} » est retiré. Vous pouvez encore le remettre.")
    return redirect("site-documents", reference)


@require_POST
def put_back(request: Request, reference: str, pk: int) -> HttpResponse:
    get_site(request, reference)
    row = services.put_back_document(request.scope, reference, pk)
    messages.success(request, f"« {row.title} » est remis.")
    return redirect("site-documents", reference)


def _show(request: Request, site: Site, form: DocumentForm, status: int) -> HttpResponse:
    scope = request.scope
    asked = parsing.short_text(request.GET.get("q", "")[: parsing.LONGEST_TEXT].replace("\0", ""))
    rows = Document.objects.visible_to(scope).filter(site=site)
    if asked:
        rows = rows.search(asked)
    found = rows.with_files(scope).order_by("-recorded_at", "-pk")
    page = page_of(Paginator(found, PAGE_SIZE), page_number(request.GET))
    confirms = abilities.may(scope, Ability.CONFIRM_SITE, site)
    context = {
        "site": site,
        "form": form,
        "asked": asked,
        "page": page,
        "rows": [(row, confirms or row.author_id == scope.membership_id) for row in page],
        "regretted": regretted(scope, site),
        "may_deposit": abilities.may(scope, Ability.WRITE_JOURNAL, site),
    }
    return render(request, "sites/documents.html", context, status=status)
