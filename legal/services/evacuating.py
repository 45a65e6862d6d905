from django.db import transaction

from actors.scope import Scope
from legal.enums import LegalEvent
from legal.models import EvacuationDate
from legal.services import checking
from legal.services.writing import Values, change, create, lock_for_writing
from sites.services.versions import require_version

FIELDS = ("on", "note")


def set_evacuation(
    scope: Scope,
    reference: str,
    values: Values,
    *,
    version: int | None = None,
    reason: str = "",
) -> EvacuationDate:
    """The day, or none any more. `values`: all of `FIELDS`; `version`: 0 when there was no row;
    `reason`: why a closed site is corrected.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError on `on` and `reason`.
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, EvacuationDate)
        row = EvacuationDate.objects.select_for_update().filter(site=site).first()
        current = row or EvacuationDate(site=site, version=0)
        require_version(current, version, {name: getattr(current, name) for name in FIELDS})
        checking.plausible("on", values["on"])
        given = {name: values[name] for name in FIELDS}
        if row is not None:
            return change(scope, site, row, given, LegalEvent.EVACUATION, reason)
        row = EvacuationDate(site=site)
        return create(scope, site, row, given, LegalEvent.EVACUATION, reason)
