"""A page on which the demonstration's mails are read, as their recipients would.

Run with the locked environment: `python mail_page.py PORT FOLDER`, where `mailbox.py` keeps them.
Only for this machine: the mails hold links that open accounts.
"""

import re
import secrets
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

MOST = 200
NAME = re.compile(r"[\w@+-][\w.@+-]*\.eml")
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
LOCAL = {"localhost", "127.0.0.1"}
# What the HTML of a mail may do: show itself, and open its links in another tab.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
MAIL_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox {SANDBOX}"

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="{nonce}">
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 1.5rem auto;
  padding: 0 1rem; color: #161616; }}
a {{ color: #000091; }}
h1 {{ font-size: 1.5rem; margin: 0 0 1rem; }}
h2 {{ font-size: 1rem; margin: 1.5rem 0 0.5rem; }}
form {{ display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin-bottom: 1rem; }}
label {{ flex: 1 1 16rem; max-width: 24rem; }}
input {{ display: block; box-sizing: border-box; width: 100%; font: inherit; padding: 0.4rem; }}
button {{ font: inherit; padding: 0.4rem 1rem; }}
ul {{ list-style: none; margin: 0; padding: 0; }}
li {{ padding: 0.6rem 0; border-top: 1px solid #ddd; overflow-wrap: anywhere; }}
small, .quiet {{ color: #555; }}
dl {{ display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.1rem 1rem; margin: 0; }}
dt {{ color: #555; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; background: #f6f6f6;
  font: inherit; }}
iframe {{ width: 100%; height: 42rem; border: 1px solid #ddd; background: #fff; }}
</style></head><body>{body}</body></html>"""

# The list is asked again where it stands; what is being typed is left alone.
AGAIN = """<script nonce="{nonce}">
let before = "";
setInterval(async () => {{
  if (document.hidden) return;
  try {{
    const text = await (await fetch("/liste" + location.search)).text();
    if (text !== before) document.getElementById("mails").innerHTML = before = text;
  }} catch {{ /* bin/serve was stopped */ }}
}}, 3000);
</script>"""


class Mails:
    """The mails of a folder; their names begin with the instant when they came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self, recipient: str) -> list[str]:
        """The newest first; those whose recipients' addresses hold the text, if there is one."""
        wanted = re.sub(r"[^\w.@+-]", "", recipient).lower()
        names = sorted((path.name for path in self.folder.glob("*.eml")), reverse=True)
        return [name for name in names if wanted in name[len("YYYYmmdd-HHMMSS-ffffff") :].lower()]

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def body_of(message: EmailMessage, kind: str) -> str:
    """Its text ("plain") or its HTML ("html"); empty when it has none."""
    part = message.get_body((kind,))
    try:
        return str(part.get_content()) if part else ""
    except (KeyError, LookupError, UnicodeError):
        return ""


def rows_of(mails: Mails, recipient: str) -> str:
    names = mails.names(recipient)
    rows = "".join(_row(name, mails.read(name) or b"") for name in names[:MOST])
    said = f"{len(names)} mail{'s' if len(names) > 1 else ''}"
    if len(names) > MOST:
        said += f", les {MOST} derniers"
    empty = (
        "<li>Aucun mail. Ceux que l’application envoie arrivent ici, sans recharger la page.</li>"
    )
    return f'<p class="quiet">{said}</p><ul>{rows or empty}</ul>'


def list_page(mails: Mails, recipient: str, nonce: str) -> str:
    body = (
        "<h1>Mails de la démonstration</h1>"
        '<form><label>Destinataire <input type="search" name="a" '
        f'value="{escape(recipient)}"></label><button>Chercher</button></form>'
        f'<div id="mails">{rows_of(mails, recipient)}</div>'
    )
    return PAGE.format(
        title="Mails de la démonstration", body=body + AGAIN.format(nonce=nonce), nonce=nonce
    )


def mail_page(name: str, content: bytes, nonce: str) -> str:
    message = parsed(content)
    heads = "".join(
        f"<dt>{head}</dt><dd>{linked(str(value))}</dd>"
        for head in HEADERS
        for value in message.get_all(head, [])
    )
    text, html = body_of(message, "plain"), body_of(message, "html")
    where = quote(name)
    body = (
        '<p><a href="/">Tous les mails</a></p>'
        f"<h1>{escape(str(message['Subject'] or '(sans objet)'))}</h1><dl>{heads}</dl>"
    )
    if text:
        body += f"<h2>Texte</h2><pre>{linked(text)}</pre>"
    if html:
        body += (
            f'<h2>HTML</h2><iframe title="Le mail en HTML" sandbox="{SANDBOX}" '
            f'src="/html/{where}"></iframe>'
        )
    body += f'<p><a href="/source/{where}">Source du mail</a></p>'
    return PAGE.format(title=escape(str(message["Subject"] or name)), body=body, nonce=nonce)


def linked(text: str) -> str:
    """The text escaped, its addresses of pages made links; nothing else becomes one."""
    made, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        made.append(escape(text[end : found.start()]))
        made.append(f'<a href="{address}" target="_blank" rel="noopener">{address}</a>')
        end = found.end()
    return "".join(made) + escape(text[end:])


def _row(name: str, content: bytes) -> str:
    message = parsed(content)
    try:
        when = parsedate_to_datetime(str(message["Date"])).astimezone().strftime("%d/%m %H:%M:%S")
    except (TypeError, ValueError):
        when = ""
    subject = escape(str(message["Subject"] or "(sans objet)"))
    return (
        f'<li><a href="/mail/{quote(name)}">{subject}</a><br>'
        f"<small>{escape(str(message['To'] or ''))} · {when}</small></li>"
    )


class Handler(BaseHTTPRequestHandler):
    mails: Mails

    def do_GET(self) -> None:
        # A page of elsewhere whose name leads here must not read these mails.
        if (urlsplit(f"//{self.headers.get('Host', '')}").hostname or "") not in LOCAL:
            return self._answer(421, "Adresse inconnue.", "text/plain")
        asked = urlsplit(self.path)
        nonce = secrets.token_urlsafe(16)
        own = f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        own += "connect-src 'self'; frame-src 'self'; form-action 'self'"
        recipient = parse_qs(asked.query).get("a", [""])[0]
        if asked.path == "/liste":
            return self._answer(200, rows_of(self.mails, recipient), "text/html")
        if asked.path == "/":
            return self._answer(200, list_page(self.mails, recipient, nonce), "text/html", own)
        where, _, name = asked.path.strip("/").partition("/")
        name = unquote(name)
        content = self.mails.read(name)
        if content is None:
            return self._answer(404, "Ce mail n’est pas là.", "text/plain")
        match where:
            case "mail":
                return self._answer(200, mail_page(name, content, nonce), "text/html", own)
            case "html":
                html = '<base target="_blank">' + body_of(parsed(content), "html")
                return self._answer(200, html, "text/html", MAIL_POLICY)
            case "source":
                source = content.decode("utf-8", "replace")
                return self._answer(200, source, "text/plain")
        return self._answer(404, "Cette page n’existe pas.", "text/plain")

    def _answer(
        self, status: int, text: str, kind: str, policy: str = "default-src 'none'"
    ) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the list is asked again every few seconds."""


def main(port: int, folder: Path) -> None:
    handler = type("OfFolder", (Handler,), {"mails": Mails(folder)})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
