"""What of a document is read elsewhere: its files, its event. Who reads the row reads them."""

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from actors.scope import Scope
from sites import events, files
from sites.enums import EventKind
from sites.models import Document

# Kind of row on which a file may hang (`sites.models.File.hangs_on`)
DOCUMENT = "sites.document"


def readable_documents(scope: Scope, ids: Collection[int]) -> set[int]:
    return set(Document.objects.visible_to(scope).filter(pk__in=ids).values_list("pk", flat=True))


def document_events(scope: Scope) -> Q:
    """Those of the documents that one reads today, or would read had they not been removed; looked
    up one by one, as those of entries."""
    rows = Document.objects.readable_by(scope).filter(pk=OuterRef("object_id")).order_by()
    removal = Q(kind=EventKind.SITE_DOCUMENT_REMOVED)
    return (~removal & _any(rows.filter(removed_at=None))) | (
        removal & _any(rows.filter(removed_at__isnull=False))
    )


def _any(rows: Any) -> Q:
    found = rows.values(there=Value(True))[:1]
    return Q(Coalesce(Subquery(found), Value(False), output_field=BooleanField()))


def declare() -> None:
    events.declare_readable(EventKind.SITE_DOCUMENT, document_events)
    files.declare(DOCUMENT, readable_documents)
