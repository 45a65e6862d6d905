"""What a browser sees of the map: its weight, its first marker, the tasks that keep it busy."""

import gzip
import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

TILES = "data.geopf.fr"
WIDE = {"width": 1440, "height": 900}
MARKER = ".site-marker, .bubble-marker"
PACKED = ("woff2", "png", "jpg")  # already
LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) longTasks.push([entry.startTime, entry.duration]);
}).observe({ type: "longtask", buffered: true });
"""
FIRST_FRAME = f"""
new MutationObserver((changes, observer) => {{
  if (!document.querySelector("{MARKER}")) return;
  observer.disconnect();
  requestAnimationFrame((now) => {{ document.documentElement.dataset.firstFrame = now; }});
}}).observe(document, {{ childList: true, subtree: true }});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=[
                *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
                f"--host-resolver-rules=MAP {TILES} 127.0.0.1:9",  # no base-map tile is reached
            ],
        )
        yield browser
        browser.close()


def context_of(browser: Browser, port: int, cookie: str = "") -> BrowserContext:
    """A browser that has seen nothing yet, signed in by a cookie."""
    address = f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport=WIDE, locale="fr-FR", base_url=address)
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def weight(context: BrowserContext, path: str) -> float:
    """kB of a first load as the service sends it, base tiles left out.

    Static files go as brotli (whitenoise's quality), what Django makes as gzip.
    """
    page, seen = context.new_page(), list[Response]()
    page.on("response", lambda response: seen.append(response))
    page.goto(path)
    page.locator(MARKER).first.wait_for()
    page.wait_for_load_state("networkidle")
    return sum(_compressed(response) for response in seen) / 1000


def _compressed(response: Response) -> int:
    path = response.url.partition("?")[0]
    if response.status in (301, 302, 304) or TILES in path:
        return 0
    body = response.body()
    if path.endswith(PACKED):
        return len(body)
    packed = brotli.compress(body) if "/static/" in path else gzip.compress(body, 6)
    return min(len(body), len(packed))


def until_marker(page: Page, path: str) -> float:
    """Seconds from the navigation to the first frame that holds a marker, by the page's clock."""
    page.add_init_script(FIRST_FRAME)
    page.goto(path, wait_until="commit")
    page.locator("html[data-first-frame]").wait_for()
    return page.evaluate("Number(document.documentElement.dataset.firstFrame)") / 1000


def until_painted(page: Page, path: str) -> float:
    """Seconds from the navigation to the first contentful paint, by the page's clock."""
    page.goto(path, wait_until="load")
    page.wait_for_timeout(300)
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return page.evaluate(paint) / 1000


def until_loaded(page: Page, path: str) -> float:
    """Seconds from the navigation to the end of the load event, by the page's clock."""
    page.goto(path, wait_until="load")
    page.wait_for_timeout(300)
    return page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000


def median_seconds(
    browser: Browser,
    port: int,
    until: Callable[[Page, str], float],
    path: str,
    cookie: str = "",
    times: int = 9,
) -> float:
    """The median over browsers that have seen nothing yet."""
    found = []
    for _ in range(times):
        context = context_of(browser, port, cookie)
        found.append(until(context.new_page(), path))
        context.close()
    return statistics.median(found)


def long_tasks(context: BrowserContext, path: str) -> list[float]:
    """ms of each task over 50 ms while the map is dragged and zoomed, the longest first."""
    page = context.new_page()
    page.add_init_script(LONG_TASKS)
    page.goto(path)
    page.locator(".leaflet-container").wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("longTasks.length = 0")
    for step in range(8):
        _drag(page, 160 if step % 2 else -160)
    for delta in (-240, -240, 240, 240, -240, 240):
        page.mouse.wheel(0, delta)
        page.wait_for_timeout(700)
    tasks = page.evaluate("longTasks.map(([, duration]) => duration)")
    page.close()
    return sorted(tasks, reverse=True)


def _drag(page: Page, by: int) -> None:
    x, y = 700, 420
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y + by // 3, steps=12)
    page.mouse.up()
    page.wait_for_timeout(350)
