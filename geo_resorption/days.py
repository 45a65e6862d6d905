"""The `date` filter of every template, with « 1er »."""

from datetime import date
from functools import lru_cache

from django import template
from django.template import defaultfilters

from territories.days import first_of_month

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def written(value: date | None, form: str | None = None) -> str:
    """Django's own, but for the first day of a month."""
    return _of_day(value, form) if type(value) is date else _written(value, form)


def _written(value: date | None, form: str | None) -> str:
    return defaultfilters.date(value, form and first_of_month(value, form))


# The days of a page are those of the next; a moment is not, and is the same in other time zones.
_of_day = lru_cache(maxsize=4096)(_written)
