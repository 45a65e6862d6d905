from uuid import UUID

from django.db import transaction

from actors.scope import Scope
from legal.enums import LegalEvent, ProcedureKind
from legal.models import Procedure
from legal.services import checking
from legal.services.writing import Values, change, create, known, lock_for_writing, locked, remove

FIELDS = ("kind", "title", "note")


def save_procedure(
    scope: Scope,
    reference: str,
    values: Values,
    *,
    pk: int | None = None,
    version: int | None = None,
    uuid: UUID | None = None,
    reason: str = "",
) -> Procedure:
    """A new procedure, or one changed. `values`: all of `FIELDS`; `reason`: why a closed
    site is corrected.

    Raises Http404, PermissionDenied, StaleVersion, UsedElsewhere, ValidationError by field.
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, Procedure)
        row = None if pk is None else locked(site, Procedure, pk, version, FIELDS)
        if row is None and (written := known(scope, Procedure, uuid, site_id=site.pk)):
            return written
        checking.one_of(values, "kind", ProcedureKind)
        given = {name: values[name] for name in FIELDS}
        if row is not None:
            return change(scope, site, row, given, LegalEvent.PROCEDURE, reason)
        new = Procedure(site=site, **({"uuid": uuid} if uuid else {}))
        return create(scope, site, new, given, LegalEvent.PROCEDURE, reason)


def remove_procedure(
    scope: Scope, reference: str, pk: int, version: int, *, reason: str = ""
) -> Procedure:
    """With its steps and their deadlines, which stand no more."""
    return remove(scope, reference, Procedure, pk, version, LegalEvent.PROCEDURE, reason)
