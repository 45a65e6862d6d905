"""Starts processes that never outlive us, even when we are killed with -9."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stack.places import ROOT, Refused
from stack.progress import Step

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)

Word = str | Path
Command = Sequence[Word]


def start(
    command: Command,
    log: Path,
    env: Mapping[str, str],
    stop: signal.Signals = signal.SIGTERM,
    user: str | None = None,
    tied: bool = True,
) -> subprocess.Popen[bytes]:
    """Starts `command` in a session of its own, which gets `stop` should we die, unless untied.

    Call it from the main thread: the kernel sends the signal when the calling thread ends.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            start_new_session=tied,
            # It runs after the change of user, which would undo it.
            preexec_fn=_die_with(os.getpid(), stop) if tied else None,
            **as_user(user),
        )


def as_user(user: str | None) -> dict[str, Any]:
    """The arguments of Popen and run that change user, in a folder which that user can enter."""
    if user is None:
        return {"cwd": ROOT}
    entry = pwd.getpwnam(user)
    groups = os.getgrouplist(user, entry.pw_gid)
    return {"cwd": "/", "user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": groups}


def _die_with(parent: int, stop: signal.Signals) -> Callable[[], None]:
    def before_exec() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, stop)
        if os.getppid() != parent:  # we died in between
            os._exit(1)

    return before_exec


def send(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def finish(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Waits for a process that was asked to stop, then kills what is left of its group."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    send(process.pid, signal.SIGKILL)
    process.wait()


def run(command: Command, log: Path, step: Step, env: Mapping[str, str], tied: bool = True) -> None:
    """Runs to its end a command that writes to `log`, its last line shown as the progress."""
    log.touch()
    begin = log.stat().st_size
    process = start(command, log, env, tied=tied)
    try:
        while process.poll() is None:
            time.sleep(0.05)
            step.progress(last_lines(log, 1, begin))
    finally:
        if tied:
            process.terminate()  # does nothing to a process that has ended
            finish(process, 5)
    if process.returncode:
        words = " ".join(str(word) for word in command)
        raise Refused(f"{words} failed; the end of {log}:\n{last_lines(log, 20, begin)}")


def last_lines(log: Path, count: int, begin: int = 0) -> str:
    """The last lines that are not empty, read from the byte `begin` or nearer to the end."""
    with log.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(begin, size - 8000))
        text = file.read().decode(errors="replace").replace("\r", "\n")
    return "\n".join([line for line in text.splitlines() if line.strip()][-count:])
