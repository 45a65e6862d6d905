"""The `date` filter of every template, with « 1er »."""

from datetime import date

from django import template
from django.template import defaultfilters

from territories.days import first_of_month

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def written(value: date | None, form: str | None = None) -> str:
    """Django's own, but for the first day of a month."""
    return defaultfilters.date(value, form and first_of_month(value, form))
