"""Two runs in one place: the second says that, and where the first is."""

import os
import signal
import subprocess
import sys

import pytest
from stack import locking
from stack.places import ROOT, Place, Refused

HOLDER = """
import pathlib, sys, time
from stack import locking
from stack.places import Place
place = Place(pathlib.Path(sys.argv[1]))
with locking.only_one(place):
    place.remember("url", "http://localhost:8123")
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_second_says_where_until_the_first_is_gone(place: Place) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "bin")}
    command = [sys.executable, "-c", HOLDER, str(place.folder)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert locking.is_held(place)
        with (
            pytest.raises(Refused, match=f"runs at http://localhost:8123 .process {holder.pid}"),
            locking.only_one(place),
        ):
            pass
        holder.send_signal(signal.SIGKILL)
    assert not locking.is_held(place)
    with locking.only_one(place):
        assert place.recall("url") == ""


def test_one_that_does_not_serve_yet_has_no_address(place: Place) -> None:
    with (
        locking.only_one(place),
        pytest.raises(Refused, match="already starting"),
        locking.only_one(place),
    ):
        pass


def test_the_lock_is_not_left_to_children(place: Place) -> None:
    """Else a server that outlived us would hold the place."""
    with locking.only_one(place):
        child = subprocess.Popen(["sleep", "600"])
    try:
        assert not locking.is_held(place)
    finally:
        child.kill()
        child.wait()
