"""One page of a list, server-side: the same refusals in every list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Page, Paginator


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
