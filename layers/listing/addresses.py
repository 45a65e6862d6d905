"""The list's own address: the filters, and beside them what the list and the map keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict

from sites.filters import SiteFilter

# The map's own, for the way back to it.
OF_THE_MAP = ("couleur", "fond", "site", "vue")
YES = "oui"


@dataclass(frozen=True, slots=True)
class Address:
    """`own` are parameters that are no filters, without the empty ones."""

    filters: SiteFilter
    own: Mapping[str, str]

    def to(self, **changes: str) -> str:
        """The query string with these of its own parameters changed; an empty one is left out."""
        return self.filters.query_string(**_given({**self.own, **changes}))

    def beside(self, query: str) -> str:
        """Another choice of filters, with the same parameters beside them."""
        return "&".join(part for part in (query, urlencode(self.own, safe=",")) if part)

    def fields(self, *but: str) -> list[tuple[str, str]]:
        """What a form must send along, but for what it asks itself."""
        query = QueryDict(self.to(**dict.fromkeys(but, "")))
        return [(name, query[name]) for name in query]


def own_of(params: QueryDict, **read: str) -> dict[str, str]:
    """What was read, and the map's own parameters as they came."""
    return _given({**read, **{name: params.get(name, "") for name in OF_THE_MAP}})


def read_yes(params: QueryDict, name: str) -> bool:
    """ValidationError on anything but « oui »."""
    if params.get(name, "") not in ("", YES):
        raise ValidationError({name: f"La seule valeur possible est « {YES} »."})
    return params.get(name) == YES


def _given(own: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in own.items() if value}
