"""A stack of the test's own: PostgreSQL, Redis, worker, beat and an SMTP server, all to be hurt."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journal.faults.post_office import PostOffice
from tests.setup.conftest import place, private_servers, supervisor

from stack import environment, servers, services, sockets  # isort: skip  (bin/, by that conftest)
from stack.postgres import user
from stack.redis import Redis

__all__ = ["place", "private_servers", "supervisor"]
ROOT = Path(__file__).parents[3]
ACTING = [sys.executable, "-m", "tests.journal.faults.acting"]


class Stack:
    def __init__(self, place: Any, supervisor: Any, office: PostOffice) -> None:
        self.supervisor, self.office = supervisor, office
        addresses = servers.start(place, supervisor)
        self.redis = Redis(place, sockets.folder(place, user()))
        self.env = environment.of_stack(place, "dev", addresses) | {
            "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
            "PUBLIC_URL": "http://faults.example.org",
            "JOURNAL_UNDO_SECONDS": "0",
            "JOURNAL_LEASE_SECONDS": "3",
            "CELERY_QUEUE": "faults",
            "GEOCODER_URL": "",
            "FAULTS_STATE": str(place.folder / "state.json"),
        }
        self.owner("manage.py", "migrate", "-v0")
        self.act("build")

    def owner(self, *words: str) -> None:
        env = environment.of_kind(self.env, "owner")
        subprocess.run([sys.executable, *words], env=env, cwd=ROOT, check=True)

    def start(self, *names: str) -> None:
        for name in names:
            self.supervisor.start(getattr(services, name)(self.env))

    def act(self, *words: str) -> str:
        env = environment.of_kind(self.env, "worker")
        done = subprocess.run(
            [*ACTING, *words], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def publishing(self, count: int, pause: float = 0.0) -> subprocess.Popen[str]:
        env = environment.of_kind(self.env, "web")
        words = [*ACTING, "publish", str(count), str(pause)]
        return subprocess.Popen(words, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def service(self, name: str) -> Any:
        return next(one for one in self.supervisor.services if one.name == name)

    def kill(self, name: str) -> None:
        """With -9, it and its children at the same moment; the supervisor starts it again."""
        process = self.service(name).process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_and_start(self, name: str, away: float, number: signal.Signals) -> None:
        service = self.service(name)
        service.process.send_signal(number)
        service.process.wait()
        time.sleep(away)
        if name == "redis":
            self.redis.remove()  # whatever it knew
        self.supervisor.start(service)

    def live(self, seconds: float) -> None:
        """Goes on for that long; what died by our hand is started again."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.supervisor.check()
            time.sleep(0.2)

    def until_all_is_sent(self, seconds: float) -> dict[str, Any]:
        """What there is once no mail waits; the last report when that takes longer."""
        limit = time.monotonic() + seconds
        while True:
            report = json.loads(self.act("report"))
            if all(state == "envoye" for _, state, *_ in report["mails"]):
                return report
            if time.monotonic() > limit:
                return report
            self.live(2)


@pytest.fixture
def stack(place, supervisor) -> Iterator[Stack]:
    with PostOffice() as office:
        yield Stack(place, supervisor, office)
