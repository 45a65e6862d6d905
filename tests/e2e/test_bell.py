"""The bell: how many are unread, kept up to date while the page is open, and quiet when it must."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e

COUNT = re.compile(r"/notifications/compte/")
AGAIN = "document.dispatchEvent(new Event('inbox:changed'))"


class Counts:
    """Answers the bell in the service's place, and keeps what it was asked."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.answer: dict = {
            "count": 0,
            "shown": "0",
            "words": "aucune non lue",
            "new": 0,
            "attention": 0,
        }
        self.headers: dict[str, str] = {}
        page.route(COUNT, self._fulfil)

    def say(self, count: int, new: int = 0) -> None:
        words = f"{count} non lue{'s' if count > 1 else ''}"
        self.answer = {
            "count": count,
            "shown": str(count),
            "words": words,
            "new": new,
            "attention": 0,
        }

    def _fulfil(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if "HX-Redirect" in self.headers:
            route.fulfill(status=204, headers=self.headers)
        else:
            route.fulfill(json=self.answer)


@pytest.fixture
def counts(page) -> Counts:
    return Counts(page)


@pytest.fixture
def agent(counts, sign_in) -> Page:
    page: Page = sign_in("prefecture.rhone@demo.example")
    page.goto("/annuaire/")
    return page


def bell(page: Page):
    return page.locator("[data-bell]:visible")


def test_the_count_goes_up_without_reloading_and_is_said(agent, counts):
    expect(agent).to_have_title(re.compile("^Annuaire"))
    expect(bell(agent).locator("[data-bell-count]")).to_be_hidden()

    counts.say(3)
    agent.evaluate(AGAIN)

    expect(bell(agent).locator("[data-bell-count]")).to_have_text("3")
    expect(agent.get_by_role("link", name="Notifications, 3 non lues")).to_be_visible()
    expect(agent).to_have_title(re.compile(r"^\(3\) Annuaire"))
    expect(agent.locator("[data-bell-said]")).to_have_text("Notifications : 3 non lues")


def test_the_inbox_tells_what_is_new_and_moves_nothing_by_itself(agent, counts):
    agent.goto("/notifications/")
    status = agent.locator("[data-inbox-new]")
    expect(status).to_be_empty()

    counts.say(2, new=2)
    agent.evaluate(AGAIN)

    expect(status).to_contain_text("2 nouvelles notifications")
    assert "depuis=" in counts.asked[-1]
    counts.say(2, new=0)
    status.get_by_role("link", name="Afficher").click()
    expect(status).to_be_empty()


def test_a_lost_session_is_asked_no_more(agent, counts):
    counts.headers = {"HX-Redirect": "/connexion/"}
    agent.evaluate(AGAIN)
    agent.wait_for_timeout(300)
    asked = len(counts.asked)
    agent.evaluate(AGAIN)
    agent.wait_for_timeout(300)
    assert len(counts.asked) == asked
    expect(agent).to_have_url(re.compile("/annuaire/"))
