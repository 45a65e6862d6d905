from uuid import uuid4

import pytest

from actors.models import Membership
from actors.scope import Scope
from actors.services import scope_of
from journal.services import post
from sites.models import Site
from tests.factories import SiteFactory
from tests.sites import world as sites_world


@pytest.fixture
def prefecture(ready_places, places) -> Scope:
    return ready_places[1].put()


@pytest.fixture
def ars(places) -> Scope:
    return sites_world.reader("ars", places["aura"])


@pytest.fixture
def association(places) -> Scope:
    return sites_world.reader("operateur", places["rhone"])


@pytest.fixture
def stranger(places) -> Scope:
    """The right role in the wrong territory."""
    return sites_world.reader("prefecture", places["isere"])


@pytest.fixture
def site(ready_places, prefecture) -> Site:
    return ready_places[2].put()


@pytest.fixture
def signed_in(client_of):
    """`signed_in(scope)`: signed in as that person."""
    return lambda scope: client_of(Membership.objects.get(pk=scope.membership_id))


@pytest.fixture
def entry(world, cast):
    """A message of the owner, in Vénissieux, on which files may hang."""
    camp = SiteFactory(commune=world.venissieux, declared_by=cast.owner, name="Chemin du Pré")
    return post(scope_of(cast.owner.user, cast.owner.pk), camp.reference, uuid4(), "Passage.")
