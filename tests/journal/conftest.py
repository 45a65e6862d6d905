import pytest

from actors.services import scope_of
from tests.sites import world


@pytest.fixture
def places(db):
    return world.build()


@pytest.fixture
def scope():
    """`scope(membership)`: that person's, as he stands now."""
    return lambda membership: scope_of(membership.user, membership.pk)
