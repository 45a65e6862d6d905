"""What the verbs share: the site locked, the right asked, the version compared, one event."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from actors.enums import Ability
from actors.scope import Scope
from legal.access import BLOCK_OF, lock, require_block
from legal.enums import LegalEvent
from legal.models import Row
from sites import events
from sites.access import lock_site
from sites.errors import UsedElsewhere
from sites.models import Site
from sites.services.closed import correction_reason
from sites.services.versions import require_version

Values = Mapping[str, Any]


def lock_for_writing(scope: Scope, reference: str, model: type[Row]) -> Site:
    """The site, locked until the end of the transaction. Raises Http404, PermissionDenied."""
    site = lock_site(scope, reference)
    require_block(scope, site, BLOCK_OF[model], Ability.EDIT_LEGAL)
    if scope.membership_id is None:
        raise PermissionDenied
    return site


def known(scope: Scope, model: type[Row], uuid: Any, **where: Any) -> Any:
    """What the same envoi wrote before: None, or the row. Raises UsedElsewhere."""
    if uuid is None:
        return None
    row = model.objects.filter(author=scope.membership_id, uuid=uuid).first()
    if row and any(getattr(row, name) != value for name, value in where.items()):
        raise UsedElsewhere
    return row


def create(
    scope: Scope, site: Site, row: Row, values: Values, kind: LegalEvent, reason: str
) -> Any:
    """`reason`: why a closed site is corrected. Raises ValidationError on it."""
    said = _said(site, reason)
    for name, value in values.items():
        setattr(row, name, value)
    row.author_id = scope.membership_id  # type: ignore[assignment]
    row.save()
    events.record(kind, site, scope.membership_id, row.pk, **said)
    return row


def change(
    scope: Scope, site: Site, row: Row, values: Values, kind: LegalEvent, reason: str
) -> Any:
    """Writes what differs, and one event for it; nothing when nothing differs. `reason`: why a
    closed site is corrected. Raises ValidationError on it."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return row
    said = _said(site, reason)
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    events.record(kind, site, scope.membership_id, row.pk, **said)
    return row


def _said(site: Site, reason: str) -> dict[str, str]:
    """The facts of the event: none on an open site."""
    given = correction_reason(site, reason)
    return {"reason": given} if given else {}


def locked(site: Site, model: type[Row], pk: int, version: int | None, fields: Any) -> Any:
    """The row, with its version compared. Raises Http404, StaleVersion."""
    row = lock(model, site, pk)
    require_version(row, version, {name: getattr(row, name) for name in fields})
    return row


def remove(
    scope: Scope,
    reference: str,
    model: type[Row],
    pk: int,
    version: int,
    kind: LegalEvent,
    reason: str,
) -> Any:
    """For good as far as anybody sees; the row and its history stay.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError on `reason`.
    """
    with transaction.atomic():
        site = lock_for_writing(scope, reference, model)
        row = locked(site, model, pk, version, ())
        return change(scope, site, row, {"removed_at": timezone.now()}, kind, reason)
