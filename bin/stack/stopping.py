"""Ctrl-C, TERM and HUP all end us in the same orderly way."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Like KeyboardInterrupt: no `except Exception` may swallow it."""

    def __init__(self, number: int) -> None:
        self.number = number


def listen() -> None:
    for number in SIGNALS:
        # nohup asked that the terminal's closing be ignored.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise)


def ignore() -> None:
    """While stopping, which is bounded in time."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _raise(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)
