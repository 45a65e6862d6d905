"""A part of a file (RFC 9110 §14): what a browser asks for in order to play or to resume."""

import re
from typing import Any

_SINGLE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")


class Unsatisfiable(Exception):
    """The part begins after the end: 416."""


def asked(header: str | None, size: int) -> tuple[int, int] | None:
    """(first octet, how many) of a single range within `size`; None: the whole.

    A header that is not understood, or that asks for several parts, is left aside as the RFC lets
    one do. Raises Unsatisfiable.
    """
    match = _SINGLE.fullmatch(header or "")
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise Unsatisfiable
        return size - length, length
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    until = min(int(last), size - 1) if last else size - 1
    return int(first), until - int(first) + 1


class Part:
    """A file from `start` on, and no further than `length`; closed with the answer."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        file.seek(start)
        self._file = file
        self._left = length

    def read(self, size: int = -1) -> bytes:
        size = self._left if size < 0 else min(size, self._left)
        data: bytes = self._file.read(size)
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()
