"""Ends what an earlier run left behind when it was killed, and nothing else."""

import contextlib
import os
import signal
import time
from pathlib import Path

from stack.places import Place

MARK = "GEO_STACK"  # in the environment of whatever we start: the folder of its place


def record(place: Place, pids: list[int]) -> None:
    """PostgreSQL and Redis write over their environment: they are known by pid and start time."""
    place.remember("children", "\n".join(f"{pid} {_started(pid)}" for pid in pids))


def sweep(place: Place, seconds: float = 5) -> int:
    """Stops leftovers and returns how many there were. The caller holds the place's lock."""
    found = leftovers(place)
    for pid in found:
        _signal(pid, signal.SIGTERM)
    limit = time.monotonic() + seconds
    while leftovers(place) and time.monotonic() < limit:
        time.sleep(0.1)
    for pid in leftovers(place):
        _signal(pid, signal.SIGKILL)
    return len(found)


def leftovers(place: Place) -> set[int]:
    return (_recorded(place) | _marked(place)) - {os.getpid()}


def _recorded(place: Place) -> set[int]:
    lines = [line.split() for line in place.recall("children").splitlines()]
    return {int(pid) for pid, started in lines if started == _started(int(pid)) != "0"}


def _marked(place: Place) -> set[int]:
    mark = f"{MARK}={place.folder}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:  # gone, or another user's
            continue
    return {pid for pid in found if _started(pid) != "0"}


def _started(pid: int) -> str:
    """The start time in ticks since boot, which tells a process from a later one of that pid.

    "0" when there is none, or only a zombie.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "0"
    return "0" if fields[0] == "Z" else fields[19]


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
