"""The phone in the rain: what is written without network leaves once, in order, and is not lost."""

import io
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from layers.demo.accounts import PASSWORD
from tests.e2e.conftest import PHONE

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.browser_context_args(viewport=PHONE, service_workers="allow"),
]
AGENT, OTHER = "prefecture.rhone@demo.example", "ddets.rhone@demo.example"
LETTERS = """() => new Promise((done) => {
    const opening = indexedDB.open("sig-envois");
    opening.onsuccess = () => {
        const asked = opening.result.transaction("letters").objectStore("letters").getAll();
        asked.onsuccess = async () => {
            const width = async ({blob}) => (await createImageBitmap(blob)).width;
            const widths = (one) => Promise.all(one.files.map(width));
            done(await Promise.all(asked.result.map(async (one) => ({
                body: one.fields.find(([name]) => name === "body")?.[1], state: one.state,
                types: one.files.map(({type}) => type), widths: await widths(one),
            }))));
            opening.result.close();
        };
    };
})"""


@pytest.fixture
def expected_errors() -> list[str]:
    """No network, a server that refuses, a position that no tile answers."""
    return ["Failed to load resource", "Response Status Error", "htmx:", "net::"]


@pytest.fixture
def agent(sign_in) -> Page:
    page: Page = sign_in(AGENT)
    page.goto("/sites/")
    page.evaluate("navigator.serviceWorker.ready")
    return page


@pytest.fixture
def reference(agent: Page) -> str:
    agent.goto("/sites/")
    href = agent.locator("a[href^='/sites/69-']").first.get_attribute("href") or ""
    (found,) = re.findall(r"/sites/([\w-]+)/", href)
    agent.goto(f"/sites/{found}/journal/")
    return found


def a_photo() -> dict:
    raw = io.BytesIO()
    Image.new("RGB", (3000, 1500), "olive").save(raw, "PNG")
    return {"name": "cour.png", "mimeType": "image/png", "buffer": raw.getvalue()}


def refusing(context: BrowserContext, times: int) -> list[str]:
    """The server refuses its first tries; the bodies that it was sent, in order."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        body = (route.request.post_data_buffer or b"").decode(errors="replace")
        sent.extend(re.findall(r'name="body"\s+([^\r\n]+)', body))
        if len(sent) <= times:
            return route.fulfill(status=503, content_type="text/html", body="Panne")
        return route.continue_()

    context.route("**/journal/", answer)
    return sent


def losing(context: BrowserContext) -> list[str]:
    """The server takes the first try, whose answer never arrives; the uuids that it was sent."""
    tries: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        body = (route.request.post_data_buffer or b"").decode(errors="replace")
        tries.extend(re.findall(r'name="uuid"\s+([^\r\n]+)', body))
        if len(tries) == 1:
            route.fetch()
            return route.abort()
        return route.continue_()

    context.route("**/journal/", answer)
    return tries


def write(page: Page, text: str, *files: dict) -> None:
    page.get_by_label("Message", exact=False).first.fill(text)
    if files:
        page.get_by_label("Photos et documents").set_input_files(list(files))
    page.get_by_role("button", name="Garder, et envoyer dès que possible").click()
    expect(page.locator(".letter__text", has_text=text)).to_be_visible()


def without_network(page: Page, reference: str) -> None:
    page.context.set_offline(True)
    page.goto(f"/sites/{reference}/journal/")
    expect(page.get_by_role("heading", name="Pas de réseau")).to_be_visible()


def enter(page: Page, email: str) -> None:
    page.goto("/connexion/?next=/profil/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/profil/")


def leave(page: Page) -> None:
    page.goto("/deconnexion/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()


def test_three_posts_of_a_day_without_network_leave_once_and_in_order(agent: Page, reference: str):
    words = [f"Sous la pluie, {uuid4()} {rank}" for rank in ("d’abord", "ensuite", "enfin")]
    without_network(agent, reference)
    for text in words:
        write(agent, text, a_photo())
    kept = agent.evaluate(LETTERS)
    assert [one["body"] for one in kept] == words
    assert [(one["types"], one["widths"]) for one in kept] == [(["image/jpeg"], [2000])] * 3
    context = agent.context
    agent.close()

    again = context.new_page()
    again.goto("/hors-ligne/")
    expect(again.locator(".letter")).to_have_count(3)
    refusing(context, times=1)
    context.set_offline(False)
    expect(again.locator(".letter").first).to_contain_text("n’a pas répondu", timeout=10_000)
    expect(again.locator(".letter")).to_have_count(0, timeout=20_000)

    again.goto(f"/sites/{reference}/journal/")
    read = again.locator("main").inner_text()
    assert [read.count(one) for one in words] == [1, 1, 1]
    assert sorted(words, key=read.index) == words[::-1]  # the newest first
    listed = again.request.get(f"/api/sites/{reference}/journal/").json()["results"]
    files = {one["body"]: [file["name"] for file in one["files"]] for one in listed}
    assert [files[text] for text in words] == [["cour.jpg"]] * 3


def test_what_the_server_took_is_not_written_twice_when_its_answer_is_lost(
    agent: Page, reference: str
):
    text = f"Réponse perdue {uuid4()}"
    without_network(agent, reference)
    write(agent, text, a_photo())
    tries = losing(agent.context)
    agent.context.set_offline(False)
    expect(agent.locator(".letter")).to_have_count(0, timeout=20_000)
    assert len(tries) > 1
    assert len(set(tries)) == 1
    agent.goto(f"/sites/{reference}/journal/")
    assert agent.locator("main").inner_text().count(text) == 1


def test_leaving_says_what_has_not_left(agent: Page, reference: str):
    without_network(agent, reference)
    write(agent, "Pas encore parti")
    refusing(agent.context, times=99)
    agent.context.set_offline(False)
    leave(agent)
    dialog = agent.get_by_role("dialog")
    expect(dialog).to_contain_text("1 envoi pas encore parti")
    expect(dialog).to_contain_text("Pas encore parti")
    dialog.get_by_role("button", name="Rester connecté").click()
    assert len(agent.evaluate(LETTERS)) == 1
    agent.locator("main").get_by_role("button", name="Se déconnecter").click()
    agent.get_by_role("button", name="Se déconnecter et les supprimer").click()
    agent.wait_for_url("**/connexion/**")
    agent.wait_for_load_state("networkidle")  # nor does the page of signing in make one again
    assert not agent.evaluate("indexedDB.databases()")
    assert not agent.evaluate("caches.keys()")


def test_a_lost_session_keeps_what_was_filled_in(agent: Page, reference: str):
    agent.goto(f"/sites/{reference}/actualiser/")
    agent.locator("[name=people]").fill("47")
    agent.context.clear_cookies()
    agent.get_by_role("button", name="Enregistrer le diagnostic").click()
    expect(agent.locator(".outbox-kept")).to_contain_text("Votre session est terminée")
    enter(agent, AGENT)
    expect(agent.locator(".outbox-bar")).to_contain_text(f"Envoyé : site {reference}")
    agent.goto(f"/sites/{reference}/")
    expect(agent.locator("#population ~ *, .group").first).to_contain_text("47")


def test_what_another_person_wrote_is_neither_shown_nor_sent(agent: Page, reference: str):
    without_network(agent, reference)
    write(agent, "À moi seule")
    agent.context.clear_cookies()  # the session ended by itself
    agent.context.set_offline(False)
    enter(agent, OTHER)
    expect(agent.locator(".outbox-bar")).to_contain_text("d’une autre personne")
    agent.goto("/hors-ligne/")
    expect(agent.locator("[data-offline-others]")).to_be_visible()
    expect(agent.locator(".letter")).to_have_count(0)
    leave(agent)
    agent.wait_for_url("**/connexion/**")
    expect(agent.locator(".outbox-bar")).to_contain_text("1 envoi attend")
    enter(agent, AGENT)
    expect(agent.locator(".outbox-bar")).to_contain_text(f"Envoyé : site {reference}")


def test_what_is_refused_is_mended_in_its_form(agent: Page, reference: str):
    agent.goto(f"/sites/{reference}/actualiser/")
    agent.locator("[name=people]").fill("12")
    agent.locator("[name=minors]").fill("40")
    agent.context.set_offline(True)
    agent.get_by_role("button", name="Enregistrer le diagnostic").click()
    expect(agent.locator(".outbox-kept")).to_contain_text("Gardé sur cet appareil")
    agent.context.set_offline(False)
    expect(agent.locator(".outbox-bar")).to_contain_text("1 envoi refusé")
    agent.locator(".outbox-bar").get_by_role("link", name="Voir").click()
    expect(agent.locator(".letter__state")).to_contain_text("Refusé")
    agent.get_by_role("link", name="Corriger").click()
    expect(agent.locator("[name=minors]")).to_have_value("40")
    agent.locator("[name=minors]").fill("4")
    agent.get_by_role("button", name="Enregistrer le diagnostic").click()
    agent.wait_for_url(f"**/sites/{reference}/")
    assert agent.evaluate(LETTERS) == []


def test_the_composer_of_a_page_keeps_what_the_server_could_not_take(agent: Page, reference: str):
    text = f"Par le composeur {uuid4()}"
    refusing(agent.context, times=1)
    composer = agent.locator("form.composer").first
    composer.locator("[name=body]").fill(text)
    composer.locator("[type=submit]").click()
    expect(composer.locator(".outbox-kept")).to_contain_text("Gardé sur cet appareil")
    expect(composer.locator("[name=body]")).to_have_value("")
    expect(agent.locator(".outbox-bar")).to_contain_text("Envoyé", timeout=20_000)
    agent.reload()
    assert agent.locator("main").inner_text().count(text) == 1
    assert agent.evaluate(LETTERS) == []
