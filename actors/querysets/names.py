"""Names as people read them, in SQL: what the properties of the models say of one row."""

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim


def person(membership: str) -> Trim:
    """Of who holds the membership at this path: `User.get_full_name`."""
    first, last = f"{membership}__user__first_name", f"{membership}__user__last_name"
    return Trim(Concat(first, Value(" "), last))


def structure(organisation: str) -> Coalesce:
    """Of the structure at this path: `Organisation.short_name`."""
    return Coalesce(NullIf(F(f"{organisation}__acronym"), Value("")), F(f"{organisation}__name"))
