"""With 50,000 sites in the nation, a department's reader reads those of his department alone."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from actors.services import scope_of
from layers import drawing
from layers.totals import totals
from sites.filters import SiteFilter
from sites.models import Site
from tests.factories import SiteFactory
from tests.layers.plans import a_nation_of_sites, explain, indexes, seq_scans

pytestmark = pytest.mark.django_db
NATION = 50_000
VIEWS = (
    "",
    "zoom=9&bbox=4,45,5,46",
    "zoom=5",
    "zoom=7&bbox=4,45,5,47",
    "zoom=9&statut=tous",
    "dans=commune-69123&zoom=12",
    "texte=camp&zoom=9",
)


@pytest.fixture
def nation(cast, world):
    """50,000 sites elsewhere, three in the Rhône."""
    a_nation_of_sites(cast.neighbour, world, NATION)
    return [SiteFactory(commune=world.lyon, declared_by=cast.owner) for _ in range(3)]


def plan_of(run):
    """What PostgreSQL means to do for the only statement that `run` makes."""
    with CaptureQueriesContext(connection) as made:
        run()
    (query,) = made.captured_queries
    return explain(query["sql"])


def test_no_scan_of_all_sites_for_a_department(cast, nation, monkeypatch):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    wrong = []
    for most in (2_000, 0):  # points, then bubbles
        monkeypatch.setattr(drawing, "MOST_IN_VIEW", most)
        for view in VIEWS:
            asked = drawing.read(scope, QueryDict(view))
            plan = plan_of(lambda asked=asked: drawing.geojson(asked))
            if "sites_site" in seq_scans(plan) or not indexes(plan):
                wrong.append((most, view))
    found = SiteFilter.read(QueryDict(""), scope).apply(Site.objects.visible_to(scope))
    if "sites_site" in seq_scans(plan_of(lambda: totals(found))):
        wrong.append("totals")
    if not any("location" in name for name in indexes(plan_of(near(cast.dihal)))):
        wrong.append("a small view of the nation")
    assert wrong == []


def near(person):
    """What reads a few kilometres for that person."""
    view = QueryDict("zoom=12&bbox=4.2,45.2,4.3,45.3")
    asked = drawing.read(scope_of(person.user, person.pk), view)
    return lambda: drawing.geojson(asked)
