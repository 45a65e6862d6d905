"""One saved view for one reader: fetching is authorising."""

from uuid import UUID

from django.http import Http404

from actors.http import Request
from layers.models import SavedView


def get_view(request: Request, uuid: UUID) -> SavedView:
    """Of another structure, no longer shared or unknown: 404 alike."""
    view = SavedView.objects.visible_to(request.scope).with_owners().filter(uuid=uuid).first()
    if view is None:
        raise Http404("No such view for this reader")
    return view
