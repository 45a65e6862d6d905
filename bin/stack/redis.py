"""A private Redis on a socket, which keeps the waiting jobs across restarts."""

import os
import shutil
import subprocess
from pathlib import Path

from stack.places import Place
from stack.supervisor import Service


class Redis:
    def __init__(self, place: Place, sockets: Path) -> None:
        self.place = place
        self.socket = sockets / "redis.sock"
        self.data = place.folder / "redis"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def service(self) -> Service:
        self.data.mkdir(exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes" if self.place.durable else "no",
            "save": "",
            # A full Redis must refuse jobs rather than forget some.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        flags = [flag for name, value in settings.items() for flag in (f"--{name}", value)]
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        return Service("redis", ["redis-server", *flags], env, vital=True)

    def remove(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)

    def answers(self) -> bool:
        """A second server would silently take over the socket of one that lives."""
        command = ["redis-cli", "-s", str(self.socket), "ping"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout.strip() == "PONG"
