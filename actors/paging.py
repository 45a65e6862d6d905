"""One page of a list, server-side: the same refusals in every list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import QueryDict

_DIGITS = 9


def page_number(params: QueryDict) -> int:
    """`page` of an address, 1 without it; ValidationError unless a number from 1."""
    text = params.get("page") or "1"
    if not (text.isascii() and text.isdigit() and int(text[:_DIGITS]) > 0):
        raise ValidationError({"page": "Un numéro de page, à partir de 1, est attendu."})
    return int(text[:_DIGITS])


def page_of(paginator: Paginator, number: int) -> Any:
    """Past the end is a 400 with words. `templates/parts/pagination.html` draws the page."""
    try:
        page: Page = paginator.page(number)
    except EmptyPage:
        last = paginator.num_pages
        words = "Il n’y a qu’une page" if last == 1 else f"Il n’y a que {last} pages"
        raise ValidationError({"page": f"{words} de résultats."}) from None
    page.page_range = list(  # type: ignore[attr-defined]
        paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    )
    return page
