"""The documents of a site: found, deposited, taken away and put back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.paging import page_number, page_of
from sites import services
from sites.access import get_site
from sites.filters import parsing
from sites.forms import DocumentForm, ReasonForm
from sites.models import Document, Site
from sites.services.documents import NOT_YOURS, may_remove, regretted

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, reference: str) -> HttpResponse:
    """`q` looks in the titles; POST deposits."""
    site = get_site(request, reference)
    scope = request.scope
    if request.method != "POST":
        return _show(request, site, DocumentForm(site=site), 200)
    abilities.require(scope, Ability.WRITE_JOURNAL, site)
    form = DocumentForm(request.POST, request.FILES, site=site)
    if form.is_valid():
        try:
            row = services.deposit(scope, reference, form.deposit())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"« {row.title} » est déposé.")
            return redirect("site-documents", reference)
    return _show(request, site, form, 400)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, reference: str, pk: int) -> HttpResponse:
    """In one click from the list; a closed site asks why, on a page of its own."""
    site = get_site(request, reference)
    row = get_object_or_404(Document.objects.visible_to(request.scope), site=site, pk=pk)
    if not may_remove(request.scope, row):
        raise PermissionDenied(NOT_YOURS)
    form = ReasonForm(request.POST if request.method == "POST" else None, site=site)
    if request.method == "POST" and form.is_valid():
        try:
            services.remove_document(request.scope, reference, pk, reason=form.reason())
        except ValidationError as error:
            form.refuse(error)
        else:
            said = f"« {row.title} » est retiré. Vous pouvez encore le remettre."
            messages.success(request, said)
            return redirect("site-documents", reference)
    context = {"site": site, "document": row, "form": form}
    status = 400 if form.errors else 200
    return render(request, "sites/document-remove.html", context, status=status)


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
