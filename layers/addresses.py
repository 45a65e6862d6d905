"""What stands in the address of the map or of the list: filters, and the page's own parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from actors.scope import Scope
from layers.enums import ViewPage
from sites.filters import SiteFilter

MOST_ZOOM, MOST_LATITUDE, MOST_LONGITUDE = 19, 85, 180
ROUTES: Mapping[ViewPage, str] = {ViewPage.MAP: "map", ViewPage.LIST: "site-list"}
# What a saved view keeps beside the filters.
OWN: Mapping[ViewPage, tuple[str, ...]] = {
    ViewPage.MAP: ("couleur", "fond", "tri"),
    ViewPage.LIST: ("tri", "colonnes"),
}
# What it leaves: the open site, the number of a page, the view that one came from.
LEFT = frozenset({"site", "page", "vue"})
_WORDS = re.compile(r"[a-z0-9_,-]{1,300}")
_POSITION = re.compile(r"(\d{1,2})/(-?\d{1,3}(?:\.\d{1,6})?)/(-?\d{1,3}(?:\.\d{1,6})?)")


def read(page: ViewPage, text: str, scope: Scope) -> tuple[SiteFilter, str]:
    """The filters in a query string, and the query string with what a view keeps of it.

    Raises ValidationError by parameter.
    """
    params = QueryDict(text.removeprefix("?"))
    own = frozenset(OWN[page])
    wrong = {name: _wrong_own(params.getlist(name)) for name in own if name in params}
    if wrong := {name: words for name, words in wrong.items() if words}:
        raise ValidationError(wrong)
    # a parameter of the other page is no mistake: one comes from there by a link
    filters = SiteFilter.read(params, scope, LEFT.union(*OWN.values()))
    kept = {name: params[name] for name in OWN[page] if params.get(name)}
    return filters, filters.query_string(**kept)


@dataclass(frozen=True, slots=True)
class Legible:
    """What of a saved query string a reader may still ask; `whole` when that is all of it."""

    filters: SiteFilter
    query: str
    whole: bool


def legible(page: ViewPage, text: str, scope: Scope) -> Legible:
    """Without what is refused to this reader, or no longer exists."""
    params, whole = QueryDict(text, mutable=True), True
    while True:
        try:
            return Legible(*read(page, params.urlencode(), scope), whole)
        except ValidationError as error:
            refused = [name for name in error.error_dict if name in params]
        if not refused:
            return Legible(SiteFilter(), "", False)
        whole = False
        for name in refused:
            del params[name]


def read_position(text: str) -> str:
    """`zoom/lat/lng` as the map writes it after `#`; ValueError when it is no place."""
    text = text.removeprefix("#")
    found = _POSITION.fullmatch(text)
    if text and not (found and _is_place(*map(float, found.groups()))):
        raise ValueError("Une position s’écrit zoom/latitude/longitude.")
    return text


def address(page: ViewPage, query: str, position: str = "") -> str:
    path = reverse(ROUTES[page])
    return path + (f"?{query}" if query else "") + (f"#{position}" if position else "")


def _wrong_own(given: list[str]) -> str:
    if len(given) > 1:
        return "Ce réglage est donné deux fois."
    return "" if not given[0] or _WORDS.fullmatch(given[0]) else "Ce réglage n’existe pas."


def _is_place(zoom: float, lat: float, lng: float) -> bool:
    return zoom <= MOST_ZOOM and abs(lat) <= MOST_LATITUDE and abs(lng) <= MOST_LONGITUDE
