"""The demonstration's mails are kept, and read on a page of this machine alone."""

import http.client
import re
import smtplib
import time
import urllib.error
import urllib.request
from email.message import EmailMessage

import pytest
from stack import ports, services
from stack.places import Place
from stack.supervisor import Supervisor

LINK = "https://localhost/compte/" + "0123456789" * 12 + "=été"


def started(port: int) -> int:
    limit = time.monotonic() + 10
    while ports.is_free("127.0.0.1", port) and time.monotonic() < limit:
        time.sleep(0.02)
    return port


@pytest.fixture
def smtp_port(place: Place, supervisor: Supervisor) -> int:
    port = ports.choose(place, "mail_port", 18025)
    supervisor.start(services.mailbox({}, place, port))
    return started(port)


@pytest.fixture
def page(place: Place, supervisor: Supervisor) -> str:
    port = ports.choose(place, "mails_port", 18026)
    supervisor.start(services.mail_page({}, place, port))
    return f"http://127.0.0.1:{started(port)}"


def a_mail(to: str = "é <a@example.org>", subject: str = "Été", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = to, "b@example.org", subject
    message.set_content(f"Suivez {LINK}\n")
    if html:
        message.add_alternative(html, subtype="html")
    return message


def send(port: int, *messages: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for message in messages:
            client.send_message(message)


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())


def test_a_mail_is_kept_with_its_link_whole(place: Place, smtp_port: int) -> None:
    send(smtp_port, a_mail())
    (text,) = place.mails.glob("*.txt")
    assert "a@example.org" in text.name
    assert f"Suivez {LINK}" in text.read_text()
    assert "Subject: Été" in text.read_text()
    assert text.with_suffix(".eml").exists()


def test_the_list_has_the_newest_first_and_is_searched_by_recipient(
    smtp_port: int, page: str
) -> None:
    assert "Aucun mail" in read(page)
    send(smtp_port, a_mail(subject="Premier"), a_mail("c@example.org", "Second <b>"))

    text = read(page)
    assert text.index("Second &lt;b&gt;") < text.index("Premier")
    assert "2 mails" in text

    found = read(f"{page}/?a=A@example")
    assert "Premier" in found
    assert "Second" not in found


def test_a_mail_is_read_as_text_and_apart_as_html(smtp_port: int, page: str) -> None:
    send(smtp_port, a_mail(html="<p>Bonjour <script>alert(1)</script></p>"))
    where = re.search(r'href="(/mail/[^"]+)"', read(page))[1]  # type: ignore[index]

    text = read(page + where)
    assert f'<a href="{LINK}" target="_blank"' in text
    assert "<dt>To</dt>" in text
    assert "alert(1)" not in text
    frame = re.search(r'<iframe [^>]*sandbox="([^"]*)" src="([^"]+)"', text)
    assert frame
    assert "allow-scripts" not in frame[1]
    with urllib.request.urlopen(page + frame[2]) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "Bonjour" in answer.read().decode()
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "Subject:" in read(page + where.replace("/mail/", "/source/"))


@pytest.mark.parametrize("path", ["/mail/", "/mail/..%2Fsecret_key", "/html/x.eml", "/autre/"])
def test_nothing_but_mails_is_shown(place: Place, page: str, path: str) -> None:
    (place.folder / "secret_key").write_text("secret")
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(page + path)
    assert refused.value.code == 404
    refused.value.close()


def test_another_name_for_this_machine_is_refused(page: str, smtp_port: int) -> None:
    """A page of elsewhere, whose name leads here, reads no link that opens an account."""
    send(smtp_port, a_mail(subject="Premier"))
    client = http.client.HTTPConnection(page.removeprefix("http://"))
    client.request("GET", "/", headers={"Host": "ailleurs.example"})
    answer = client.getresponse()
    assert answer.status == 421
    assert "Premier" not in answer.read().decode()
    client.close()
