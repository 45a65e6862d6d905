from collections.abc import Iterable

from django import template

from sites.enums import Theme

register = template.Library()


@register.filter
def theme(value: str) -> str:
    return Theme(value).label


@register.filter
def themes(values: Iterable[str]) -> str:
    return ", ".join(theme(value) for value in values)
