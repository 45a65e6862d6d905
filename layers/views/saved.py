"""Saved views: kept, found again, shared with one's structure, opened within one's own scope."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actors.http import Request
from layers import services
from layers.access import get_view
from layers.enums import ViewPage
from layers.models import SavedView
from layers.opening import address_of
from layers.view_forms import IDS, ChangeViewForm, SaveViewForm, fold, listed, words_of

# htmx shows it like any answer, where it leaves other errors alone (templates/base.html)
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """One's views and those of one's structure; POST saves one, from the map or from the list."""
    if request.method != "POST":
        return _show(request)
    form = SaveViewForm(request.POST, auto_id=IDS)
    view = _save(request, form) if form.is_valid() else None
    if request.htmx:
        return _answer(request, form, view)
    if view is None:
        return _show(request, form)
    messages.success(request, f"La vue « {view.name} » est enregistrée.")
    return redirect("saved-view", view.uuid)


@require_safe
def opening(request: Request, uuid: UUID) -> HttpResponse:
    """Leads to the map or to the list, which read the address with the reader's own scope."""
    return redirect(address_of(get_view(request, uuid), request.scope))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID) -> HttpResponse:
    view = _get_own(request, uuid)
    is_sent = request.method == "POST"
    initial = {"name": view.name, "shared": view.shared}
    form = ChangeViewForm(request.POST if is_sent else None, initial=initial, auto_id=IDS)
    if is_sent and form.is_valid() and _change(request, view, form):
        return redirect("saved-views")
    context = {"form": form, "view": view}
    return render(request, "layers/views/change.html", context, status=400 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, uuid: UUID) -> HttpResponse:
    """Asks first."""
    view = _get_own(request, uuid)
    if request.method == "POST":
        services.delete_view(request.scope, view)
        messages.success(request, f"La vue « {view.name} » est supprimée.")
        return redirect("saved-views")
    return render(request, "layers/views/delete.html", {"view": view})


def _get_own(request: Request, uuid: UUID) -> SavedView:
    view = get_view(request, uuid)
    if view.owner_id != request.scope.membership_id:
        raise PermissionDenied(services.ONLY_OWNER)
    return view


def _save(request: Request, form: SaveViewForm) -> SavedView | None:
    given: dict[str, Any] = form.cleaned_data | {"page": ViewPage(form.cleaned_data["page"])}
    try:
        return services.save_view(request.scope, **given)
    except ValidationError as error:
        form.refuse(error)
        return None


def _change(request: Request, view: SavedView, form: ChangeViewForm) -> bool:
    was_shared = view.shared
    try:
        services.change_view(request.scope, view, **form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, _done(view, was_shared))
    return True


def _done(view: SavedView, was_shared: bool) -> str:
    if view.shared == was_shared:
        return f"La vue « {view.name} » est enregistrée."
    now = "partagée avec votre structure" if view.shared else "de nouveau à vous seul"
    return f"La vue « {view.name} » est {now}."


def _show(request: Request, form: SaveViewForm | None = None) -> HttpResponse:
    scope = request.scope
    rows = [(view, words_of(view, scope)) for view in listed(scope)]
    context = {
        "form": form,
        "mine": [row for row in rows if row[0].owner_id == scope.membership_id],
        "others": [row for row in rows if row[0].owner_id != scope.membership_id],
    }
    return render(request, "layers/views/page.html", context, status=400 if form else 200)


def _answer(request: Request, form: SaveViewForm, view: SavedView | None) -> HttpResponse:
    """The fold again, with what was saved or what is at fault."""
    page = view.page if view else form.data.get("page")
    page = ViewPage(page) if page in ViewPage.values else ViewPage.MAP
    shown = fold(request, page, saved=view, form=None if view else form)
    status = 200 if view else UNPROCESSABLE
    return render(request, "layers/views/_views.html", {"fold": shown}, status=status)
