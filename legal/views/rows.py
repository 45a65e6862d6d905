"""Owners, procedures and their steps: added, changed and removed by the same three views."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actors.enums import Ability
from actors.http import Request
from legal import feature, services
from legal.access import BLOCK_OF, find, removed, require_block
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
    gone: str = ""
    with_it: str = ""  # what goes when it is removed


OWNER = Kind(
    Owner,
    OwnerForm,
    services.save_owner,
    services.remove_owner,
    "Ajouter un propriétaire",
    "Modifier le propriétaire",
    "Retirer le propriétaire",
    "Propriétaire enregistré.",
    "Ce propriétaire a été retiré entre-temps",
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
    "Cette procédure a été retirée entre-temps",
    "ses étapes, leurs échéances et leurs documents",
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
    "Cette étape a été retirée entre-temps",
    "son échéance et ses documents",
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
        gone = removed(Procedure, site, procedure) if procedure else None
        if gone is None:
            raise
        return _gone(request, site, kind, PROCEDURE, _procedures(site))


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


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reference: str, kind: Kind, pk: int) -> HttpResponse:
    site = _site(request, reference, kind)
    try:
        return _edit(request, site, kind, pk)
    except Http404:
        row = removed(kind.model, site, pk)
        if row is None:
            raise
        if kind is STEP and row.procedure.removed_at:
            return _gone(request, site, kind, PROCEDURE, _procedures(site))
        return _gone(request, site, kind, kind, [("Ajouter de nouveau", _adding(site, row))])


def _edit(request: Request, site: Site, kind: Kind, pk: int) -> HttpResponse:
    row = find(kind.model, site, pk)
    if request.method != "POST":
        return _show(request, site, kind, kind.form(site=site, row=row), row=row)
    form = kind.form(request.POST, request.FILES, site=site, row=row)
    if form.is_valid():
        sent = _sent(form) | {"pk": pk, "version": form.cleaned_data["version"] or 0}
        sent.pop("uuid")
        try:
            kind.save(request.scope, site.reference, form.values(), **sent)
        except ValidationError as error:
            form.refuse(error)
        except StaleVersion:
            row = find(kind.model, site, pk)
            return _show(request, site, kind, form.over(row), 409, row=row)
        else:
            return _done(request, site, kind.said)
    return _show(request, site, kind, form, 400, row=row)


def _procedures(site: Site) -> list[tuple[str, str]]:
    """Those of the site to which a step may go."""
    standing = Procedure.objects.standing().filter(site=site).order_by("pk")
    words = "Enregistrer dans «\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}»"
    return [
        (words.format(one), reverse("step-add", args=[site.reference, one.pk])) for one in standing
    ]


def _adding(site: Site, row: Row) -> str:
    if isinstance(row, Step):
        return reverse("step-add", args=[site.reference, row.procedure_id])
    name = "owner-add" if isinstance(row, Owner) else "procedure-add"
    return reverse(name, args=[site.reference])


def _back(request: Request, site: Site, lost: Kind) -> HttpResponse:
    messages.warning(request, f"{lost.gone}.")
    return redirect(f"{site.get_absolute_url()}#juridique")


def _gone(
    request: Request, site: Site, kind: Kind, lost: Kind, ways: Sequence[tuple[str, str]]
) -> HttpResponse:
    """What was typed of a row is kept when what it hangs on, or itself, was removed meanwhile; it
    may go by `ways`: (words, address)."""
    if request.method != "POST":
        return _back(request, site, lost)
    typed = request.POST.copy()
    typed["uuid"], typed["version"] = str(uuid4()), "0"
    form = kind.form(typed, request.FILES, site=site)
    return _show(request, site, kind, form, 409, gone=lost.gone, ways=ways)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, reference: str, kind: Kind, pk: int) -> HttpResponse:
    """Asks first, then removes; what is removed already is only said to be."""
    site = _site(request, reference, kind)
    try:
        return _remove(request, site, kind, pk)
    except Http404:
        if removed(kind.model, site, pk) is None:
            raise
        return _back(request, site, kind)


def _remove(request: Request, site: Site, kind: Kind, pk: int) -> HttpResponse:
    row = find(kind.model, site, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, site=site)
    status, said = (400 if form.errors else 200), ""
    if kind.remove and form.is_valid():
        version = request.POST.get("version", "")
        given = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        try:
            kind.remove(request.scope, site.reference, pk, given, reason=form.reason())
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
    gone: str = "",
    ways: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """`gone`: what was removed meanwhile; `ways`: see `_gone`."""
    if row or its or ways:
        feature.leave(request.scope, site, kind.model)
    context = {
        "site": site,
        "kind": kind,
        "form": form,
        "row": row,
        "procedure": its or getattr(row, "procedure", None),
        "title": kind.changing if row else kind.adding,
        "gone": gone,
        "ways": ways,
        "is_stale": status == 409 and not gone,
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
