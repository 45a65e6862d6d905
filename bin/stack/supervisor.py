"""Keeps a few services running and stops all of them together."""

import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stack import leftovers, processes, stopping
from stack.places import Place, Refused
from stack.progress import say

RESTARTS, WITHIN_SECONDS = 5, 120
GRACE_SECONDS = 15
BIG_LOG = 5_000_000


@dataclass
class Service:
    name: str
    command: processes.Command
    env: Mapping[str, str]
    stop: signal.Signals = signal.SIGTERM
    user: str | None = None
    vital: bool = False  # nothing can go on without it
    log_begin: int = 0  # what is before it in the log was said by an earlier process
    deaths: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None


class Supervisor:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.services: list[Service] = []

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, service: Service) -> None:
        log = self.log(service)
        if log.exists() and log.stat().st_size > BIG_LOG:
            log.rename(log.with_suffix(".log.1"))
        service.log_begin = log.stat().st_size if log.exists() else 0
        env = {**service.env, leftovers.MARK: str(self.place.folder)}
        service.process = processes.start(service.command, log, env, service.stop, service.user)
        if service not in self.services:
            self.services.append(service)
        leftovers.record(self.place, [s.process.pid for s in self.services if s.process])

    def watch(self) -> None:
        """Returns never: a signal or a death that cannot be mended raises."""
        while True:
            self.check()
            time.sleep(0.3)

    def check(self) -> None:
        """Restarts what died, each time a little later, and gives up when it keeps dying."""
        for service in self.services:
            if service.process and service.process.poll() is not None:
                self._died(service)
            elif service.process is None and time.monotonic() >= self._due(service):
                self.start(service)

    def stop(self) -> None:
        stopping.ignore()
        for vital in (False, True):  # PostgreSQL and Redis after those that use them
            running = [s for s in self.services if s.process and s.vital == vital]
            for service in running:
                if service.process and service.process.poll() is None:
                    service.process.send_signal(service.stop)
            limit = time.monotonic() + GRACE_SECONDS
            for service in running:
                if service.process:
                    processes.finish(service.process, max(0.1, limit - time.monotonic()))
        leftovers.sweep(self.place)
        leftovers.record(self.place, [])

    def log(self, service: Service) -> Path:
        return self.place.log(service.name)

    def _died(self, service: Service) -> None:
        assert service.process
        code = service.process.returncode
        processes.send(service.process.pid, signal.SIGKILL)  # its own children
        service.process = None
        now = time.monotonic()
        service.deaths = [t for t in service.deaths if now - t < WITHIN_SECONDS] + [now]
        end = processes.last_lines(self.log(service), 15, service.log_begin)
        say(f"\n{service.name} died (code {code}); the end of {self.log(service)}:\n{end}\n")
        if service.vital or len(service.deaths) > RESTARTS:
            raise Refused(f"{service.name} does not run: stopping everything.")
        say(f"{service.name} starts again in {self._due(service) - now:.0f} s.")

    @staticmethod
    def _due(service: Service) -> float:
        return service.deaths[-1] + 2.0 ** (len(service.deaths) - 1)
