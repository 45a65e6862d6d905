"""The texts that an entry had, from its history."""

import difflib
import re
from dataclasses import dataclass
from datetime import datetime

from journal.models import Entry

_WORDS = re.compile(r"\s+|[^\s]+")

# ("", text) stays, ("del", text) went, ("ins", text) came
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    at: datetime
    is_current: bool
    pieces: list[Piece]


def versions_of(entry: Entry) -> list[Version]:
    """The newest first; each with what it changed in the one before. One query."""
    rows = entry.history.order_by("pgh_id").values_list("body", "pgh_created_at")  # type: ignore[attr-defined]
    texts: list[tuple[str, datetime]] = []
    for body, at in rows:
        if not texts or texts[-1][0] != body:
            texts.append((body, at))
    former = ""
    found = []
    for number, (body, at) in enumerate(texts, start=1):
        pieces = [("", body)] if number == 1 else difference(former, body)
        found.append(Version(number, at, number == len(texts), pieces))
        former = body
    return found[::-1]


def difference(before: str, after: str) -> list[Piece]:
    """Word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(("del", "".join(old[a:b])))
        if d > c:
            pieces.append(("ins", "".join(new[c:d])))
    return pieces
