"""In a department of 50,000 sites, the newest entries and those of a site are found by indexes."""

import pgtrigger
import pytest
from django.db import connection

from journal.models import Entry
from sites.models import Site
from tests.layers.plans import a_nation_of_sites, explain, filling, seq_scans

SITES = 50_000
_ENTRIES = """
INSERT INTO journal_entry (
    uuid, version, site_id, author_id, audience, kind, tags, body, published_at, removal_reason
)
SELECT gen_random_uuid(), 1, id, %s,
       (ARRAY['tous', 'intervenants', 'pouvoirs-publics', 'sante', 'nommes'])[1 + mod(id, 5)],
       'message', '{}', 'Passage.', now() - mod(id, 700) * interval '1 day', ''
FROM sites_site
"""


@pytest.fixture
def journals(cast, world):
    """An entry for each of the sites, with the statistics of a living database."""
    a_nation_of_sites(cast.neighbour, world, SITES)
    with filling("journal_entry") as cursor, pgtrigger.ignore("journal.Entry:insert_insert"):
        cursor.execute(_ENTRIES, [cast.owner.pk])


def test_no_scan_of_all_entries_nor_of_all_sites(cast, scope, journals):
    wrong = []
    for who in (cast.neighbour, cast.stranger, cast.dihal):
        read = Entry.objects.visible_to(scope(who))
        one = Site.objects.visible_to(scope(who)).order_by("pk").first()
        for name, asked in (
            ("newest", read.with_authors()[:20]),
            ("of a site", read.filter(site=one).with_authors()[:20]),
        ):
            sql, params = asked.query.sql_with_params()
            with connection.cursor() as cursor:
                whole = cursor.mogrify(sql, params)
            scanned = seq_scans(explain(whole)) & {"journal_entry", "sites_site"}
            if scanned:
                wrong.append((who.organisation.name, name, scanned))
    assert wrong == []
