"""Both faces of one right: `visible_to(scope)` and `readers_of(site)`, over random worlds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from actors.models import Membership, Organisation, User
from actors.scope import NOBODY
from sites.access import readers_of
from sites.enums import IntervenantState
from sites.models import Intervenant, Site
from tests.sites import world

TODAY = timezone.localdate()
WHERE = ["lyon-1", "lyon-2", "venissieux", "givors", "chasse", "saint-denis", "bobigny"]
POINTS = {
    "lyon-1": world.IN_LYON_1,
    "lyon-2": world.IN_LYON_2,
    "venissieux": world.IN_VENISSIEUX,
    "givors": world.IN_GIVORS,
    "chasse": world.IN_CHASSE,
    "saint-denis": world.IN_SAINT_DENIS,
    "bobigny": world.IN_BOBIGNY,
}
TERRITORIES = sorted(world.PLACES)

_some = st.lists(st.sampled_from(TERRITORIES), max_size=2, unique=True)
_days = st.tuples(st.integers(-20, 5), st.integers(1, 30)).map(
    lambda pair: (TODAY + timedelta(days=pair[0]), TODAY + timedelta(days=sum(pair)))
)
_members = st.lists(st.tuples(_some, _days, st.booleans()), max_size=2)
_structures = st.lists(st.tuples(_some, _members, st.booleans()), min_size=1, max_size=4)
_intervenants = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 6), st.sampled_from(IntervenantState.values), _days
    ),
    max_size=4,
    unique_by=lambda row: row[:2],
)


@pytest.fixture
def everywhere(places):
    """One site in each corner, the world as it is before each example."""
    dihal = world.reader("dihal", places["france"])
    return [world.a_site(dihal, POINTS[key]) for key in WHERE]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(structures=_structures, intervenants=_intervenants)
def test_both_faces_are_one(places, everywhere, structures, intervenants):
    organisations = [_structure(places, *structure) for structure in structures]
    for number, where, state, days in intervenants:
        _intervenant(organisations[number % len(organisations)], everywhere[where], state, days)
    members = Membership.objects.filter(organisation__in=organisations)
    active = set(members.active(TODAY).values_list("pk", flat=True))
    sees = {pk: _seen_by(Membership.objects.get(pk=pk)) for pk in active}
    for site in everywhere:
        readers = set(readers_of(site).filter(pk__in=members).values_list("pk", flat=True))
        assert readers == {pk for pk in active if site.pk in sees[pk]}
    Intervenant.objects.filter(organisation__in=organisations).update(state="termine")
    Organisation.objects.filter(pk__in=[one.pk for one in organisations]).update(is_active=False)


def _seen_by(membership):
    visible = Site.objects.visible_to(world.scope(membership))
    listed = list(visible.values_list("pk", flat=True))
    assert len(listed) == len(set(listed))
    return set(listed)


def _structure(places, keys, members, is_active):
    organisation = world.structure("operateur", *(places[key] for key in keys))
    for parts, (begin, end), has_account in members:
        made = world.member(organisation, *(places[key] for key in parts))
        Membership.objects.filter(pk=made.pk).update(during=DateRange(begin, end))
        User.objects.filter(pk=made.user_id).update(is_active=has_account)
    Organisation.objects.filter(pk=organisation.pk).update(is_active=is_active)
    return organisation


def _intervenant(organisation, site, state, days):
    if Intervenant.objects.filter(organisation=organisation, site=site).exists():
        return
    Intervenant.objects.create(
        site=site,
        organisation=organisation,
        themes=["droits"],
        state=state,
        during=DateRange(*days),
        author_id=site.declared_by_id,
    )


@pytest.mark.parametrize(
    ("keys", "parts", "seen"),
    [
        (["france"], [], WHERE),
        (["france"], ["idf"], ["saint-denis", "bobigny"]),
        (["idf"], ["france"], ["saint-denis", "bobigny"]),
        (["rhone"], [], ["lyon-1", "lyon-2", "venissieux", "givors"]),
        (["vienne"], [], ["givors", "chasse"]),
        (["vienne"], ["rhone"], ["givors"]),
        (["plaine"], [], ["saint-denis"]),
        (["paris"], ["est"], ["bobigny"]),
        (["arr-vienne"], [], ["chasse"]),
        (["lyon-1"], [], ["lyon-1"]),
        (["lyon"], ["lyon-2"], ["lyon-2"]),
        (["rhone"], ["isere"], []),
        ([], [], []),
    ],
)
def test_what_each_reach_holds(places, everywhere, keys, parts, seen):
    organisation = world.structure("autre", *(places[key] for key in keys))
    membership = world.member(organisation, *(places[key] for key in parts))
    assert _seen_by(membership) == {everywhere[WHERE.index(key)].pk for key in seen}


def test_nobody_sees_nothing(everywhere):
    assert not Site.objects.visible_to(NOBODY).exists()


def test_a_right_that_is_withdrawn_is_gone(prefecture, places, site):
    member = Membership.objects.get(pk=prefecture.membership_id)
    member.organisation.territories.set([places["isere"]])
    assert _seen_by(member) == set()
    assert not readers_of(site).filter(pk=member.pk).exists()


def test_one_query_to_list(prefecture, site, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Site.objects.visible_to(prefecture).with_places())
    with django_assert_num_queries(1):
        list(readers_of(site))
