"""Random worlds against the reference: what a reader gets is what the design says, no more, no less.

Rights change between the writing and the reading.
"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from actors.services import scope_of
from journal.access import readers_of
from journal.models import AttentionPoint, Entry
from sites.models import Event, Site
from tests.leaks.plan import PEOPLE, POSTS, worlds
from tests.leaks.planting import Message, Planted, change, plant
from tests.leaks.rules import Rules

PAIRS = 2000 if os.environ.get("TEST_ALL") else 300
WORLDS = -(-PAIRS // (PEOPLE * POSTS))
HYPOTHESIS = settings(
    max_examples=WORLDS,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each try is a world made anew
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.django_db


@HYPOTHESIS
@given(plan=worlds)
def test_both_faces_of_a_right_are_those_of_the_design(world, plan) -> None:
    with _undone():
        planted = plant(world, plan)
        change(world, planted, plan)
        rules = Rules(*([after for _, after in pairs] for pairs in (plan.structures, plan.people, plan.presences)))
        for number, person in enumerate(planted.people):
            scope = scope_of(person.user, person.pk)
            sites = set(Site.objects.visible_to(scope).values_list("reference", flat=True))
            assert sites == {
                site.reference for name, site in planted.sites.items() if rules.sees(number, name)
            }
            read = set(Entry.objects.visible_to(scope).values_list("pk", flat=True))
            assert read == _read(rules, planted, number), _words(rules, planted, number, read, plan)
            points = set(AttentionPoint.objects.visible_to(scope).values_list("entry", flat=True))
            assert points == {one.entry.pk for one in planted.messages if one.point} & read
            told = Event.objects.visible_to(scope).filter(kind__startswith="journal.")
            assert set(told.values_list("object_id", flat=True)) == read
        for message in planted.messages:
            if message.is_out:
                readers = set(readers_of(message.entry).values_list("pk", flat=True))
                assert readers & {person.pk for person in planted.people} == {
                    person.pk
                    for number, person in enumerate(planted.people)
                    if message.entry.pk in _read(rules, planted, number)
                }


def _words(rules, planted, number, read, plan):
    wrong = [one for one in planted.messages if (one.entry.pk in read) != _reads(rules, number, one)]
    return [
        (one.post, one.is_answer, one.author, one.entry.pk in read) for one in wrong
    ], number, plan.people[number][1], plan.structures[plan.people[number][1].structure][1], [p[1] for p in plan.presences]


def _read(rules: Rules, planted: Planted, number: int) -> set[int]:
    return {one.entry.pk for one in planted.messages if _reads(rules, number, one)}


def _reads(rules: Rules, number: int, message: Message) -> bool:
    """An answer is its author's and the thread's; what waits is its author's alone."""
    if not rules.sees(number, message.post.site):
        return False
    if not message.is_out:
        return message.post.is_waiting and not message.post.is_removed and number == message.author
    return number == message.author or rules.reads(number, message.post)


class _undone:
    """What is made inside is gone outside."""

    def __enter__(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, *raised) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(*raised)
