"""The web address: no fixed port, but the same one as last time while it is free."""

import socket

from stack.places import Place, Refused
from stack.progress import say

LOCAL = "127.0.0.1"


def choose(place: Place, name: str, first: int, host: str = LOCAL) -> int:
    """The port remembered under `name`, or the first free one from `first`, then remembered."""
    last = place.recall(name)
    if last and is_free(host, int(last)):
        return int(last)
    port = next(port for port in range(first, 65536) if is_free(host, port))
    if last:
        say(f"Port {last} is taken by something else: {port} from now on.")
    place.remember(name, str(port))
    return port


def demand(port: str, host: str) -> int:
    if not port.isdigit() or not is_free(host, int(port)):
        raise Refused(f"PORT={port} is not a free port on {host}.")
    return int(port)


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        # As the servers do: connections that are closing do not hold a port.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, port))
        except OSError:
            return False
    return True
