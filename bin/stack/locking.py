"""One run at a time in a place. The kernel drops the lock with its process: no stale pid file."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from stack.places import DEMO, Place, Refused
from stack.progress import say


@contextmanager
def only_one(place: Place) -> Iterator[None]:
    """Holds the place, or says who has it: its url is known once it serves."""
    place.make()
    with (place.folder / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = place.recall("url")
            state = f"already runs at {where}" if where else "is already starting"
            raise Refused(f"It {state} (process {place.recall('pid')}).") from None
        place.remember("url", "")
        place.remember("pid", str(os.getpid()))
        try:
            yield
        finally:
            place.remember("url", "")


def is_held(place: Place) -> bool:
    path = place.folder / "lock"
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def installing() -> Iterator[None]:
    """bin/serve and bin/test install into the same tree: the second waits."""
    DEMO.make()
    with (DEMO.folder / "installing").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is installing: waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
