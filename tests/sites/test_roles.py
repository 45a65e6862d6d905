"""The role that serves may not do more than it needs; each refusal is PostgreSQL's own."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from journal.services import post
from sites.services import survey
from tests.sites import world
from tests.sites.test_survey import MARCH

HISTORIES = [
    f"{table}history"
    for table in (
        "sites_site",
        "sites_siteperiod",
        "sites_survey",
        "sites_intervenant",
        "journal_entry",
    )
]
REFUSED = [
    "CREATE TABLE mine (id int)",
    "ALTER TABLE sites_site ADD COLUMN secret text",
    "DROP TABLE sites_event",
    "TRUNCATE sites_event",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE sites_site DISABLE TRIGGER ALL",
    "DELETE FROM sites_site",
    "DELETE FROM sites_survey",
    "DELETE FROM sites_siteperiod",
    "DELETE FROM sites_intervenant",
    "DELETE FROM journal_entry",
    "DELETE FROM sites_event",
    "UPDATE sites_event SET facts = '{}'",
    *(f"DELETE FROM {table}" for table in HISTORIES),
    *(f"UPDATE {table} SET pgh_label = 'x'" for table in HISTORIES),
]


@pytest.fixture
def as_app(site, prefecture):
    """The rest of the test speaks to the database as the role that serves."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE,)


@pytest.mark.parametrize("sql", REFUSED)
def test_refused(as_app, sql):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_it_does_all_day_is_allowed(as_app, prefecture, site):
    from uuid import uuid4

    survey(prefecture, site.reference, world.read(MARCH, ["eau"], people=4))
    post(prefecture, site.reference, uuid4(), "Passage ce matin.")
    assert world.a_site(prefecture).reference == "69-0002"
