from typing import Any
from uuid import UUID

from django.db import transaction

from actors.scope import Scope
from legal.enums import LegalEvent, OwnerKind
from legal.models import Owner
from legal.services import checking
from legal.services.writing import Values, change, create, known, lock_for_writing, locked, remove

FIELDS = ("name", "kind", "parcels", "note")


def save_owner(
    scope: Scope,
    reference: str,
    values: Values,
    *,
    pk: int | None = None,
    version: int | None = None,
    uuid: UUID | None = None,
    reason: str = "",
) -> Owner:
    """A new owner, or one changed. `values`: all of `FIELDS`; `reason`: why a closed
    site is corrected.

    Raises Http404, PermissionDenied, StaleVersion, UsedElsewhere, ValidationError by field.
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, Owner)
        row = None if pk is None else locked(site, Owner, pk, version, FIELDS)
        if row is None and (written := known(scope, Owner, uuid, site_id=site.pk)):
            return written
        checked = _checked(values)
        if row is not None:
            return change(scope, site, row, checked, LegalEvent.OWNER, reason)
        new = Owner(site=site, **({"uuid": uuid} if uuid else {}))
        return create(scope, site, new, checked, LegalEvent.OWNER, reason)


def remove_owner(scope: Scope, reference: str, pk: int, version: int, *, reason: str = "") -> Owner:
    return remove(scope, reference, Owner, pk, version, LegalEvent.OWNER, reason)


def _checked(values: Values) -> dict[str, Any]:
    checking.filled(values, name="Donnez le nom du propriétaire.")
    checking.one_of(values, "kind", OwnerKind)
    given = {name: values[name] for name in FIELDS}
    return given | {"parcels": checking.parcels(values["parcels"])}
