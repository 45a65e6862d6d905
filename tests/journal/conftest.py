"""What is told in a journal, and to whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from actors.services import scope_of
from journal.enums import Severity, Topic
from journal.models import Delivery, Notification
from journal.recipients import of_event
from journal.services import Details, Request, post
from sites.models import Event
from tests.factories import MembershipFactory


@pytest.fixture
def scope():
    """`scope(membership)`: that person's, as he stands now."""
    return lambda membership: scope_of(membership.user, membership.pk)


@pytest.fixture
def nothing_else_is_told(settings, request):
    """Nothing was told of the site of the test, if it has one, and nothing will be."""
    settings.EVENT_HANDLERS = dict.fromkeys(settings.EVENT_HANDLERS, ())
    if "site" in request.fixturenames:
        request.getfixturevalue("site")
        Delivery.objects.all().delete()
        Notification.objects.all().delete()


@pytest.fixture
def told():
    """`told()`: {membership: reason} of the last event."""

    def of(kind=None):
        events = Event.objects.filter(kind=kind) if kind else Event.objects.all()
        return {member: member.reason for member in of_event(events.first())}

    return of


@pytest.fixture
def ville(world):
    """Somebody of a commune that holds the site."""
    return MembershipFactory(
        organisation__collectivite=True,
        organisation__name="Ville de Vénissieux",
        organisation__territories=[world.venissieux],
    )


@pytest.fixture
def asking():
    """`asking(membership, …)`: a request addressed to the structures of these people."""

    def make(*people, uuid=None, topic=Topic.EAU, severity=Severity.IMPORTANT, days=None):
        deadline = None if days is None else timezone.localdate() + timedelta(days=days)
        addressees = frozenset(person.organisation_id for person in people)
        return Request(uuid or uuid4(), topic, severity, addressees, deadline)

    return make


@pytest.fixture
def raised(cast, site, scope, asking):
    """`raised(…)`: a point on the site, by the mediator, addressed to the préfecture."""

    def make(*people, author=None, where=None, audience=None, body="La borne est à sec.", **asked):
        request = asking(*(people or (cast.owner,)), **asked)
        details = Details(attention=request, **({"audience": audience} if audience else {}))
        entry = post(
            scope(author or cast.mediator),
            (where or site).reference,
            uuid4(),
            body,
            details,
        )
        return entry.attention

    return make
