"""Days as French writes them: « 1er juin », where Django's formats give « 1 juin »."""

from datetime import date

from django.utils import formats


def date_format(day: date, form: str = "j F Y") -> str:
    """Django's, of a date or a local datetime."""
    return formats.date_format(day, first_of_month(day, form))


def first_of_month(day: object, form: str) -> str:
    """The format that suits this day."""
    return form.replace("j F", r"j\e\r F") if getattr(day, "day", None) == 1 else form
