"""A weak network, a server that refuses, none at all: the map stays usable and says why."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e.picking import open_by_key

pytestmark = pytest.mark.e2e

SITES = re.compile(r"/couches/sites\.geojson")
BITS, LATENCY = 400_000, 400  # a second, ms
# The fewest markers, and whether the bar was seen, of every picture that is drawn from now on.
WATCH = """() => {
    window.seen = { least: Infinity, bar: false };
    const look = () => {
        const markers = document.querySelectorAll(".site-marker, .bubble-marker").length;
        window.seen.least = Math.min(window.seen.least, markers);
        const bar = document.querySelector("[data-progress]").getBoundingClientRect();
        window.seen.bar ||= bar.width > 100 && bar.height > 0;
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture
def agent(sign_in) -> Page:
    """The nation's reader in the middle of a region: moving asks for more."""
    page: Page = sign_in("dihal@demo.example")
    page.goto("/carte/?dans=region-84#10/45.7500/4.8500")
    expect(page.locator(".site-marker").first).to_be_visible()
    expect(page.locator("[data-progress]")).to_be_hidden()
    return page


def weaken(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    throughput = {"downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
    conditions = {"offline": False, "latency": LATENCY} | throughput
    session.send("Network.emulateNetworkConditions", conditions)


def asked(page: Page) -> tuple[list[str], list[str]]:
    """Addresses of the layer that are asked for from now on, and those given up."""
    all_, aborted = [], []
    page.on("request", lambda one: SITES.search(one.url) and all_.append(one.url))

    def failed(request: Request) -> None:
        if SITES.search(request.url) and request.failure == "net::ERR_ABORTED":
            aborted.append(request.url)

    page.on("requestfailed", failed)
    return all_, aborted


def farther(page: Page) -> None:
    page.get_by_role("button", name="Zoom arrière").click()


def test_the_former_features_stay_under_a_bar_until_the_new_ones_are_there(agent: Page) -> None:
    weaken(agent)
    agent.evaluate(WATCH)
    former = agent.locator(".site-marker").count()
    with agent.expect_response(SITES):
        farther(agent)
        expect(agent.locator("[data-progress]")).to_be_visible()
    expect(agent.locator("[data-progress]")).to_be_hidden()
    expect(agent.locator("[data-list-count]")).to_contain_text("dans la vue")
    seen = agent.evaluate("window.seen")
    assert seen["bar"]
    assert seen["least"] >= min(former, 5)


def test_a_newer_move_gives_up_the_older_question(agent: Page) -> None:
    weaken(agent)
    all_, aborted = asked(agent)
    held: list[Route] = []  # the first question: its answer never comes
    agent.route(SITES, lambda route: route.continue_() if held else held.append(route))
    agent.locator("[data-fold] > summary", has_text="Statut").click()
    with agent.expect_request(SITES):
        farther(agent)
    with agent.expect_response(SITES) as last:
        agent.locator('[name=statut][value="ferme"]').check(force=True)
    expect(agent.locator("[data-progress]")).to_be_hidden(timeout=10_000)
    assert aborted
    assert aborted == all_[:-1]
    assert "statut=ferme" in last.value.url
    closed = {one["properties"]["reference"] for one in last.value.json()["features"]}
    shown = agent.locator(".site-marker").evaluate_all(
        "all => all.map((one) => one.dataset.reference)"
    )
    assert shown
    assert set(shown) <= closed


def test_one_works_on_while_it_loads(agent: Page) -> None:
    weaken(agent)
    farther(agent)
    expect(agent.locator("[data-progress]")).to_be_visible()
    open_by_key(agent)
    sheet = agent.get_by_role("complementary", name="Fiche du site")
    expect(sheet.locator("[data-sheet-title]")).to_be_visible()
    expect(agent).to_have_url(re.compile(r"site=\d{2}-\d{4}"))


def test_a_refusal_is_said_and_comes_right_by_itself(agent: Page, expected_errors) -> None:
    expected_errors.append("status of 500")
    refused: list[Route] = []

    def refuse(route: Route) -> None:
        refused.append(route)
        if len(refused) == 1:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    agent.route(SITES, refuse)
    former = agent.locator(".site-marker").count()
    farther(agent)
    notices = agent.locator("[data-notices]")
    expect(notices).to_contain_text("Les sites n’ont pas pu être chargés. Nouvel essai dans 2 s.")
    expect(notices.get_by_role("button", name="Réessayer")).to_be_visible()
    assert agent.locator(".site-marker").count() >= min(former, 5)
    expect(notices).not_to_contain_text("chargés")  # nobody has touched anything
    assert len(refused) == 2


def test_without_network_it_says_so_and_comes_right_when_it_is_back(
    agent: Page, expected_errors
) -> None:
    expected_errors.append("ERR_INTERNET_DISCONNECTED")
    agent.context.set_offline(True)
    farther(agent)
    notices = agent.locator("[data-notices]")
    expect(notices).to_contain_text("Réseau indisponible")
    expect(agent.locator(".site-marker").first).to_be_visible()
    with agent.expect_response(SITES):
        agent.context.set_offline(False)
    expect(notices).not_to_contain_text("Réseau indisponible")
