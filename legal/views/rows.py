"""Owners, procedures and their steps: added, changed and removed by the same three views."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.enums import Ability
from actors.http import Request
from legal import feature, services
from legal.access import BLOCK_OF, find, require_block
from legal.forms import EvacuationForm, OwnerForm, ProcedureForm, RowForm, StepForm
from legal.models import EvacuationDate, Owner, Procedure, Row, Step
from sites.access import get_site
from sites.errors import StaleVersion
from sites.forms import ReasonForm
from sites.history import Act
from sites.models import Event, Site
from sites.views import conflicts


@dataclass(frozen=True, slots=True)
class Kind:
    """What the pages of a kind of row are made of, and say."""

    model: type[Any]
    form: type[RowForm]
    save: Callable[..., Row]
    remove: Callable[..., Row] | None
    adding: str
    changing: str
    removing: str
    said: str


OWNER = Kind(
    Owner,
    OwnerForm,
    services.save_owner,
    services.remove_owner,
    "Ajouter un propriétaire",
    "Modifier le propriétaire",
    "Retirer le propriétaire",
    "Propriétaire enregistré.",
)
PROCEDURE = Kind(
    Procedure,
    ProcedureForm,
    services.save_procedure,
    services.remove_procedure,
    "Ajouter une procédure",
    "Modifier la procédure",
    "Retirer la procédure",
    "Procédure enregistrée.",
)
STEP = Kind(
    Step,
    StepForm,
    services.save_step,
    services.remove_step,
    "Ajouter une étape",
    "Modifier l’étape",
    "Retirer l’étape",
    "Étape enregistrée.",
)
EVACUATION = Kind(
    EvacuationDate,
    EvacuationForm,
    services.set_evacuation,
    None,
    "Date d’évacuation",
    "Date d’évacuation",
    "",
    "Date d’évacuation enregistrée.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, reference: str, kind: Kind, procedure: int | None = None) -> HttpResponse:
    site = _site(request, reference, kind)
    try:
        return _add(request, site, kind, procedure)
    except Http404:
        gone = Procedure.objects.exclude(removed_at=None).filter(site=site)
        if procedure and gone.filter(pk=procedure).exists():
            return _of_a_removed_procedure(request, site, kind)
        raise


def _add(request: Request, site: Site, kind: Kind, procedure: int | None) -> HttpResponse:
    its = find(Procedure, site, procedure) if procedure else None
    more = {"procedure": its.pk} if its else {}
    if request.method != "POST":
        return _show(request, site, kind, kind.form(site=site), its=its)
    form = kind.form(request.POST, request.FILES, site=site)
    if form.is_valid():
        try:
            kind.save(request.scope, site.reference, form.values(), **_sent(form), **more)
        except ValidationError as error:
            form.refuse(error)
        else:
            return _done(request, site, kind.said)
    return _show(request, site, kind, form, 400, its=its)


def _of_a_removed_procedure(request: Request, site: Site, kind: Kind) -> HttpResponse:
    """What was typed is kept, and may go to another procedure of the site."""
    if request.method != "POST":
        messages.warning(request, "Cette procédure a été retirée entre-temps.")
        return redirect(f"{site.get_absolute_url()}#juridique")
    form = kind.form(request.POST, request.FILES, site=site)
    others = list(Procedure.objects.standing().filter(site=site).order_by("pk"))
    return _show(request, site, kind, form, 409, others=others)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reference: str, kind: Kind, pk: int) -> HttpResponse:
    site = _site(request, reference, kind)
    row = find(kind.model, site, pk)
    if request.method != "POST":
        return _show(request, site, kind, kind.form(site=site, row=row), row=row)
    form = kind.form(request.POST, request.FILES, site=site, row=row)
    if form.is_valid():
        sent = _sent(form) | {"pk": pk, "version": form.cleaned_data["version"] or 0}
        sent.pop("uuid")
        try:
            kind.save(request.scope, reference, form.values(), **sent)
        except ValidationError as error:
            form.refuse(error)
        except StaleVersion:
            row = find(kind.model, site, pk)
            return _show(request, site, kind, form.over(row), 409, row=row)
        else:
            return _done(request, site, kind.said)
    return _show(request, site, kind, form, 400, row=row)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, reference: str, kind: Kind, pk: int) -> HttpResponse:
    """Asks first, then removes."""
    site = _site(request, reference, kind)
    row = find(kind.model, site, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, site=site)
    status, said = (400 if form.errors else 200), ""
    if kind.remove and form.is_valid():
        version = request.POST.get("version", "")
        given = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        try:
            kind.remove(request.scope, reference, pk, given, reason=form.reason())
        except ValidationError as error:
            status = 400
            form.refuse(error)
        except StaleVersion as error:
            status, said = 409, error.message
        else:
            return _done(request, site, "C’est retiré ; l’historique en garde la trace.")
    feature.leave(request.scope, site, kind.model)
    context = {"site": site, "kind": kind, "row": row, "form": form, "said": said}
    return render(request, "legal/remove.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def evacuation(request: Request, reference: str) -> HttpResponse:
    kind, site = EVACUATION, _site(request, reference, EVACUATION)
    row = EvacuationDate.objects.filter(site=site).first()
    if request.method != "POST":
        return _show(request, site, kind, kind.form(site=site, row=row), row=row)
    form = kind.form(request.POST, site=site, row=row)
    if form.is_valid():
        sent = _sent(form) | {"version": form.cleaned_data["version"] or 0}
        sent.pop("uuid")
        try:
            services.set_evacuation(request.scope, reference, form.values(), **sent)
        except ValidationError as error:
            form.refuse(error)
        except StaleVersion:
            now = EvacuationDate.objects.filter(site=site).first()
            now = now or EvacuationDate(site=site, version=0)
            return _show(request, site, kind, form.over(now), 409, row=now)
        else:
            return _done(request, site, kind.said)
    return _show(request, site, kind, form, 400, row=row)


def _site(request: Request, reference: str, kind: Kind) -> Site:
    site = get_site(request, reference)
    require_block(request.scope, site, BLOCK_OF[kind.model], Ability.EDIT_LEGAL)
    return site


def _sent(form: RowForm) -> dict[str, Any]:
    given = form.cleaned_data
    sent: dict[str, Any] = {"uuid": given["uuid"], "reason": given.get("reason", "")}
    return sent | ({"uploads": form.uploads()} if isinstance(form, StepForm) else {})


def _done(request: Request, site: Site, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"{site.get_absolute_url()}#juridique")


def _show(
    request: Request,
    site: Site,
    kind: Kind,
    form: RowForm,
    status: int = 200,
    *,
    row: Row | None = None,
    its: Procedure | None = None,
    others: Sequence[Procedure] | None = None,
) -> HttpResponse:
    """`others`: what stands in the place of a procedure that was removed."""
    if row or its or others:
        feature.leave(request.scope, site, kind.model)
    context = {
        "site": site,
        "kind": kind,
        "form": form,
        "row": row,
        "procedure": its or getattr(row, "procedure", None),
        "title": kind.changing if row else kind.adding,
        "others": others,
        "is_gone": others is not None,
        "is_stale": status == 409 and others is None,
        "last_edit": _last_edit(site, row) if status == 409 else None,
        "had_files": status != 200 and bool(request.FILES),
    }
    return render(request, "legal/edit.html", context, status=status)


def _last_edit(site: Site, row: Row | None) -> Act | None:
    """Of that row: who changed it meanwhile."""
    if row is None:
        return None
    events = Event.objects.filter(site=site, kind__startswith="legal.", object_id=row.pk)
    return conflicts.told_by(events)
