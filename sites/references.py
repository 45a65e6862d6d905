"""What people type for a site's reference: "69-0042", "69-42", "69 42", "690042"."""

import re

DIGITS = 4  # at least, as the counter writes them
_SEPARATED = re.compile(r"(\d{2,3}|2[AB])\s?[-‐-―−\s]\s?(\d{0,8})", re.IGNORECASE)
_GLUED = re.compile(rf"(\d{{2,3}}|2[AB])(\d{{{DIGITS},8}})", re.IGNORECASE)
# In the midst of other words a range of house numbers ("12-14 rue…") is none.
_WITHIN = re.compile(rf"\b(?:\d{{2,3}}|2[AB])(?:\s?[-‐-―−]\s?)?\d{{{DIGITS},8}}\b", re.IGNORECASE)


def read_reference(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(references that it may name in full, beginnings of references); two empty ones for a text
    that is no reference. Glued to the department, the number needs its zeros, or any postcode
    would be one; and "971…" may be the department 97 or 971.
    """
    text = text.strip()
    if found := _SEPARATED.fullmatch(text):
        code, number = found[1].upper(), found[2]
        return (_written(code, number),) if number else (), (f"{code}-{number}",)
    if _GLUED.fullmatch(text):
        ways = ((text[:length].upper(), text[length:]) for length in (2, 3))
        return tuple(_written(*way) for way in ways if len(way[1]) >= DIGITS), ()
    return (), ()


def holds_reference(text: str) -> bool:
    """Whether it is, or holds among other words, what looks like a site's reference."""
    return any(read_reference(text)) or bool(_WITHIN.search(text))


def _written(code: str, number: str) -> str:
    return f"{code}-{number.lstrip('0').zfill(DIGITS)}"
