"""The whole of bin/serve on a copy of the tree, as a developer runs it."""

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from stack import leftovers
from stack.places import ROOT, Place

pytestmark = pytest.mark.slow
READY = "Ctrl-C stops everything."
NOT_COPIED = shutil.ignore_patterns(
    "var", ".*_cache", "__pycache__", ".git", ".venv", "node_modules"
)
NOT_OURS = (
    "SECRET_KEY",
    "PROCESS_KIND",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    leftovers.MARK,
)


@pytest.fixture
def tree(place: Place) -> Iterator[Path]:
    copy = place.folder / "tree"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    for name in (".venv", "node_modules"):
        (copy / name).symlink_to(ROOT / name)
    yield copy
    leftovers.sweep(Place(copy / "var"))


def start(tree: Path) -> "tuple[subprocess.Popen[str], str]":
    """Returns the process and all that it said until it served."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    process = subprocess.Popen(
        [tree / "bin" / "serve"],
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if READY in line:
            return process, "".join(said)
    pytest.fail("".join(said))


def end(process: "subprocess.Popen[str]", number: signal.Signals) -> int:
    process.send_signal(number)
    code = process.wait(30)
    assert process.stdout
    process.stdout.close()
    return code


def nothing_runs_within(tree: Path, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    place = Place(tree / "var")
    while leftovers.leftovers(place) and time.monotonic() < limit:
        time.sleep(0.1)
    return not leftovers.leftovers(place)


def test_first_start_second_start_and_the_ends(tree: Path) -> None:
    process, said = start(tree)
    url = next(line.split()[1] for line in said.splitlines() if line.startswith("Application:"))
    with urllib.request.urlopen(f"{url}/sante/vivant") as answer:
        assert answer.status == 200
    assert "\x1b" not in said
    assert "\r" not in said

    second = subprocess.run([tree / "bin" / "serve"], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"already runs at {url} (process {process.pid})" in second.stdout

    assert end(process, signal.SIGKILL) == -signal.SIGKILL
    assert nothing_runs_within(tree, 10)

    begin = time.monotonic()
    process, said = start(tree)
    assert time.monotonic() - begin < 10
    assert url in said
    assert "Demonstration" not in said

    assert end(process, signal.SIGTERM) == 0
    assert nothing_runs_within(tree, 0)
