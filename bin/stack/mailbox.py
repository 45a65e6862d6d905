"""Catches every mail of the demonstration and keeps it as files, readable without a mail reader.

Run with the locked environment: `python mailbox.py PORT FOLDER`.
"""

import asyncio
import re
import sys
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """The .eml is what was sent; the .txt has its links unbroken by mail's encodings."""
        content = envelope.original_content or b""
        message = message_from_bytes(content, policy=policy.default)
        body = message.get_body(("plain", "html"))
        people = "_".join(re.sub(r"[^\w.@+-]", "", address) for address in envelope.rcpt_tos)
        path = self.folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}-{people[:100]}"
        Path(f"{path}.eml").write_bytes(content)
        text = f"To: {message['to']}\nSubject: {message['subject']}\n\n"
        Path(f"{path}.txt").write_text(text + (body.get_content() if body else ""))
        print(f"{path}.txt", flush=True)
        return "250 kept"


async def main(port: int, folder: Path) -> None:
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
