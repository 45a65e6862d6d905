"""No water on a site: from a phone in a muddy field to the préfecture, and back; and what stays
between those who heal. With the real worker and a real SMTP server.
"""

import io
import re
from email import message_from_string, policy

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.stack import Mailbox

pytestmark = pytest.mark.e2e

AUTHOR = "mediatrice.rhone@demo.example"
AGENT = "prefecture.rhone@demo.example"
ARS = "ars.auvergne-rhone-alpes@demo.example"
BELL = 40_000  # ms; it asks by itself every 25 s
WORDS = "Plus une goutte au robinet du fond depuis ce matin, onze familles."
TAKEN = "La régie des eaux passe à quatorze heures."
TREATED = "Vanne changée, l’eau coule."
SECRET = "Trois cas de gale, prévenir la PMI avant jeudi."


def photo() -> dict:
    data = io.BytesIO()
    Image.new("RGB", (3000, 2000), (70, 110, 150)).save(data, "JPEG")
    return {"name": "robinet.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[data-composer] [name={name}][value={value}]").first.check()


def entry(page: Page, words: str):
    return page.locator(".entry").filter(has_text=words)


def unread(page: Page) -> int:
    said = page.locator("[data-bell]:visible [data-bell-words]").inner_text()
    return int(re.sub(r"\D", "", said) or 0)


@pytest.fixture
def site(sites) -> str:
    """Where the association of the author intervenes."""
    return sites.mediated


def journal_of(site: str) -> str:
    return f"/sites/{site}/journal/"


def mail_to(mailbox: Mailbox, email: str, site: str, subject: str) -> str:
    """The text and the HTML of the mail that the server accepted for this person, in one."""

    def is_it(raw: str) -> bool:
        head, _, _ = raw.replace("\r\n", "\n").partition("\n\n")
        mail = message_from_string(f"{head}\n\n", policy=policy.default)
        return mail["To"] == email and mail["Subject"] == f"{site} : {subject}"

    mail = message_from_string(mailbox.wait_until(is_it), policy=policy.default)
    return "\n".join(
        part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
    )


def is_discreet(mail: str, site: str, base_url: str) -> None:
    assert site in mail
    assert f"{base_url}{journal_of(site)}?message=" in mail
    for word in ("robinet", "familles", "régie", "Vanne", "Oriveau", "Marchandin"):
        assert word not in mail, word


def told(page: Page, site: str, words: str) -> None:
    """The inbox shows it, which nobody has reloaded."""
    status = page.locator("[data-inbox-new]")
    expect(status).to_contain_text("nouvelle", timeout=BELL)
    status.get_by_role("link", name="Afficher").click()
    expect(page.locator(".notice").first).to_contain_text(words)
    expect(page.locator(".notice").first).to_contain_text(site)


def test_water_is_asked_for_answered_and_told(
    sign_in, beside, site, mailbox: Mailbox, base_url: str
) -> None:
    agent: Page = beside(AGENT)
    agent.goto("/notifications/")
    expect(agent.locator("[data-bell]:visible")).to_have_attribute("title", re.compile("Notif"))
    agent.wait_for_load_state("networkidle")
    before = unread(agent)

    author: Page = sign_in(AUTHOR)
    author.set_viewport_size(PHONE)
    author.goto(journal_of(site))
    author.get_by_label("Écrire au journal").click()
    author.keyboard.type(WORDS)
    author.set_input_files("[data-files]", photo())
    author.get_by_label("Demander l’attention des pouvoirs publics").check()
    choose(author, "attention_topic", "eau")
    choose(author, "attention_severity", "urgent")
    expect(author.locator("[data-outcome]")).to_contain_text("seront alertées")
    author.get_by_role("button", name="Publier").click()
    pending = author.get_by_role("group", name="Publication")
    expect(pending).to_contain_text(re.compile(r"Publié dans \d+ s"))
    assert unread(agent) == before  # it may still be taken back
    author.get_by_role("button", name="Envoyer maintenant").click()
    expect(pending).to_have_count(0)
    author.goto("/notifications/")

    # the préfecture: bell, inbox, mail; nobody reloads
    told(agent, site, "Point d’attention signalé : eau")
    expect(agent.locator(".notice").first).to_contain_text("Urgent")
    expect(agent.get_by_role("link", name=re.compile(f"{before + 1} non lue"))).to_be_visible()
    is_discreet(mail_to(mailbox, AGENT, site, "Point d’attention signalé"), site, base_url)
    agent.get_by_role("link", name=re.compile("Point d’attention signalé : eau")).first.click()
    asked = entry(agent, WORDS)
    expect(asked).to_be_focused()
    point = asked.get_by_role("region", name="Point d’attention : eau")
    expect(point).to_contain_text("Signalé")

    point.get_by_role("link", name="Prendre en compte").click()
    point.get_by_label("Un mot sur ce qui va être fait").fill(TAKEN)
    point.get_by_role("button", name="Prendre en compte").click()
    expect(point.get_by_text("Le point est pris en compte.")).to_be_focused()

    told(author, site, "Point d’attention pris en compte")
    is_discreet(mail_to(mailbox, AUTHOR, site, "Point d’attention pris en compte"), site, base_url)

    point.get_by_role("link", name="Marquer traité").click()
    point.get_by_label("Un mot sur ce qui a été fait").fill(TREATED)
    point.get_by_role("button", name="Marquer traité").click()
    expect(point.get_by_text("Le point est traité.")).to_be_focused()

    told(author, site, "Point d’attention traité")
    is_discreet(mail_to(mailbox, AUTHOR, site, "Point d’attention traité"), site, base_url)
    author.locator(".notice__what").first.click()
    mine = entry(author, WORDS)
    expect(mine.get_by_role("region", name="Point d’attention : eau")).to_contain_text(TREATED)
    photos = mine.get_by_role("list", name="Photos").get_by_role("img")
    expect(photos).to_be_visible()
    assert photos.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0


def seen(page: Page, site: str) -> dict[str, bool]:
    """Where a person finds the secret: the site's journal, the recent events, the API."""
    page.goto(journal_of(site))
    on_page = SECRET in page.locator("main").inner_text()
    page.goto("/journal/")
    in_feed = SECRET in page.locator("main").inner_text()
    answer = page.request.get(f"/api/sites/{site}/journal/")
    assert answer.ok
    return {"page": on_page, "feed": in_feed, "api": SECRET in answer.text()}


def test_what_is_for_health_stays_there(sign_in, beside, site, mailbox: Mailbox) -> None:
    author: Page = sign_in(AUTHOR)
    author.goto(journal_of(site))
    author.get_by_label("Écrire au journal").click()
    author.keyboard.type(SECRET)
    choose(author, "kind", "sante")
    choose(author, "audience", "sante")
    author.get_by_role("button", name="Publier").click()
    author.get_by_role("button", name="Envoyer maintenant").click()
    expect(author.get_by_text("Message publié.", exact=True)).to_be_focused()

    assert seen(beside(ARS), site) == {"page": True, "feed": True, "api": True}
    assert seen(beside(AGENT), site) == {"page": False, "feed": False, "api": False}
    assert not any("gale" in mail for mail in mailbox.mails)
