"""Random worlds against the reference: what each route, count and file gives to a reader.

Every text that was written holds a word of its own, looked for in whatever the reader gets.
"""

import pytest
from hypothesis import given

from tests.leaks.drawing import MANY, undone
from tests.leaks.expected import Expected
from tests.leaks.plan import worlds
from tests.leaks.planting import change, plant
from tests.leaks.reader import Reader

pytestmark = pytest.mark.django_db


@MANY
@given(plan=worlds)
def test_a_reader_gets_what_the_design_says_and_nothing_else(world, client_of, plan) -> None:
    with undone():
        planted = plant(world, plan)
        change(world, planted, plan)
        expected = Expected(plan, planted)
        for number, person in enumerate(planted.people):
            Reader(client_of(person), expected, number).asks_for_everything()
