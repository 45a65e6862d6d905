"""What a page is made of, in words: PDF and DOCX set the same blocks, so that they say the same.

`kind` names the block's template (`layers/paper/_<kind>.html`) and its writer in `word`. A value
that is None is one that nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from layers.curve import Curve as Drawing
from layers.paper.plan import Plan

Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Figures:
    kind: ClassVar[str] = "figures"
    rows: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Facts:
    """`is_half`: short enough to share a line with another such block."""

    kind: ClassVar[str] = "facts"
    rows: Sequence[Pair]
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """`level` is one of `sites.enums.ConditionLevel`; `on` its day in words."""

    label: str
    level: str
    words: str
    on: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Levels:
    kind: ClassVar[str] = "levels"
    rows: Sequence[Level]


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is its head; the columns from `words_from` on hold words, those
    before them numbers."""

    kind: ClassVar[str] = "table"
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    words_from: int
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    kind: ClassVar[str] = "curve"
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Maps:
    kind: ClassVar[str] = "maps"
    plans: Sequence[Plan]
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """A structure, an owner, a procedure, a message: a head, what qualifies it, and lines of
    (lead, words), either of which may be empty."""

    head: str
    aside: str = ""
    lines: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """`nothing` is said when there is none; `cut` when there are more than are printed. `is_short`:
    two of them share a line."""

    kind: ClassVar[str] = "items"
    rows: Sequence[Item]
    nothing: str
    cut: str = ""
    is_short: bool = False


Block = Figures | Facts | Levels | Table | Curve | Maps | Items


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    blocks: Sequence[Block]
    aside: str = ""
