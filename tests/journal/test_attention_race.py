"""Two people move the same point at once: one wins, the other is told. Rows really committed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from actors.services import scope_of
from journal.enums import AttentionAction, Severity, Topic
from journal.models import AttentionPoint, AttentionStep
from journal.services import Details, Request, move, post
from journal.services.reminding import remind
from sites.errors import StaleVersion
from sites.models import Event
from tests import cast as the_cast
from tests import world as the_world
from tests.factories import SiteFactory


def at_once(*acts):
    together = Barrier(len(acts))

    def run(act):
        try:
            together.wait(5)
            return act()
        except StaleVersion as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def cast(transactional_db):
    return the_cast.build(the_world.build())


def a_point(cast, severity=Severity.URGENT):
    lyon = cast.owner.organisation.territories.get()
    site = SiteFactory(location=lyon.label_point, declared_by=cast.owner)
    request = Request(uuid4(), Topic.EAU, severity, frozenset({cast.owner.organisation_id}))
    scope = scope_of(cast.owner.user, cast.owner.pk)
    return post(scope, site.reference, uuid4(), "À sec", Details(attention=request)).attention


def test_one_wins_and_the_other_is_told(cast):
    point = a_point(cast)
    scopes = [scope_of(one.user, one.pk) for one in (cast.owner, cast.colleague)]

    answers = at_once(
        lambda: move(scopes[0], point.pk, 1, AttentionAction.TAKE, "J’y vais."),
        lambda: move(scopes[1], point.pk, 1, AttentionAction.DROP, "Déjà connu."),
    )

    (told,) = [one for one in answers if isinstance(one, StaleVersion)]
    step = AttentionStep.objects.get()
    assert AttentionPoint.objects.get().version == 2
    assert told.facts["current"] == {"version": 2, "state": step.after}
    assert step.actor.user.get_full_name() in told.message
    assert Event.objects.filter(kind__in=["attention.taken", "attention.dropped"]).count() == 1


def test_two_workers_at_once_remind_once(cast):
    for _ in range(6):
        a_point(cast)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        told = at_once(remind, remind, remind)
    assert sum(told) == 6
    assert Event.objects.filter(kind="attention.reminded").count() == 6
