"""A browser in front of the real stack; a console error fails the test that caused it."""

import base64
import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from layers.demo.accounts import PASSWORD
from tests import databases
from tests.e2e import stack as real
from tests.e2e.picking import Sites, pick

expect.set_options(timeout=10_000)  # ms: a machine that does two things at once
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALL = "/notifications/compte/"  # tells who is signed in, at little cost
# What the test answers in place of the base map: one grey pixel.
TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGN48eIxAAVvArQo67LyAAAAAElFTkSuQmCC"
)


@pytest.fixture(scope="session")
def mailbox_and_port() -> Iterator[tuple[int, real.Mailbox]]:
    with real.smtp() as running:
        yield running


@pytest.fixture(scope="session")
def mailbox(mailbox_and_port) -> real.Mailbox:
    return mailbox_and_port[1]


@pytest.fixture(scope="session")
def base_url(tmp_path_factory, worker_id, mailbox_and_port) -> Iterator[str]:
    """The address of a stack of this test process's own, on a copy of the seeded database."""
    name = f"geo_e2e_{worker_id}"
    databases.copy(databases.seeded(), name)
    number = int(re.sub(r"\D", "", worker_id) or 0)
    port = real.free_port()
    address = f"http://127.0.0.1:{port}"
    env = databases.environment(
        name,
        EMAIL_URL=f"smtp://127.0.0.1:{mailbox_and_port[0]}",
        PUBLIC_URL=address,
        ALLOWED_HOSTS="127.0.0.1",
        REDIS_URL=re.sub(r"(db=|/)\d+$", rf"\g<1>{4 + 2 * number}", os.environ["REDIS_URL"]),
        CELERY_QUEUE=f"e2e-{number}",
        GEOCODER_URL="",
    )
    with real.running(env, port, tmp_path_factory.mktemp("logs")):
        yield address
    databases.drop(name)


@pytest.fixture(scope="session")
def sites(base_url: str, worker_id: str) -> Sites:
    return pick(f"geo_e2e_{worker_id}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {
        "executable_path": os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict:
    return {
        "base_url": base_url,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": WIDE,
        # a test's own routes do not see what a service worker asks; test_offline lets it in
        "service_workers": "block",
    }


@pytest.fixture
def expected_errors() -> list[str]:
    """Words of the console's errors that the test provokes; Chromium logs each 4xx by itself."""
    return ["Failed to load resource: the server responded with a status of 4"]


@pytest.fixture
def guard(base_url: str, expected_errors: list[str]) -> Iterator[Callable[[Page], Page]]:
    """Makes a page reach our stack and the test's tiles, and nothing else."""
    errors: list[str] = []

    def console(message: ConsoleMessage) -> None:
        is_expected = any(words in message.text for words in expected_errors)
        if message.type == "error" and not is_expected:
            errors.append(f"{message.text} ({message.location.get('url')})")

    def outside(route: Route) -> None:
        if route.request.url.startswith("https://data.geopf.fr/wmts"):
            route.fulfill(body=TILE, content_type="image/png")
        else:
            errors.append(f"asked for {route.request.url}")
            route.abort()

    def guarded(page: Page) -> Page:
        page.on("console", console)
        page.on("pageerror", lambda error: errors.append(str(error)))
        # A pattern is matched in the browser's driver; a function is called for each request.
        page.route(re.compile(rf"^(?!{re.escape(base_url)}|data:|blob:)"), outside)
        _answers_when_ready(page)
        return page

    yield guarded
    assert not errors, errors


@pytest.fixture
def page(page: Page, guard: Callable[[Page], Page]) -> Page:
    return guard(page)


def _answers_when_ready(page: Page) -> None:
    """The map shows its sites before all that is around them answers: a test waits for that."""
    for name in ("goto", "reload", "wait_for_url"):
        setattr(page, name, _then_ready(page, getattr(page, name)))


def _then_ready(page: Page, go: Callable) -> Callable:
    def gone(*words, **options):
        answer = go(*words, **options)
        if page.locator("[data-map-page]").count():
            page.locator("[data-map-page][data-ready]").wait_for()
        return answer

    return gone


@pytest.fixture(scope="session")
def sessions() -> dict[str, list]:
    """The cookies of who has signed in before, by e-mail."""
    return {}


@pytest.fixture
def sign_in(page: Page, sessions: dict[str, list]) -> Callable[[str], Page]:
    """Signs in as one of the demonstration's accounts: by the form the first time, and when a
    test has signed out since. It is for the test to open its page."""
    return lambda email: _enter(page, email, sessions)


@pytest.fixture
def beside(new_context, guard, sessions: dict[str, list]) -> Callable[[str], Page]:
    """Another person at a screen of her own, at the same time."""
    return lambda email: _enter(guard(new_context().new_page()), email, sessions)


def _enter(page: Page, email: str, sessions: dict[str, list]) -> Page:
    if email in sessions:
        page.context.add_cookies(sessions[email])
        page.goto(SMALL)
        if '"count":' in page.content():
            return page
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/carte/**")
    sessions[email] = page.context.cookies()
    page.goto(SMALL)  # like whoever has signed in before: a map opened next is a new page
    return page


@pytest.fixture
def sign_out(page: Page) -> Callable[[], None]:
    """Signs out through the menu of the account."""

    def out() -> None:
        page.locator("[aria-controls=account-menu]").click()
        page.get_by_role("button", name="Se déconnecter").click()
        page.wait_for_url("**/connexion/**")

    return out
