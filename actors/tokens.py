"""For what a personal token may be made: upper apps declare it, with who may and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass

from actors.scope import Scope


@dataclass(frozen=True, slots=True)
class Purpose:
    """`address(token)`: what a person copies, whole; `help` says what to do with it."""

    key: str
    label: str
    help: str
    may: Callable[[Scope], bool]
    address: Callable[[str], str]


PURPOSES: dict[str, Purpose] = {}


def declare(purpose: Purpose) -> None:
    """Called once, by the app that answers to the token, when it is ready."""
    PURPOSES[purpose.key] = purpose


def possible(scope: Scope) -> list[Purpose]:
    """Those that this reader may make a token for today."""
    return [purpose for purpose in PURPOSES.values() if purpose.may(scope)]
