"""Saved views: the form that keeps one, the form that changes one, and the fold that shows them."""

from dataclasses import dataclass
from typing import Any

from django import forms

from actors.forms import Form
from actors.http import Request
from actors.scope import Scope
from layers.enums import ViewPage
from layers.models import LONGEST_NAME, LONGEST_QUERY, SavedView
from layers.querysets import SavedViewQuerySet
from layers.services import SAME_NAME
from sites.filters import available
from territories.functions import Normalise

IDS = "view-%s"  # the fold stands beside the filters
IN_FOLD = 8


class ChangeViewForm(Form):
    name = forms.CharField(
        label="Nom de la vue",
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Donnez un nom à la vue."},
    )
    shared = forms.BooleanField(label="Partager avec ma structure", required=False)


class SaveViewForm(ChangeViewForm):
    """`page`, `query` and `position` are what the person sees; the page fills them in."""

    replace = forms.BooleanField(label="Remplacer la vue qui porte ce nom", required=False)
    page = forms.ChoiceField(label="Page", choices=ViewPage, widget=forms.HiddenInput)
    query = forms.CharField(
        label="Ce que la page montre",
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.HiddenInput,
    )
    position = forms.CharField(
        label="Position de la carte", max_length=60, required=False, widget=forms.HiddenInput
    )

    @property
    def is_taken(self) -> bool:
        """Whether to offer to replace one's own view of that name."""
        return SAME_NAME in self.errors.get("name", [])


@dataclass(frozen=True, slots=True)
class Fold:
    """`views` are the first ones, of `total`; `current` is the one that the page was opened by."""

    form: SaveViewForm
    views: list[SavedView]
    total: int
    current: str = ""
    saved: SavedView | None = None


def fold(request: Request, page: ViewPage, **more: Any) -> Fold:
    """The saved views beside the filters of a page; one query."""
    initial = {"page": page, "query": request.GET.urlencode(safe=",")}
    form = more.pop("form", None) or SaveViewForm(initial=initial, auto_id=IDS)
    views = _own_first(_visible(request.scope).defer("query", "words"), request.scope)
    current = request.GET.get("vue", "")
    return Fold(form, views[:IN_FOLD], len(views), current, **more)


def listed(scope: Scope) -> list[SavedView]:
    """One's own first, each half by name."""
    return _own_first(_visible(scope), scope)


def words_of(view: SavedView, scope: Scope) -> list[str]:
    """Its filters in words; a filter that is not for this reader is not named."""
    mine = {known.name for known in available(scope)}
    return [f"{label} : {words}" for name, label, words in view.words if name in mine]


def _visible(scope: Scope) -> SavedViewQuerySet:
    return SavedView.objects.visible_to(scope).with_owners().order_by(Normalise("name"), "pk")


def _own_first(views: SavedViewQuerySet, scope: Scope) -> list[SavedView]:
    return sorted(views, key=lambda view: view.owner_id != scope.membership_id)
