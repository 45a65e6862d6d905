"""What may follow what for a point d’attention: one table, state × action.

An addressee may answer at once (`TREAT`, `DROP`) without saying first that he takes it in charge:
what is mended by a call needs one click, and the author is told all the same. Taking twice is no
move: the second of two addressees is told that the first has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from journal.enums import AttentionAction, AttentionEvent, AttentionState


class Who(Enum):
    """`HANDLER`: whom HANDLE_ATTENTION lets; `CONCERNED`: they, and who raised the point."""

    HANDLER = "handler"
    CONCERNED = "concerned"


@dataclass(frozen=True, slots=True)
class Move:
    after: AttentionState
    who: Who
    needs_word: bool = False


_S, _A = AttentionState, AttentionAction
_TAKEN = Move(_S.PRIS_EN_COMPTE, Who.HANDLER)
_TREATED = Move(_S.TRAITE, Who.HANDLER)
_DROPPED = Move(_S.SANS_SUITE, Who.HANDLER, needs_word=True)
_REOPENED = Move(_S.ROUVERT, Who.CONCERNED, needs_word=True)

# in the order of `AttentionAction`: take, treat, drop, reopen
_ROWS: Mapping[AttentionState, tuple[Move | None, ...]] = {
    _S.SIGNALE: (_TAKEN, _TREATED, _DROPPED, None),
    _S.PRIS_EN_COMPTE: (None, _TREATED, _DROPPED, None),
    _S.TRAITE: (None, None, None, _REOPENED),
    _S.SANS_SUITE: (None, None, None, _REOPENED),
    _S.ROUVERT: (_TAKEN, _TREATED, _DROPPED, None),
}
TRANSITIONS: Mapping[tuple[AttentionState, AttentionAction], Move | None] = {
    (state, action): move
    for state, moves in _ROWS.items()
    for action, move in zip(_A, moves, strict=True)
}
EVENTS: Mapping[AttentionAction, AttentionEvent] = {
    _A.TAKE: AttentionEvent.TAKEN,
    _A.TREAT: AttentionEvent.TREATED,
    _A.DROP: AttentionEvent.DROPPED,
    _A.REOPEN: AttentionEvent.REOPENED,
}
