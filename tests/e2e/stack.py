"""The real stack of the browser tests: a server, a worker, an SMTP server.

The tests touch it over HTTP only, so nothing of the ORM or of its transactions is shared.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from aiosmtpd.controller import Controller

ROOT = Path(__file__).parents[2]


class Mailbox:
    """Keeps what the SMTP server accepts."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(envelope.content.decode("utf-8", "replace"))
        return "250 OK"

    def wait_for(self, words: str) -> str:
        """The newest mail that holds `words`; AssertionError when none comes in time."""
        return self.wait_until(lambda mail: words in mail)

    def wait_until(self, is_it: Callable[[str], bool], seconds: float = 15) -> str:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            for mail in reversed(self.mails):
                if is_it(mail):
                    return mail
            time.sleep(0.1)
        raise AssertionError(f"no such mail among {len(self.mails)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def smtp() -> Iterator[tuple[int, Mailbox]]:
    mailbox, port = Mailbox(), free_port()
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # not each word of each client
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, mailbox
    finally:
        controller.stop()


@contextmanager
def running(env: dict[str, str], port: int, logs: Path) -> Iterator[str]:
    """gunicorn and a Celery worker, as bin/serve starts them; yields the address."""
    web = ["gunicorn", "geo_resorption.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    web += ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    jobs = ["celery", "-A", "geo_resorption", "worker", "-c", "1", "--without-gossip"]
    jobs += ["--without-mingle"]
    with (logs / "web.log").open("w") as web_log, (logs / "worker.log").open("w") as worker_log:
        processes = [
            _start(web, env | {"PROCESS_KIND": "web"}, web_log),
            _start(jobs, env | {"PROCESS_KIND": "worker"}, worker_log),
        ]
        try:
            _wait_for(f"http://127.0.0.1:{port}/sante/pret", logs)
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in processes:
                os.killpg(process.pid, signal.SIGTERM)
            for process in processes:
                process.wait(20)


def _start(words: list[str], env: dict[str, str], log) -> subprocess.Popen:
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
    )


def _wait_for(address: str, logs: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("\n".join(path.read_text()[-2000:] for path in logs.glob("*.log")))
