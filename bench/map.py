"""bin/bench map: the map's layers and facets, its weight, its first marker, what 50,000 sites cost.

Printed. The part that is run again on 50,000 sites is a run of its own: `bench/map.py again`.
"""

import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
os.environ["PROCESS_KIND"] = "owner"
django.setup()

from django.db import connection  # noqa: E402
from django.db.utils import OperationalError  # noqa: E402
from django.http import QueryDict  # noqa: E402

from actors.models import User  # noqa: E402
from actors.services import scope_of  # noqa: E402
from bench import _browser  # noqa: E402
from bench._measure import get, median_ms, table  # noqa: E402
from bench._scratch import ROOT, again, scratch  # noqa: E402
from bench._server import cookie_of, server  # noqa: E402
from layers import drawing, outlines  # noqa: E402
from layers.demo.accounts import DOMAIN  # noqa: E402
from sites.enums import ConditionLevel  # noqa: E402
from sites.models import CONDITION_FIELDS, Site  # noqa: E402

Row = tuple[str, str, str]

SITES, EMPTY = "/couches/sites.geojson", "/bench/vide/"
FACETS = "/carte/facettes/?pli=conditions-de-vie"
SCALE, MEASURED = 50_000, "departement-69"
WHOLE = "bbox=-6,41,10,52"
# who, what he looks at, its address
VIEWS = (
    ("dihal", "points of the nation", f"zoom=9&{WHOLE}"),
    ("dihal", "bubbles of departments", f"zoom=6&{WHOLE}"),
    ("prefecture.rhone", "points of the Rhône", "zoom=9"),
)
OUTLINES = "/couches/territoires"
AGAIN = "again"
# The fold with the most choices, by hand: what the facets are compared to.
CONDITIONS = """
SELECT {counts} FROM sites_site WHERE status IN ('signale', 'ouvert', 'en-cours') {place}
"""
RHONE = """AND departement_id =
(SELECT id FROM territories_territory WHERE level = 'departement' AND code = '69')"""
# who, where, what is looked at: the view with the most points is where tasks are the longest
SCREENS = (
    ("prefecture.rhone", "the Rhône", "/carte/"),
    ("dihal", "the nation", "/carte/"),
    ("dihal", "Île-de-France, points", "/carte/#9/48.8500/2.3500"),
    ("dihal", "no site at all", "/carte/?texte=zzzz#9/48.8500/2.3500"),
)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def layers() -> list[Row]:
    """Each view against its own SQL and an empty signed-in page."""
    rows: list[Row] = []
    with server() as port:
        for name, what, query in VIEWS:
            user = person(name)
            cookie = cookie_of(user)
            asked = drawing.read(scope_of(user), QueryDict(query))
            sql = median_ms(partial(drawing.geojson, asked))
            client = HTTPConnection("127.0.0.1", port)  # now: an idle one is soon closed
            empty = median_ms(partial(get, client, EMPTY, cookie))
            ours = median_ms(partial(get, client, f"{SITES}?{query}", cookie))
            rows += [
                (f"{name}, {what}: SQL, empty page", f"{sql:.1f} ms, {empty:.1f} ms", ""),
                (f"{name}, {what}", f"{ours:.1f} ms", ""),
                ("ratio to SQL + empty page", f"{ours / (sql + empty):.2f}", "≤ 1.5"),
            ]
    return rows


def weights() -> list[Row]:
    """What goes over the network, compressed as the service does."""
    known = outlines.version()
    asked = (
        ("prefecture.rhone", "sites of the Rhône", f"{SITES}?zoom=9&statut=tous", "< 100 kB"),
        ("ars.ile-de-france", "sites of Île-de-France", f"{SITES}?zoom=9&statut=tous", "< 100 kB"),
        ("dihal", "sites of the nation", f"{SITES}?zoom=9", "< 100 kB"),
        ("dihal", "bubbles of departments", f"{SITES}?zoom=6", "< 100 kB"),
        ("dihal", "all departments", f"{OUTLINES}/departement.geojson?v={known}", ""),
        (
            "prefecture.rhone",
            "true boundary of the Rhône",
            f"{OUTLINES}/departement.geojson?dans=departement-69&detail=fin&v={known}",
            "",
        ),
    )
    with server() as port:
        client = HTTPConnection("127.0.0.1", port)
        return [
            (what, f"{_weight(client, path, cookie_of(person(name))) / 1000:.1f} kB", limit)
            for name, what, path, limit in asked
        ]


def _weight(client: HTTPConnection, path: str, cookie: str) -> int:
    client.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    response = client.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    if response.getheader("Content-Encoding") == "gzip":
        zlib.decompress(body, 31)  # what is weighed is whole
    return len(body)


def growth() -> list[Row]:
    """A department's map with its own sites alone, then with 50,000 more in the nation."""
    cookie = cookie_of(person("prefecture.rhone"))  # copied with the database
    before, few = Site.objects.count(), _map_ms(cookie, {})
    try:
        with scratch() as addresses:
            _manage(addresses, "seed_scale", f"--sites={SCALE}", f"--outside={MEASURED}", "-v0")
            many = _map_ms(cookie, addresses)
            again(__file__, AGAIN, addresses)
    except OperationalError as error:
        return [("growth", "not measured: stop bin/serve, the copy needs it away", str(error))]
    return [
        (f"the Rhône's map, {before} sites in the nation", f"{few:.1f} ms", ""),
        (f"the Rhône's map, {before + SCALE} sites", f"{many:.1f} ms", ""),
        ("ratio", f"{many / few:.2f}", "≤ 1.3"),
    ]


def _map_ms(cookie: str, addresses: dict[str, str]) -> float:
    """The page, its state and its layer, one after the other."""
    with server(**addresses) as port:
        client = HTTPConnection("127.0.0.1", port)
        paths = ("/carte/", "/carte/etat/", f"{SITES}?zoom=9")
        return sum(median_ms(partial(get, client, path, cookie)) for path in paths)


def _manage(addresses: dict[str, str], *words: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "geo_resorption.settings.dev", "PROCESS_KIND": "owner"}
    env = os.environ | addresses | settings
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def facets() -> list[Row]:
    """What each choice of a fold leaves, against the same counts by hand and an empty page."""
    rows: list[Row] = []
    with server() as port:
        for name, where, place in (("dihal", "nation", ""), ("prefecture.rhone", "Rhône", RHONE)):
            cookie = cookie_of(person(name))
            sql = median_ms(partial(_by_hand, place))
            client = HTTPConnection("127.0.0.1", port)
            empty = median_ms(partial(get, client, EMPTY, cookie))
            ours = median_ms(partial(get, client, FACETS, cookie))
            rows += [
                (f"{where}, by hand, empty page", f"{sql:.1f} ms, {empty:.1f} ms", ""),
                (f"{where}, the fold of living conditions", f"{ours:.1f} ms", ""),
                ("ratio to SQL + empty page", f"{ours / (sql + empty):.2f}", "≤ 2"),
            ]
    return rows


def _by_hand(place: str) -> None:
    counts = ", ".join(
        f"count(*) FILTER (WHERE {field} = '{level}')"
        for field in CONDITION_FIELDS.values()
        for level in ConditionLevel.values
    )
    with connection.cursor() as cursor:
        cursor.execute(CONDITIONS.format(counts=counts, place=place))


def loading() -> list[Row]:
    """What a browser that has seen nothing loads, and its first frame with a marker in it."""
    rows: list[Row] = []
    places = (("prefecture.rhone", "the Rhône"), ("dihal", "the nation"))
    cookies = {
        where: cookie_of(person(name)) for name, where in places
    }  # before the browser's loop
    with server() as port, _browser.chromium() as chromium:
        seconds = partial(_browser.median_seconds, chromium, port)
        painted = seconds(_browser.until_painted, "/connexion/")
        loaded = seconds(_browser.until_loaded, "/connexion/")
        rows.append(("sign-in page, painted, loaded", f"{painted:.2f} s, {loaded:.2f} s", ""))
        for where, cookie in cookies.items():
            context = _browser.context_of(chromium, port, cookie)
            weight = f"{_browser.weight(context, '/carte/'):.0f} kB"
            context.close()
            marker = seconds(_browser.until_marker, "/carte/", cookie)
            rows += [
                (f"{where}, first load", weight, "< 500 kB"),
                (f"{where}, first frame with a marker", f"{marker:.2f} s", ""),
                ("ratio to the sign-in page painted", f"{marker / painted:.2f}", "≤ 2"),
                ("ratio to the sign-in page loaded", f"{marker / loaded:.2f}", "≤ 2"),
            ]
    return rows


def tasks() -> list[Row]:
    """The longest tasks while the map is dragged and zoomed; without sites, what Leaflet costs."""
    rows: list[Row] = []
    cookies = {name: cookie_of(person(name)) for name, _, _ in SCREENS}
    with server() as port, _browser.chromium() as chromium:
        for name, what, path in SCREENS:
            context = _browser.context_of(chromium, port, cookies[name])
            longest = _browser.long_tasks(context, path)[:3]
            words = ", ".join(f"{one:.0f}" for one in longest) or "none over 50"
            rows.append((f"{what}, longest tasks", f"{words} ms", "≤ 100 ms"))
            context.close()
    return rows


def _tables(*parts: tuple[str, Callable[[], list[Row]]]) -> None:
    for title, part in parts:
        table(title, part())


if __name__ == "__main__":
    if AGAIN in sys.argv:
        number = Site.objects.count()
        _tables((f"Layers, {number} sites", layers), (f"Facets, {number} sites", facets))
        _tables((f"While the map moves, {number} sites", tasks))
    else:
        _tables(("Layers", layers), ("Facets", facets), ("Weights, compressed", weights))
        _tables(("Loading", loading), ("While the map moves", tasks), ("Growth", growth))
