"""The plural of French in place of Django's, which writes « 0 sites »: it begins at two."""

from typing import Any

from django import template
from django.template import defaultfilters

register = template.Library()


@register.filter(is_safe=False)
def pluralize(value: Any, ending: str = "s") -> str:
    """As Django's, of a number or of a list."""
    number = len(value) if hasattr(value, "__len__") and not isinstance(value, str) else value
    try:
        return defaultfilters.pluralize(2 if float(number) >= 2 else 1, ending)
    except (TypeError, ValueError):
        return ""
