import pghistory
import pytest
from django.db import connection, transaction
from django.db.utils import Error

from sites.enums import StatusAction
from sites.models import Site, SitePeriod, Survey
from sites.services import change_status, edit, survey, verify
from tests.sites import world
from tests.sites.test_survey import JUNE, MARCH


def test_each_change_leaves_a_row_with_who_and_through_what(prefecture, site):
    with pghistory.context(user=7, membership=8, through="web"):
        edit(prefecture, site.reference, 1, {"name": "Le Pré"})
    before, after = site.history.order_by("pgh_id")
    assert (before.name, after.name) == ("Chemin du Pré", "Le Pré")
    assert after.pgh_context == {"user": 7, "membership": 8, "through": "web"}


def test_copies_leave_none(prefecture, site):
    survey(prefecture, site.reference, world.read(MARCH, people=3))
    change_status(prefecture, site.reference, StatusAction.CONFIRM)
    assert site.history.count() == 1
    verify(prefecture, site.reference)
    assert site.history.count() == 2  # the verification itself
    assert SitePeriod.objects.get(site=site).history.count() == 2


def test_a_survey_that_another_pushed_leaves_none(prefecture, site):
    earlier = survey(prefecture, site.reference, world.read(MARCH, ["eau"], people=3))
    later = survey(prefecture, site.reference, world.read(JUNE, ["eau"], people=4))
    assert (earlier.history.count(), later.history.count()) == (1, 1)
    between = survey(prefecture, site.reference, world.read(MARCH, ["dechets"]))
    assert (earlier.history.count(), between.history.count()) == (1, 1)
    assert later.history.count() == 2  # it now carries the waste


def test_plain_sql_leaves_its_row_too(site):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sites_site SET name = 'Ailleurs' WHERE id = %s", [site.pk])
    assert site.history.last().name == "Ailleurs"


@pytest.mark.parametrize(
    "sql", ["UPDATE sites_sitehistory SET name = 'x'", "DELETE FROM sites_sitehistory"]
)
def test_history_is_only_added_to(site, sql):
    refused = pytest.raises(Error, match=r"Cannot update or delete|permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert site.history.count() == 1


def test_no_row_is_left_when_the_change_is_undone(prefecture, site):
    with transaction.atomic():
        edit(prefecture, site.reference, 1, {"name": "Le Pré"})
        transaction.set_rollback(True)
    assert site.history.count() == 1
    assert Site.objects.get().name == "Chemin du Pré"
    assert not Survey.objects.exists()
