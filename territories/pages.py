"""Server-side pages of every list: what is asked beyond them is told, never cut in silence."""

from typing import Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework_gis.pagination import GeoJsonPagination

PAGE, PAGE_SIZE = "page", "page_size"
PARAMETERS = frozenset({PAGE, PAGE_SIZE})


class Pages(PageNumberPagination):
    page_size = 50
    max_page_size = 200
    page_size_query_param = PAGE_SIZE
    last_page_strings = ()

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get(PAGE_SIZE)
        return self.page_size if given is None else _whole(PAGE_SIZE, given, self.max_page_size)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """Raises ValidationError (400) for what is no number, NotFound past the end."""
        if PAGE in request.query_params:
            _whole(PAGE, request.query_params[PAGE], None)
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound:
            raise NotFound({PAGE: ["Il n’y a pas autant de pages."]}) from None


class FeaturePages(Pages, GeoJsonPagination):
    """The same, as a FeatureCollection."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The parent describes a collection inside the collection, and a `results` beside it."""
        page = super().get_paginated_response_schema({})
        page["required"] = ["type", "count", "features"]
        page["properties"]["features"] = {"$ref": schema["$ref"] + "/properties/features"}
        return page


def refuse_others(request: Request) -> None:
    """For lists that have pages and no filter."""
    if unknown := sorted(set(request.query_params) - PARAMETERS):
        raise ValidationError({name: ["Ce paramètre n’existe pas."] for name in unknown})


def _whole(name: str, text: str, most: int | None) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if not digits or int(text) < 1 or (most and int(text) > most):
        upper = f" de 1 à {most}" if most else ", 1 ou plus,"
        raise ValidationError({name: [f"Un nombre entier{upper} est attendu."]})
    return int(text)
