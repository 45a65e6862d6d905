import pytest

from actors.models import Membership
from actors.scope import Scope
from sites.models import Site
from territories.models import Territory
from tests.sites import world


@pytest.fixture
def places(db) -> dict[str, Territory]:
    return world.build()


@pytest.fixture
def prefecture(places) -> Scope:
    return world.reader("prefecture", places["rhone"])


@pytest.fixture
def ars(places) -> Scope:
    return world.reader("ars", places["aura"])


@pytest.fixture
def association(places) -> Scope:
    return world.reader("operateur", places["rhone"])


@pytest.fixture
def stranger(places) -> Scope:
    """The right role in the wrong territory."""
    return world.reader("prefecture", places["isere"])


@pytest.fixture
def site(prefecture) -> Site:
    return world.a_site(prefecture, name="Chemin du Pré")


@pytest.fixture
def signed_in(client_of):
    """`signed_in(scope)`: signed in as that person."""
    return lambda scope: client_of(Membership.objects.get(pk=scope.membership_id))
