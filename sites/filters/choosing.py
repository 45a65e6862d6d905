"""Filters whose values are a column's own choices, or a single "oui"."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q

from sites.filters import parsing
from sites.filters.declaration import Choice, Control, Filter


def chosen(
    name: str, label: str, field: str, enum: type[models.TextChoices], *more: Choice, **options: Any
) -> Filter:
    """On a column of choices, several at once."""
    choices = (*(Choice(*choice) for choice in enum.choices), *more)
    values = tuple(choice.value for choice in choices)
    return Filter(
        name,
        label,
        partial(parsing.among, values),
        options.pop("where", lambda given: Q(**{f"{field}__in": given})),
        partial(parsing.labels, choices),
        choices,
        several=True,
        control=Control.CHOICES,
        **options,
    )


def ticked(
    name: str, label: str, where: Callable[[], Q], words: str, pill: str, fold: str
) -> Filter:
    """On or off: `oui` or nothing; `pill` is what the box says."""
    return Filter(
        name,
        label,
        parsing.yes,
        lambda _: where(),
        lambda _: words,
        (Choice("oui", pill),),
        control=Control.CHOICES,
        fold=fold,
    )
