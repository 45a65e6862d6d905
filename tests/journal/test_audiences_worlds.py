"""Both faces of each audience, `Entry.objects.visible_to(scope)` and `readers_of(entry)`, over
random worlds whose rights then change."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from actors.enums import OrganisationKind
from actors.models import Membership, Organisation
from actors.services import scope_for
from journal.access import readers_of
from journal.enums import Audience
from journal.models import Entry, NamedReader
from sites.enums import IntervenantState
from sites.models import Intervenant, Site
from tests.sites import world

EXAMPLES = 600 if os.environ.get("TEST_ALL") else 40
TODAY = timezone.localdate()
POINTS = [world.IN_LYON_1, world.IN_VENISSIEUX, world.IN_GIVORS, world.IN_CHASSE]
# Around these four: both sides of the limit that the EPCI `vienne` straddles, and two far away.
REACHES = ["france", "aura", "rhone", "isere", "arr-lyon", "arr-vienne", "metropole", "vienne"]
REACHES += ["lyon", "lyon-1", "lyon-2", "venissieux", "givors", "idf", "bobigny"]
MOST = 5  # structures

_index = st.integers(0, 30)
# Most structures are over most of these sites, or nobody would read anything
_wide = st.lists(st.sampled_from(["aura", "rhone", "arr-lyon"]), min_size=1, max_size=2)
_reaches = _wide | st.lists(st.sampled_from(REACHES), max_size=2, unique=True)
_whole = st.just([])
_parts = _whole | _whole | st.lists(st.sampled_from(REACHES), max_size=2, unique=True)
_kinds = st.sampled_from(OrganisationKind.values)
_structures = st.lists(
    st.tuples(_kinds, _reaches, st.lists(_parts, min_size=1, max_size=2)),
    min_size=4,
    max_size=MOST,
)
_themes = st.sampled_from([[], ["sante"], ["sante", "droits"], ["droits"]])
_intervenants = st.lists(
    st.tuples(
        st.integers(0, MOST - 1),
        st.integers(0, len(POINTS) - 1),
        st.sampled_from(["confirme", "confirme", *IntervenantState.values]),
        _themes,
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda row: row[:2],
)
_named = st.lists(st.tuples(st.booleans(), _index), min_size=1, max_size=3)
_entries = st.lists(
    st.tuples(
        st.integers(0, len(POINTS) - 1),
        _index,
        st.sampled_from(Audience.values),
        _named,
        st.one_of(st.none(), _index),
        st.sampled_from(["read", "read", "read", "waiting", "removed"]),
    ),
    min_size=6,
    max_size=10,
)
_changes = st.lists(
    st.tuples(st.sampled_from(["reach", "parts", "end", "confirm", "close", "name"]), _index),
    max_size=5,
)


@pytest.fixture
def sites(places):
    dihal = world.reader("dihal", places["france"])
    return [world.a_site(dihal, where) for where in POINTS]


def test_both_faces_are_one(places, sites):
    met = Counter()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("TEST_ALL"),
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(_structures, _intervenants, _entries, _changes)
    def hold(structures, intervenants, entries, changes):
        with transaction.atomic():
            organisations = [_structure(places, *drawn) for drawn in structures]
            people = list(Membership.objects.filter(organisation__in=organisations).order_by("pk"))
            for drawn in intervenants:
                _intervene(organisations, sites, *drawn)
            written = _write(sites, organisations, people, entries)
            compare(people, written, met)
            for kind, number in changes:
                _change(kind, number, places, organisations, people, written)
            compare(people, written, met)
            transaction.set_rollback(True)

    hold()
    for audience in Audience.values:
        assert met[audience, True], f"nobody ever read {audience}"
        assert met[audience, False], f"somebody read {audience} always"


def compare(people, written, met):
    """For every pair: told by one face, told by the other."""
    entries = list(Entry.objects.filter(pk__in=written).select_related("site", "answers"))
    reads = {
        person.pk: set(
            Entry.objects.visible_to(scope_for(person.pk))
            .filter(pk__in=written)
            .values_list("pk", flat=True)
        )
        for person in people
    }
    for entry in entries:
        readers = set(readers_of(entry).values_list("pk", flat=True))
        for person in people:
            is_out = entry.published_at <= timezone.now() or person.pk == entry.author_id
            expected = person.pk in readers and is_out and entry.removed_at is None
            found = entry.pk in reads[person.pk]
            assert found == expected, (entry.audience, person.organisation.kind)
            met[entry.audience, found] += 1


def _structure(places, kind, reaches, members):
    organisation = world.structure(kind, *(places[key] for key in reaches))
    for parts in members:
        world.member(organisation, *(places[key] for key in parts))
    return organisation


def _intervene(organisations, sites, number, where, state, confirmed, is_over):
    end = TODAY + timedelta(days=-1 if is_over else 30)
    Intervenant.objects.get_or_create(
        site=sites[where],
        organisation=organisations[number % len(organisations)],
        defaults={
            "themes": ["droits", "sante"],
            "confirmed_themes": confirmed,
            "state": state,
            "during": DateRange(TODAY - timedelta(days=30), end),
            "author_id": sites[where].declared_by_id,
        },
    )


def _write(sites, organisations, people, drawn):
    now, firsts, written = timezone.now(), [], []
    for where, author, audience, named, answers, state in drawn:
        first = firsts[answers % len(firsts)] if answers is not None and firsts else None
        entry = Entry.objects.create(
            site=first.site if first else sites[where],
            author=people[author % len(people)],
            answers=first,
            audience=first.audience if first else audience,
            body="Passage.",
            published_at=now + timedelta(seconds=60 if state == "waiting" else -60),
            removed_at=now if state == "removed" else None,
        )
        written.append(entry.pk)
        if first is None:
            firsts.append(entry)
            if audience == Audience.NOMMES:
                _name(entry, organisations, people, named)
    return written


def _name(entry, organisations, people, named):
    for is_structure, number in named:
        who = (
            {"organisation": organisations[number % len(organisations)]}
            if is_structure
            else {"membership": people[number % len(people)]}
        )
        NamedReader.objects.get_or_create(entry=entry, **who)


def _change(kind, number, places, organisations, people, written):
    organisation = organisations[number % len(organisations)]
    person = people[number % len(people)]
    match kind:
        case "reach":
            organisation.territories.set([places[REACHES[number % len(REACHES)]]])
        case "parts":
            person.parts.set([places[REACHES[number % len(REACHES)]]])
        case "end":
            Membership.objects.filter(pk=person.pk).update(
                during=DateRange(TODAY - timedelta(days=9), TODAY)
            )
        case "confirm":
            rows = Intervenant.objects.filter(organisation=organisation)
            rows.update(state="confirme" if number % 2 else "termine", confirmed_themes=["sante"])
        case "close":
            Organisation.objects.filter(pk=organisation.pk).update(is_active=bool(number % 2))
        case "name":
            for entry in Entry.objects.filter(pk__in=written, answers=None, audience="nommes"):
                entry.named.all().delete()
                _name(entry, organisations, people, [(bool(number % 2), number)])


def test_the_sites_stand_where_the_worlds_need_them(sites):
    communes = {site.commune.name for site in Site.objects.all()}
    assert len(communes) == 4
