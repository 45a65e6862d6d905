"""The legal blocks of a site as it was: what held, what was known, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from legal import services
from legal.enums import Block, Way
from sites.services import edit
from tests.legal.conftest import scope
from tests.legal.planting import step_values

pytestmark = pytest.mark.django_db
MADE = 100  # days ago, the step of `planted`


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def old(cast, site, planted):
    """Settled long before its procedure."""
    return edit(scope(cast.owner), site.reference, None, {"settled_on": ago(MADE + 60)})


@pytest.fixture
def read(client_of, old):
    def get(person, query):
        return client_of(person).get(f"/sites/{old.reference}/?{query}").text

    return get


def test_a_step_is_there_from_its_day_on(read, cast):
    assert "Secret-Bleuet" not in read(cast.owner, f"au={ago(MADE + 1)}")
    page = read(cast.owner, f"au={ago(MADE)}")
    assert "Ordonne Secret-Bleuet-3" in page
    assert "Départ-Aubépine" not in page


def test_what_is_not_shown_is_not_said_to_be_read(read, cast, reads_of):
    read(cast.owner, f"au={ago(MADE + 1)}")
    assert reads_of(cast.owner) == {(Block.OWNER, Way.PAGE)}


def test_a_deadline_met_since_was_not_met_then(read, cast, old, planted):
    values = step_values(kind="decision", deadline=ago(50), to_do="Signifier", met_on=ago(40))
    services.save_step(scope(cast.owner), old.reference, values, pk=planted.step.pk, version=1)
    assert "en retard" in read(cast.owner, f"au={ago(45)}")
    assert "tenue le" not in read(cast.owner, f"au={ago(45)}")
    assert "tenue le" in read(cast.owner, f"au={ago(40)}")


def test_what_is_known_today_of_today(read, cast):
    page = read(cast.owner, f"connu_au={ago(0)}")
    for words in ("SCI Secret-Aubépine", "TJ Secret-Bleuet", "Signifier Secret-Bleuet-4"):
        assert words in page


def test_what_was_removed_is_no_longer_known(read, cast, old, planted):
    services.remove_owner(scope(cast.owner), old.reference, planted.owner.pk, 1)
    assert "SCI Secret-Aubépine" not in read(cast.owner, f"connu_au={ago(0)}")


@pytest.mark.parametrize("query", ["au={day}", "connu_au={day}"])
def test_it_is_read_by_who_may_and_recorded(read, cast, reads_of, query):
    asked = query.format(day=ago(0))
    assert "Secret" not in read(cast.mediator, asked)
    assert "Propriétaire et procédures" not in read(cast.mediator, asked)
    assert not reads_of(cast.mediator)
    read(cast.owner, asked)
    assert {(Block.OWNER, Way.PAGE), (Block.LEGAL, Way.PAGE)} <= reads_of(cast.owner)
