"""From the words of an address to values; ValueError, in French, for what cannot be one."""

from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.dateparse import parse_date

from sites.filters.declaration import Choice

FIRST_DAY = date(1990, 1, 1)
LONGEST_TEXT = 100


def among(values: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Several choices, comma apart, each once."""
    chosen = tuple(dict.fromkeys(part for part in text.split(",") if part))
    if unknown := [part for part in chosen if part not in values]:
        raise ValueError(
            f"« {unknown[0][:40]} » n’est pas un choix. Choix possibles : {', '.join(values)}."
        )
    return chosen


def whole(least: int, most: int, text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if not (digits and least <= int(text) <= most):
        raise ValueError(f"Un nombre entier de {intcomma(least)} à {intcomma(most)} est attendu.")
    return int(text)


def yes(text: str) -> bool:
    if text != "oui":
        raise ValueError("La seule valeur possible est « oui ».")
    return True


def short_text(text: str) -> str:
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise ValueError(f"{LONGEST_TEXT} caractères au plus.")
    return text.strip()


def past_day(text: str) -> date:
    """A day from 1990 to today, as 2024-03-01."""
    try:
        day = parse_date(text) if text.isascii() else None
    except ValueError:  # 2024-02-30
        day = None
    if day is None:
        raise ValueError("Une date est attendue, écrite comme 2024-03-01.")
    if day > timezone.localdate():
        raise ValueError("Cette date est à venir.")
    if day < FIRST_DAY:
        raise ValueError(f"La date la plus ancienne possible est le {FIRST_DAY:%d/%m/%Y}.")
    return day


def labels(choices: tuple[Choice, ...], values: tuple[str, ...]) -> str:
    names = {choice.value: choice.label for choice in choices}
    return ", ".join(names[value] for value in values)
