"""Documents of a site beside its journal: deposited, taken away, put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.documents import DOCUMENT
from sites.enums import DocumentAccess, EventKind
from sites.errors import TakenBack, UsedElsewhere
from sites.models import Document, Site
from sites.services import files
from sites.services.closed import correction_reason
from sites.services.dates import not_in_future

LONGEST_TITLE = 150
REGRET = timedelta(days=1)
NOT_YOURS = "Seuls l’auteur d’un document et ceux qui confirment les sites peuvent le retirer."


@dataclass(frozen=True, slots=True)
class Deposit:
    """`uploads`: what came with the form, in order; `reason`: why a closed site gets it."""

    uuid: UUID
    title: str
    uploads: Sequence[Any]
    dated_on: date | None = None
    access: DocumentAccess = DocumentAccess.TOUS
    reason: str = ""


def deposit(scope: Scope, reference: str, given: Deposit) -> Document:
    """The document with its files; the same uuid twice makes one.

    Raises Http404, PermissionDenied, UsedElsewhere, TakenBack, ValidationError by field (`title`,
    `dated_on`, `files`, `reason`).
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.WRITE_JOURNAL, site)
        mine = Document.objects.filter(author=scope.membership_id, uuid=given.uuid)
        if known := mine.first():
            return _same(known, site)
        reason = correction_reason(site, given.reason)
        title = _checked_title(given.title)
        not_in_future(dated_on=given.dated_on)
        checked = files.check(
            [(uuid5(given.uuid, str(rank)), upload) for rank, upload in enumerate(given.uploads)]
        )
        if not checked:
            raise ValidationError({"files": "Joignez au moins un fichier."})
        row = Document.objects.create(
            uuid=given.uuid,
            site=site,
            title=title,
            dated_on=given.dated_on,
            access=given.access,
            author_id=scope.membership_id,  # type: ignore[misc]
        )
        files.hang(scope, site, DOCUMENT, row.pk, checked)
        facts = {"reason": reason} if reason else {}
        events.record(EventKind.SITE_DOCUMENT, site, scope.membership_id, row.pk, **facts)
    return row


def may_remove(scope: Scope, document: Document) -> bool:
    return document.author_id == scope.membership_id or abilities.may(
        scope, Ability.CONFIRM_SITE, document.site
    )


def remove_document(scope: Scope, reference: str, pk: int, *, reason: str = "") -> Document:
    """Gone for everyone, files and event too, and put back in one click for a day; from a closed
    site, with a `reason`, which is told.

    Raises Http404, PermissionDenied, ValidationError on `reason`.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        row = _lock(Document.objects.visible_to(scope).filter(site=site, pk=pk))
        if not may_remove(scope, row):
            raise PermissionDenied(NOT_YOURS)
        if said := correction_reason(site, reason):
            kind = EventKind.SITE_DOCUMENT_REMOVED
            events.record(kind, site, scope.membership_id, row.pk, reason=said)
        row.removed_at, row.removed_by_id = timezone.now(), scope.membership_id
        row.save(update_fields=["removed_at", "removed_by"])
    return row


def put_back_document(scope: Scope, reference: str, pk: int) -> Document:
    """By who took it away. Raises Http404."""
    with transaction.atomic():
        site = lock_site(scope, reference)
        row = _lock(regretted(scope, site).filter(pk=pk))
        row.removed_at = row.removed_by = None
        row.save(update_fields=["removed_at", "removed_by"])
    return row


def regretted(scope: Scope, site: Site) -> Any:
    """What this reader took away in the last day, as long as he would read it."""
    since = timezone.now() - REGRET
    rows = Document.objects.readable_by(scope).filter(site=site, removed_at__gt=since)
    return rows.filter(removed_by=scope.membership_id)


def _lock(rows: Any) -> Document:
    row: Document | None = rows.select_for_update(of=("self",)).select_related("site").first()
    if row is None:
        raise Http404("No such document for this reader")
    return row


def _same(known: Document, site: Site) -> Document:
    if known.site_id != site.pk:
        raise UsedElsewhere
    if known.removed_at:
        raise TakenBack
    return known


def _checked_title(title: str) -> str:
    text = " ".join(title.split())
    if not text or "\x00" in text:
        raise ValidationError({"title": "Donnez un intitulé au document."})
    if len(text) > LONGEST_TITLE:
        raise ValidationError({"title": f"L’intitulé dépasse {LONGEST_TITLE} caractères."})
    return text
