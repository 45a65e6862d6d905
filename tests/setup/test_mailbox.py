"""The links of the demonstration's mails can be read and copied from a file."""

import smtplib
import time
from email.message import EmailMessage

from stack import ports, services
from stack.places import Place
from stack.supervisor import Supervisor

LINK = "https://localhost/compte/" + "0123456789" * 12 + "=été"


def test_a_mail_is_kept_with_its_link_whole(place: Place, supervisor: Supervisor) -> None:
    port = ports.choose(place, "mail_port", 18025)
    supervisor.start(services.mailbox({}, place, port))
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = "é <a@example.org>", "b@example.org", "Été"
    message.set_content(f"Suivez {LINK}\n")
    limit = time.monotonic() + 10
    while ports.is_free("127.0.0.1", port) and time.monotonic() < limit:
        time.sleep(0.02)
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(message)
    (text,) = place.mails.glob("*.txt")
    assert "a@example.org" in text.name
    assert f"Suivez {LINK}" in text.read_text()
    assert "Subject: Été" in text.read_text()
    assert text.with_suffix(".eml").exists()
