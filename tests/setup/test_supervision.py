"""What we start dies with us, comes back when it dies alone, and nothing else is touched."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stack import leftovers, processes
from stack.places import ROOT, Place, Refused
from stack.supervisor import Service, Supervisor

ENV = {"PATH": os.environ["PATH"]}
SUPERVISOR = """
import os, pathlib, sys
from stack import stopping
from stack.places import Place
from stack.supervisor import Service, Supervisor
stopping.listen()
try:
    with Supervisor(Place(pathlib.Path(sys.argv[1]))) as supervisor:
        supervisor.start(Service("sleep", ["sleep", "600"], dict(os.environ)))
        print(supervisor.services[0].process.pid, flush=True)
        supervisor.watch()
except stopping.Stopped:
    pass
"""


def lives(pid: int) -> bool:
    return leftovers._started(pid) != "0"


def ends_within(pid: int, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    return not lives(pid)


def _hears_hup() -> None:
    """Also where the tests are run by nohup, which has its children not hear it."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("number", ["KILL", "TERM", "INT", "HUP"])
def test_children_end_with_the_supervisor(place: Place, number: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "bin")}
    command = [sys.executable, "-c", SUPERVISOR, str(place.folder)]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, text=True, preexec_fn=_hears_hup
    ) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        process.send_signal(signal.Signals[f"SIG{number}"])
        assert process.wait(5) == (-9 if number == "KILL" else 0)
    assert ends_within(child, 3)


def test_what_died_is_named_and_started_again(
    supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service("worker", ["sh", "-c", "echo ran out of ink; sleep 600"], ENV)
    supervisor.start(service)
    time.sleep(0.1)
    assert service.process
    first = service.process
    first.kill()
    first.wait()
    limit = time.monotonic() + 5
    while service.process in (first, None) and time.monotonic() < limit:
        supervisor.check()
        time.sleep(0.05)
    assert service.process
    assert service.process.poll() is None
    said = capsys.readouterr().out
    assert "worker died (code -9)" in said
    assert "ran out of ink" in said


def test_what_keeps_dying_stops_everything(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Supervisor, "_due", staticmethod(lambda service: 0.0))
    supervisor.start(Service("worker", ["false"], ENV))
    with pytest.raises(Refused, match="worker does not run"):
        supervisor.watch()


def test_a_vital_one_is_not_restarted(supervisor: Supervisor) -> None:
    supervisor.start(Service("postgres", ["false"], ENV, vital=True))
    with pytest.raises(Refused, match="postgres does not run"):
        supervisor.watch()


def test_sweep_takes_marked_processes_only(place: Place) -> None:
    mine = subprocess.Popen(["sleep", "600"], env=ENV | {leftovers.MARK: str(place.folder)})
    other = subprocess.Popen(["sleep", "600"], env=ENV | {leftovers.MARK: "/another/place"})
    try:
        assert leftovers.sweep(place) == 1
        assert mine.wait(1) == -signal.SIGTERM
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_sweep_knows_a_pid_that_was_given_again(place: Place) -> None:
    """PostgreSQL and Redis are known by a record, which outlives them."""
    innocent = subprocess.Popen(["sleep", "600"], env=ENV)
    try:
        place.remember("children", f"{innocent.pid} 1")
        assert leftovers.sweep(place) == 0
        leftovers.record(place, [innocent.pid])
        assert leftovers.sweep(place) == 1
    finally:
        innocent.kill()
        innocent.wait()


def test_the_end_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n" + b"x" * 9000 + b"\n10 %\r20 %\r\n\nlast \xe9\n")
    assert processes.last_lines(log, 2) == "20 %\nlast \ufffd"
    assert processes.last_lines(log, 9, log.stat().st_size) == ""
