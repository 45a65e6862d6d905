"""Random worlds against the reference: no mail of what its recipient may no longer read.

Mails are written with the entries; rights change before they leave.
"""

from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given, settings

from journal.enums import Cadence, DeliveryState
from journal.models import Delivery
from journal.services.delivering import deliver
from tests.leaks.drawing import MANY, WORD, undone
from tests.leaks.expected import Expected
from tests.leaks.plan import worlds
from tests.leaks.planting import change, plant

pytestmark = pytest.mark.django_db
WORLDS = max(MANY.max_examples, 12)  # a mail is seldom due and forbidden


def test_a_mail_leaves_for_whom_it_still_may_and_for_nobody_else(world) -> None:
    seen: Counter[bool] = Counter()  # those that left, those that did not

    @settings(MANY, max_examples=WORLDS)
    @given(plan=worlds)
    def holds(plan) -> None:
        with undone():
            seen.update(_delivered(world, plan))

    holds()
    assert seen[True] > 10, seen
    assert seen[False] > 10, seen


def _delivered(world, plan) -> list[bool]:
    """Whether each mail that was due left, after the rights of its recipient were looked at."""
    mail.outbox.clear()
    planted = plant(world, plan)
    waiting = Delivery.objects.filter(recipient__in=planted.people)
    # Every other mail goes in a summary, which is due now
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    waiting.filter(pk__in=ids[::2]).update(cadence=Cadence.DAILY)
    waiting.filter(not_before__lte=timezone.now()).update(not_before=timezone.now())
    due = set(waiting.filter(not_before__lte=timezone.now()).values_list("pk", flat=True))
    change(world, planted, plan)
    deliver()
    expected = Expected(plan, planted)
    numbers = {person.pk: number for number, person in enumerate(planted.people)}
    found = []
    for row in waiting.select_related("notification__entry", "notification__event__site"):
        reader, told = numbers[row.recipient_id], row.notification
        if told.entry is None:
            may = told.event.site in expected.sites(reader)
        else:
            may = told.entry in expected.entries(reader)
        left = row.state == DeliveryState.SENT
        assert left == (may and row.pk in due), expected.about(reader, {told.entry})
        if row.pk in due:
            found.append(left)
    addresses = {person.user.email for person in planted.people}
    sent = [message for message in mail.outbox if message.to[0] in addresses]
    assert bool(sent) == waiting.filter(state=DeliveryState.SENT).exists()
    for message in sent:
        assert not WORD.search(message.message().as_string())
    return found
