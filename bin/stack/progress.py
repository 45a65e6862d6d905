"""Says what is being done and how long it took; control characters only on a terminal."""

import re
import shutil
import sys
import time
from types import TracebackType

QUIET_SECONDS = 15  # between two lines of progress where there is no terminal
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x1f\x7f]")


def say(text: str = "") -> None:
    print(text, flush=True)


class Step:
    """`with Step("Node packages") as step:` prints the name, any progress, and the time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.start = self.last = time.monotonic()
        self.terminal = sys.stdout.isatty()
        self.broken = False  # the line that holds the name has been left

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    def __enter__(self) -> "Step":
        self._write(f"{self.name} … ")
        return self

    def progress(self, text: str) -> None:
        text = CONTROLS.sub("", text).strip()
        now = time.monotonic()
        if self.terminal and now - self.last > 0.2:
            line = f"{self.name} … {self.seconds:.0f} s  {text}"
            self._write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
        elif not self.terminal and now - self.last > QUIET_SECONDS:
            self._write(f"\n  {self.seconds:.0f} s  {text[:100]}")
            self.broken = True
        else:
            return
        self.last = now

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        outcome = f"{self.seconds:.1f} s" if kind is None else f"stopped after {self.seconds:.1f} s"
        if self.terminal:
            self._write(f"\r\x1b[K{self.name} … {outcome}\n")
        else:
            self._write(("\n  " if self.broken else "") + outcome + "\n")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
