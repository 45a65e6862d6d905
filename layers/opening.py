"""A saved view that is opened by its reader: within his own scope, and what is said of that."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict

from actors import places
from actors.scope import Scope
from actors.services import scope_for
from layers import addresses
from layers.enums import ViewPage
from layers.models import SavedView
from layers.whereabouts import names, partly
from territories.models import Territory

WITHOUT_A_FILTER = (
    "Un filtre de cette vue n’existe plus ou ne vous est pas ouvert : elle s’affiche sans lui."
)


def address_of(view: SavedView, scope: Scope) -> str:
    """Where the view opens for this reader, with what he may ask of its filters."""
    query = addresses.legible(ViewPage(view.page), view.query, scope).query
    query = "&".join(part for part in (query, f"vue={view.uuid}") if part)
    return addresses.address(ViewPage(view.page), query, view.position)


def said(scope: Scope, params: QueryDict, chosen: Territory | None) -> str:
    """What a page tells of the view that led to it, or else of the territory that it shows."""
    return opened_view(scope, params) or partly(scope, chosen)


def opened_view(scope: Scope, params: QueryDict) -> str:
    """What to say of the view that `vue` names: that its author sees more of it, or that it is
    not shown with all its filters.

    An address may come to somebody who has no part in the view: it filters, and the view stays
    unknown. Raises ValidationError on `vue`.
    """
    uuid = _read_uuid(params)
    if uuid is None:
        return ""
    view = SavedView.objects.visible_to(scope).with_owners().filter(uuid=uuid).first()
    if view is None:
        return ""
    found = addresses.legible(ViewPage(view.page), view.query, scope)
    # the territory of the view itself: the address may have changed since
    told = [_of_reach(view, scope, found.filters.values.get("dans"))]
    told += [] if found.whole else [WITHOUT_A_FILTER]
    return " ".join(words for words in told if words)


def _read_uuid(params: QueryDict) -> UUID | None:
    text = params.get("vue", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValidationError({"vue": "Cette vue n’existe pas."}) from None


def _of_reach(view: SavedView, scope: Scope, chosen: Territory | None) -> str:
    """Of territories alone, as they are today: of the sites in them it tells nothing."""
    if view.owner_id == scope.membership_id:
        return ""
    author = scope_for(view.owner_id)
    if not places.goes_beyond(author, scope, chosen):
        return ""
    mine = places.shared_with(scope, chosen) if chosen else _grounds(scope)
    shared = names(list(mine.order_by("name")))
    if not shared:  # `layers.whereabouts.beyond` says so
        return ""
    theirs = "France entière" if author.national else names(list(_grounds(author)))
    return (
        f"Vue de {view.owner.user} ({author.organisation_name}, {theirs}) : vous en voyez la part "
        f"qui est dans votre territoire, {shared}."
    )


def _grounds(scope: Scope) -> Any:
    ids = places.ids(scope.parts or scope.places)
    return Territory.objects.filter(pk__in=ids).order_by("name")
