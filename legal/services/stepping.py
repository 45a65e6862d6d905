"""The steps of a procedure, in the order of law, with their documents."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from actors.scope import Scope
from legal.access import lock
from legal.enums import LegalEvent, StepKind
from legal.models import Procedure, Step
from legal.readable import STEP
from legal.services import checking
from legal.services.ordering import NEW, Placed, check_change
from legal.services.writing import Values, change, create, known, lock_for_writing, locked
from sites.models import Site
from sites.services import files

FIELDS = ("kind", "on", "outcome", "deadline", "to_do", "met_on", "note")
Uploads = Sequence[tuple[UUID, UploadedFile]]


def save_step(
    scope: Scope,
    reference: str,
    values: Values,
    *,
    procedure: int | None = None,
    pk: int | None = None,
    version: int | None = None,
    uuid: UUID | None = None,
    uploads: Uploads = (),
    reason: str = "",
) -> Step:
    """A new step of `procedure`, or one changed. `values`: all of `FIELDS`; `reason`: why a
    closed site is corrected.

    Raises Http404, PermissionDenied, StaleVersion, UsedElsewhere, ValidationError by field
    (`files` and `reason` among them).
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, Step)
        row = None if pk is None else locked(site, Step, pk, version, FIELDS)
        its = lock(Procedure, site, row.procedure_id if row else procedure or 0)
        if row is None and (written := known(scope, Step, uuid, procedure_id=its.pk)):
            return written
        checked = files.check(uploads)
        checking.step(values)
        _check_order(its, pk or NEW, Placed(pk or NEW, StepKind(values["kind"]), values["on"]))
        given = {name: values[name] for name in FIELDS}
        given["papers"] = (row.papers if row else 0) + len(checked)
        row = _write(scope, site, its, row, given, uuid, reason)
        if checked:
            files.hang(scope, site, STEP, row.pk, checked)
        return row


def remove_step(scope: Scope, reference: str, pk: int, version: int, *, reason: str = "") -> Step:
    """Its documents go with it: nobody reads them any more.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError.
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, Step)
        row = locked(site, Step, pk, version, ())
        _check_order(row.procedure, pk, None)
        gone = {"removed_at": timezone.now()}
        return change(scope, site, row, gone, LegalEvent.STEP, reason)


def _write(
    scope: Scope,
    site: Site,
    its: Procedure,
    row: Any,
    given: Values,
    uuid: UUID | None,
    reason: str,
) -> Step:
    if row is not None:
        return change(scope, site, row, given, LegalEvent.STEP, reason)
    new = Step(procedure=its, **({"uuid": uuid} if uuid else {}))
    return create(scope, site, new, given, LegalEvent.STEP, reason)


def _check_order(its: Procedure, pk: int, placed: Placed | None) -> None:
    """`placed`: where the step `pk` is to stand; None: nowhere any more."""
    rows = Step.objects.filter(procedure=its, removed_at=None).order_by("on", "pk")
    before = [Placed(row.pk, StepKind(row.kind), row.on) for row in rows]
    others = [step for step in before if step.pk != pk]
    check_change(before, [*others, placed] if placed else others, pk)
