"""What a correction changed, word by word."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from journal.reading.versions import Version

_WORDS = re.compile(r"\s+|\S+")

# ("", text) stays, ("del", text) went, ("ins", text) came
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """`others`: what changed beside the text, in words."""

    version: Version
    number: int
    is_current: bool
    pieces: list[Piece]
    others: list[str]


def told(versions: Sequence[Version]) -> list[Change]:
    """As many as there are versions, the newest first as they are given."""
    found = []
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        found.append(
            Change(
                version,
                number=len(versions) - place,
                is_current=place == 0,
                pieces=difference(before.body, version.body) if before else [("", version.body)],
                others=_others(before, version) if before else [],
            )
        )
    return found


def difference(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces.append(("", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(("del", "".join(old[a:b])))
        if d > c:
            pieces.append(("ins", "".join(new[c:d])))
    return pieces


def _others(before: Version, after: Version) -> list[str]:
    said = []
    if before.kind != after.kind:
        said.append(f"Nature : {before.kind.label} → {after.kind.label}")
    if set(before.tags) != set(after.tags):
        labels = ", ".join(str(tag.label) for tag in after.tags) or "aucune"
        said.append(f"Étiquettes : {labels}")
    if before.happened_on != after.happened_on:
        day = f"{after.happened_on:%d/%m/%Y}" if after.happened_on else "aucune"
        said.append(f"Date des faits : {day}")
    return said
