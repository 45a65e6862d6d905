"""What is told in a journal, and to whom."""

import pytest

from actors.services import scope_of
from journal.recipients import of_event
from sites.models import Event


def scope(membership):
    return scope_of(membership.user, membership.pk)


@pytest.fixture
def told():
    """`told()`: {membership: reason} of the last event."""

    def of(kind=None):
        events = Event.objects.filter(kind=kind) if kind else Event.objects.all()
        return {member: member.reason for member in of_event(events.first())}

    return of
