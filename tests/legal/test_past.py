"""The legal blocks of a site as it was: what held, what was known, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from legal import services
from legal.enums import Block, Way
from legal.models import Owner, Procedure, Step
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


def legal_of(page):
    return page.partition('id="juridique"')[2].partition("</section>")[0]


def test_what_was_recorded_later_is_marked(read, cast, planted):
    """The owner, the procedure, its step and the PDF of it."""
    marked = read(cast.owner, f"au={ago(MADE)}")
    assert legal_of(marked).count("enregistré le") == 4
    assert "Ce qui a été enregistré après cette date est marqué" in marked
    today = read(cast.owner, f"au={ago(0)}")
    assert "enregistré le" not in today
    assert "est marqué" not in today


def test_a_pdf_that_came_later_is_marked_alone(read, cast, planted):
    """The rest was recorded in time."""
    for model in (Owner, Procedure, Step):
        model.objects.update(recorded_at=timezone.now() - timedelta(days=MADE))
    assert legal_of(read(cast.owner, f"au={ago(MADE)}")).count("enregistré le") == 1


def test_the_banner_says_what_is_of_today_to_who_reads_it(read, cast):
    mine, other = (read(one, f"au={ago(3)}") for one in (cast.owner, cast.mediator))
    for words in ("le type", "les informations d’accès", "l’objectif de résorption"):
        assert words in mine
        assert words in other
    assert "les propriétaires" in mine
    assert "les propriétaires" not in other


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
