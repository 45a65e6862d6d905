"""Room for the frames of a deep call, asked for once.

CPython keeps its frames in chunks of 16 kB. A loop that stands at the end of one, which is chance,
asks the system for the next at each of its calls and gives it back: 2,400 times in a page of a
site, a sixth of its time (https://github.com/python/cpython/issues/142183, mended in later ones).
"""

from collections.abc import Callable
from typing import Any, TypeVar

Called = TypeVar("Called", bound=Callable[..., Any])

SLOTS = 1 << 16  # of 8 octets; touched only as they are used


def in_one_chunk(function: Called) -> Called:
    """The same function; what it calls finds its frames side by side."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    # A frame larger than what is left of a chunk gets one for itself, of the next power of two:
    # the rest of it, as large as the frame or less, is for those that come after.
    called.__code__ = called.__code__.replace(co_stacksize=SLOTS + 1)
    return called  # type: ignore[return-value]
