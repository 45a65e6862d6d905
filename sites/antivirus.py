"""clamd, when CLAMAV_URL names one.

Its INSTREAM by hand: the library for it sends without looking how much went through, and takes a
connection that is cut for an answer.
"""

import re
import socket
from struct import pack
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 60
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: .+ FOUND\0?$")
_CLEAN = re.compile(rb"stream: OK\0?$")


class Unreachable(Exception):
    """No verdict: to be asked again, and never taken for a clean one."""


def finds_something(content: bytes) -> bool:
    """Whether the antivirus refuses these bytes; always False without one. Raises Unreachable."""
    if not settings.CLAMAV_URL:
        return False
    answer = _ask(b"zINSTREAM\0", content)
    if _CLEAN.match(answer):
        return False
    if _FOUND.match(answer):
        return True
    raise Unreachable(f"Neither clean nor found: {answer[:200]!r}")


def answers() -> bool:
    """Whether it is worth asking; True without an antivirus."""
    try:
        return not settings.CLAMAV_URL or _ask(b"zPING\0").startswith(b"PONG")
    except Unreachable:
        return False


def _ask(command: bytes, content: bytes | None = None) -> bytes:
    try:
        with _connect() as connection:
            connection.sendall(command)
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    chunk = content[start : start + CHUNK]
                    connection.sendall(pack("!L", len(chunk)) + chunk)
                connection.sendall(pack("!L", 0))
            return _answer(connection)
    except OSError as error:
        raise Unreachable(str(error)) from error


def _connect() -> socket.socket:
    address = urlsplit(settings.CLAMAV_URL)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        connection.connect(address.path)
        return connection
    return socket.create_connection((address.hostname, address.port), SECONDS)


def _answer(connection: socket.socket) -> bytes:
    """Up to the NUL that ends it, or to the end of what it says."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer
