"""What of a document is read elsewhere: its files, its event. Who reads the row reads them."""

from collections.abc import Collection

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
    """Those of the documents that one reads today; looked up one by one, as those of entries."""
    rows = Document.objects.readable_by(scope).filter(removed_at=None, pk=OuterRef("object_id"))
    found = rows.order_by().values(there=Value(True))
    return Q(Coalesce(Subquery(found[:1]), Value(False), output_field=BooleanField()))


def declare() -> None:
    events.declare_readable(EventKind.SITE_DOCUMENT, document_events)
    files.declare(DOCUMENT, readable_documents)
