"""Both faces of one right, and what the database's app role may not do."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.enums import ExceptionState, OrganisationKind
from actors.models import Membership
from legal.access import readable, readers_of, reads
from legal.enums import ABILITIES, Block
from sites.models import Site
from tests.factories import (
    ExceptionalRightFactory,
    MembershipFactory,
    OrganisationFactory,
    SiteFactory,
)
from tests.legal.conftest import scope

_where = st.sampled_from(["rhone", "saone_et_loire", "nation"])
_structures = st.lists(
    st.tuples(st.sampled_from(OrganisationKind.values), _where), min_size=1, max_size=4
)
_exceptions = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from([*ABILITIES.values()]),
        st.sampled_from(["rhone", "saone_et_loire", None]),
        st.sampled_from([ExceptionState.GRANTED, ExceptionState.REFUSED]),
        st.integers(-3, 3),
    ),
    max_size=5,
)


@pytest.fixture
def sites(world, cast):
    return [
        SiteFactory(commune=world.venissieux, declared_by=cast.owner),
        SiteFactory(location=world.saone_et_loire.label_point, declared_by=cast.neighbour),
    ]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(structures=_structures, exceptions=_exceptions)
def test_both_faces_are_one(world, cast, sites, structures, exceptions):
    members = [
        MembershipFactory(
            organisation=OrganisationFactory(kind=kind, territories=[getattr(world, where)])
        )
        for kind, where in structures
    ]
    for number, ability, where, state, days in exceptions:
        person = members[number % len(members)]
        ExceptionalRightFactory(
            asked_by=person,
            ability=ability,
            territory=getattr(world, where) if where else None,
            state=state,
            decided_by=cast.dihal,
            until=timezone.localdate() + timedelta(days=days),
        )
    mine = Membership.objects.filter(pk__in=[one.pk for one in members])
    for block in Block:
        for site in sites:
            faces = set(readers_of(site, block).filter(pk__in=mine).values_list("pk", flat=True))
            assert faces == {one.pk for one in members if _reads(scope(one), block, site)}


def _reads(of, block, site):
    sees = Site.objects.visible_to(of).filter(pk=site.pk)
    by_row = sees.exists() and reads(of, block, sees.get())
    assert by_row == sees.filter(readable(of, block)).exists()
    return by_row


ROWS = ["owner", "procedure", "step", "evacuationdate"]
REFUSED = [
    *(f"DELETE FROM legal_{name}" for name in (*ROWS, "reminder", "read")),
    "UPDATE legal_read SET at = now()",
    *(f"DELETE FROM legal_{name}history" for name in ROWS),
    *(f"UPDATE legal_{name}history SET pgh_label = 'x'" for name in ROWS),
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_role_that_serves_is_refused(db, sql):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (django_settings.DATABASE_APP_ROLE,)
    refused = pytest.raises(ProgrammingError, match=r"permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
