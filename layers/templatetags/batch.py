import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from layers.batch import MOST
from sites.converters import Reference

register = template.Library()

_REFERENCE = re.compile(rf"\b{Reference.regex}\b")


@register.simple_tag
def most_sites() -> int:
    """How many may be chosen at once."""
    return MOST


@register.filter
def whole(text: str) -> SafeString:
    """No line ends inside a reference."""
    return mark_safe(_REFERENCE.sub(r'<span class="whole">\g<0></span>', conditional_escape(text)))  # noqa: S308
