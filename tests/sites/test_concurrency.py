"""Two people at once; the rows really are committed, so these tests empty the tables after."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from sites.access import lock_sites
from sites.enums import EventKind
from sites.models import Event, Site, SitePeriod
from sites.services import report, verify_each
from tests.sites import world


def at_once(*acts):
    """Each in a thread and a connection of its own, all leaving at the same moment."""
    together = Barrier(len(acts))

    def run(act):
        try:
            together.wait(5)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_have_two_references():
    places = world.build()
    scope = world.reader("prefecture", places["rhone"])
    made = at_once(*[lambda: world.a_site(scope).reference for _ in range(3)])
    assert sorted(made) == ["69-0001", "69-0002", "69-0003"]


@pytest.mark.django_db(transaction=True)
def test_one_click_sent_twice_at_once_is_one_site():
    places = world.build()
    scope = world.reader("prefecture", places["rhone"])
    click = world.a_report()
    first, second = at_once(lambda: report(scope, click), lambda: report(scope, click))
    assert first == second
    assert Site.objects.count() == SitePeriod.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_batches_of_the_same_sites_wait_for_each_other():
    """Asked for in opposite orders, as two agents would; the second waits, and both are done."""
    places = world.build()
    scope = world.reader("prefecture", places["rhone"])
    references = [world.a_site(scope).reference for _ in range(4)]

    def verify_all(asked):
        with transaction.atomic():
            verify_each(scope, lock_sites(scope, asked))

    at_once(lambda: verify_all(references), lambda: verify_all(references[::-1]))
    assert Event.objects.filter(kind=EventKind.SITE_VERIFIED).count() == 8
