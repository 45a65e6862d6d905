"""An SMTP server that can be slow, refuse and hang, and remembers what it took."""

import asyncio
import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from tests.e2e.stack import free_port


class PostOffice:
    """`mode`: takes, refuses, hangs. `accepted`: (Message-ID, address) of each mail taken."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str]] = []
        self.mode = "takes"
        self.stop_at: int | None = None
        self.stopped = threading.Event()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> "PostOffice":
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()

    def stop_in_the_middle(self) -> None:
        """The next mail but two is taken, and its sender waits for the answer."""
        self.stopped.clear()
        self.stop_at = len(self.accepted) + 3

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.mode == "refuses":
            return "451 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.mode == "hangs":
            await asyncio.sleep(60)
            return "451 too late"
        message = message_from_bytes(envelope.content, policy=default)
        self.accepted.append((message["Message-ID"], envelope.rcpt_tos[0]))
        if len(self.accepted) == self.stop_at:
            self.stopped.set()
            await asyncio.sleep(2)
        return "250 OK"
