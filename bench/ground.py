"""bin/bench ground: territories, an empty page, the layer of sites. Printed, never a test."""

import os
import random
import resource
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
os.environ["PROCESS_KIND"] = "owner"
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from actors.enums import OrganisationKind  # noqa: E402
from actors.models import Membership  # noqa: E402
from actors.services import scope_for  # noqa: E402
from bench._measure import get, median_ms, rate, table  # noqa: E402
from bench._server import cookie_of, server  # noqa: E402
from layers import points  # noqa: E402
from sites.filters import SiteFilter  # noqa: E402
from sites.models import Site  # noqa: E402
from territories.models import Territory  # noqa: E402

ROOT = Path(__file__).parents[1]
POINTS = 100_000
SCRATCH = f"geo_bench_{os.getpid()}"

# The same answer by SQL alone: each point with the commune that covers it.
BARE_JOIN = """
SELECT count(*) FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS given(lon, lat, number)
JOIN territories_outline outline
  ON outline.level = 'commune'
 AND ST_Covers(outline.boundary, ST_SetSRID(ST_MakePoint(lon, lat), 4326))
"""


def imports() -> list[tuple[str, str, str]]:
    """The whole import into a scratch database, then the same again."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {SCRATCH}")
    server, _, options = os.environ["DATABASE_OWNER_URL"].partition("?")
    url = f"{server.rpartition('/')[0]}/{SCRATCH}?{options}"
    settings = "geo_resorption.settings.dev"
    env = os.environ | {"DATABASE_OWNER_URL": url, "DJANGO_SETTINGS_MODULE": settings}
    try:
        _manage(env, "migrate", "-v0")
        first = _manage(env, "import_territories")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
        again = _manage(env, "import_territories")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")
    return [
        ("import of all territories", f"{first:.1f} s", "< 60 s"),
        ("its peak of memory", f"{peak:.2f} GB", "< 1.5 GB"),
        ("the same again", f"{again:.1f} s", "writes nothing"),
    ]


def _manage(env: dict[str, str], *words: str) -> float:
    begin = time.perf_counter()
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def covering() -> list[tuple[str, str, str]]:
    """100,000 random points of métropole, by the queryset and by the bare join, in turn."""
    draw = random.Random(2026)
    given = [(draw.uniform(-4.5, 8.0), draw.uniform(42.5, 50.9)) for _ in range(POINTS)]
    lons, lats = map(list, zip(*given, strict=True))

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE_JOIN, [lons, lats])

    sql = median_ms(bare, times=3, warm=1)
    ours = median_ms(lambda: Territory.objects.covering(given), times=3, warm=1)
    return [
        ("100,000 points, bare SQL join", f"{sql:.0f} ms", ""),
        ("100,000 points, covering()", f"{ours:.0f} ms", ""),
        ("ratio", f"{ours / sql:.2f}", "< 1.5"),
    ]


def served() -> list[tuple[str, str, str]]:
    """Empty pages, then the layer against the raw SQL and against a stock viewset."""
    active = Membership.objects.active(timezone.localdate()).select_related("user")
    reader = active.filter(organisation__kind=OrganisationKind.DIHAL).first()
    cookie, layer = cookie_of(reader.user), "/couches/sites.geojson"
    scope = scope_for(reader.pk)
    sites = SiteFilter().apply(Site.objects.visible_to(scope))
    with server() as port:
        client = HTTPConnection("127.0.0.1", port)
        sql = median_ms(lambda: points.sites_geojson(sites, scope))
        empty = median_ms(lambda: get(client, "/bench/vide/", cookie))
        ours = median_ms(lambda: get(client, layer, cookie))
        out_rate, in_rate = rate(port, "/bench/vide/"), rate(port, "/bench/vide/", cookie)
        our_rate, stock_rate = rate(port, layer, cookie), rate(port, "/bench/stock/", cookie)
    return [
        ("empty page, signed out", f"{out_rate:.0f} requests/s", ""),
        ("empty page, signed in", f"{in_rate:.0f} requests/s", ""),
        ("ratio", f"{in_rate / out_rate:.2f}", "≥ 0.5"),
        (f"layer of {sites.count()} sites, raw SQL", f"{sql:.1f} ms", ""),
        ("empty page, signed in", f"{empty:.1f} ms", ""),
        ("layer, signed in as the Dihal", f"{ours:.1f} ms", ""),
        ("ratio to raw SQL + empty page", f"{ours / (sql + empty):.2f}", "≤ 1.5"),
        ("layer", f"{our_rate:.0f} requests/s", ""),
        ("stock GeoFeatureModelSerializer", f"{stock_rate:.1f} requests/s", ""),
        ("ratio", f"{our_rate / stock_rate:.1f}", "≥ 10"),
    ]


if __name__ == "__main__":
    table("Territories", imports() + covering())
    table("Pages and layer", served())
