from types import SimpleNamespace

import pytest

from actors.services import scope_of
from legal.models import Read
from tests.legal.planting import plant_legal


def scope(person):
    return scope_of(person.user, person.pk)


@pytest.fixture
def planted(cast, site, vault) -> SimpleNamespace:
    """The rows of the site, written by the préfecture; nobody has read them yet."""
    return plant_legal(scope(cast.owner), site)


@pytest.fixture
def reads_of():
    """{(block, way)} of what this person read."""

    def found(person):
        rows = Read.objects.filter(membership=person).order_by().values_list("block", "way")
        return set(rows)

    return found
