"""Random worlds against the reference: both faces of each right are what the design says.

Rights change between the writing and the reading.
"""

import pytest
from hypothesis import given

from actors.services import scope_of
from journal.access import readers_of
from journal.models import AttentionPoint, Entry
from sites.models import Event, Site
from tests.leaks.drawing import MANY, undone
from tests.leaks.expected import Expected
from tests.leaks.plan import worlds
from tests.leaks.planting import change, plant

pytestmark = pytest.mark.django_db


@MANY
@given(plan=worlds)
def test_both_faces_of_a_right_are_those_of_the_design(world, plan) -> None:
    with undone():
        planted = plant(world, plan)
        change(world, planted, plan)
        expected = Expected(plan, planted)
        for number, person in enumerate(planted.people):
            scope = scope_of(person.user, person.pk)
            sites = set(Site.objects.visible_to(scope))
            assert sites == expected.sites(number)
            read = set(Entry.objects.visible_to(scope))
            assert read == expected.entries(number), expected.about(number, read)
            points = set(AttentionPoint.objects.visible_to(scope))
            assert points == expected.points(number)
            told = Event.objects.visible_to(scope).filter(kind__startswith="journal.")
            assert {event.object_id for event in told} == {entry.pk for entry in read}
        ours = {person.pk for person in planted.people}
        for message in planted.messages:
            if message.is_out:
                readers = set(readers_of(message.entry).values_list("pk", flat=True))
                assert readers & ours == {
                    person.pk
                    for number, person in enumerate(planted.people)
                    if message.entry in expected.entries(number)
                }
