from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

FIRST_DAY = date(1990, 1, 1)
TARGET_YEARS = range(2012, 2101)  # as the database's own check


def not_in_future(**dates: date | None) -> None:
    """Raises ValidationError on each named date that is to come, or before 1990."""
    today = timezone.localdate()
    wrong = {name: "Cette date est à venir." for name, day in dates.items() if day and day > today}
    wrong |= {
        name: "Cette date est trop ancienne (avant 1990)."
        for name, day in dates.items()
        if day and day < FIRST_DAY
    }
    if wrong:
        raise ValidationError(wrong)


def plausible_target(year: int | None) -> None:
    """Raises ValidationError on `target_year`."""
    if year is not None and year not in TARGET_YEARS:
        first, last = TARGET_YEARS[0], TARGET_YEARS[-1]
        raise ValidationError({"target_year": f"Une année de {first} à {last} est attendue."})
