"""Measures as people write them."""

from django import template
from django.utils.formats import number_format

register = template.Library()

HECTARE = 10_000


@register.filter
def surface(square_metres: float) -> str:
    """ "2 340 m²", and from a hectare on "1,2 ha"."""
    if square_metres < HECTARE:
        return f"{number_format(round(square_metres), force_grouping=True)}\N{NO-BREAK SPACE}m²"
    return f"{number_format(square_metres / HECTARE, 1, force_grouping=True)}\N{NO-BREAK SPACE}ha"
