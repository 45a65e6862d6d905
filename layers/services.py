"""Saving what one sees under a name, sharing it with one's structure, forgetting it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from actors.scope import Scope
from layers import addresses
from layers.enums import ViewPage
from layers.models import SavedView
from sites.filters import SiteFilter, available

MOST_VIEWS = 100
ONLY_OWNER = "Seule la personne qui a enregistré une vue peut la changer."
SAME_NAME = "Vous avez déjà une vue de ce nom."


def save_view(
    scope: Scope,
    *,
    name: str,
    page: ViewPage,
    query: str = "",
    position: str = "",
    shared: bool = False,
    replace: bool = False,
) -> SavedView:
    """Keeps an address of the map or of the list; with `replace`, in place of one's own of that
    name.

    Raises ValidationError on `name`, `query` or `position`.
    """
    name = _checked_name(name)
    filters, kept = _checked_query(scope, page, query)
    values = {
        "page": page,
        "query": kept,
        "words": [[chip.name, chip.label, chip.words] for chip in filters.chips()],
        "position": _checked_position(page, position),
        "shared": shared,
    }
    mine = SavedView.objects.editable_by(scope)
    former = mine.filter(name=name).first()
    if former and not replace:
        raise ValidationError({"name": SAME_NAME})
    if former is None and mine.count() >= MOST_VIEWS:
        raise ValidationError(
            {"name": f"Vous avez déjà {MOST_VIEWS} vues : supprimez-en une d’abord."}
        )
    view = former or SavedView(owner_id=scope.membership_id, name=name)
    for field, value in values.items():
        setattr(view, field, value)
    return _write(view)


def change_view(scope: Scope, view: SavedView, *, name: str, shared: bool) -> SavedView:
    """Another name, shared or no longer; ValidationError on `name`, PermissionDenied."""
    _require_owner(scope, view)
    view.name, view.shared = _checked_name(name), shared
    return _write(view, ["name", "shared", "updated_at"])


def delete_view(scope: Scope, view: SavedView) -> None:
    _require_owner(scope, view)
    view.delete()


def _require_owner(scope: Scope, view: SavedView) -> None:
    if scope.is_empty or view.owner_id != scope.membership_id:
        raise PermissionDenied(ONLY_OWNER)


def _write(view: SavedView, fields: list[str] | None = None) -> SavedView:
    """The database knows the names taken, also by a click at the same moment."""
    try:
        with transaction.atomic():
            view.save(update_fields=fields)
    except IntegrityError as error:
        if "view_name_once_by_owner" not in str(error):
            raise
        raise ValidationError({"name": SAME_NAME}) from None
    return view


def _checked_name(name: str) -> str:
    text = " ".join(name.split())
    longest = SavedView._meta.get_field("name").max_length or 0
    if not text:
        raise ValidationError({"name": "Donnez un nom à la vue."})
    if len(text) > longest:
        raise ValidationError({"name": f"{longest} caractères au plus."})
    return text


def _checked_query(scope: Scope, page: ViewPage, query: str) -> tuple[SiteFilter, str]:
    try:
        return addresses.read(page, query, scope)
    except ValidationError as error:
        labels = {known.name: known.label for known in available(scope)}
        wrong = [
            f"{labels.get(name, name[:40])} : {words[0]}"
            for name, words in error.message_dict.items()
        ]
        raise ValidationError({"query": wrong}) from None


def _checked_position(page: ViewPage, position: str) -> str:
    if page != ViewPage.MAP:
        return ""
    try:
        return addresses.read_position(position)
    except ValueError as error:
        raise ValidationError({"position": str(error)}) from None
