"""Before publishing: who will read; and whom one may call or name."""

from uuid import uuid4

import pytest

from journal.enums import Audience
from journal.reading.people import MOST, complete, complete_named
from journal.reading.preview import MOST_NAMES, preview
from journal.services import Address, Details, post
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def counted(cast, site, scope):
    def make(by=cast.owner, **details):
        found = preview(scope(by), site, Details(**details))
        return found.people, found.structures

    return make


def test_how_many_read_beside_the_author(cast, counted):
    assert counted() == (4, 4)  # colleague, ARS, mediator, Dihal
    assert counted(audience=Audience.INTERVENANTS) == (2, 2)
    assert counted(audience=Audience.SANTE) == (1, 1)
    assert counted(cast.reader, audience=Audience.SANTE) == (0, 0)
    assert counted(audience=Audience.NOMMES) == (0, 0)
    named = Address(frozenset([cast.mediator.pk, cast.stranger.pk]), frozenset())
    assert counted(audience=Audience.NOMMES, named=named) == (1, 1)


def test_an_answer_is_read_as_its_thread_is(cast, site, scope, counted):
    first = post(
        scope(cast.mediator), site.reference, uuid4(), "Lu.", Details(audience=Audience.SANTE)
    )
    assert counted(cast.reader, answers=first.pk) == (1, 1)


def test_names_with_their_structure(cast, site, scope):
    found = preview(scope(cast.owner), site, Details(audience=Audience.SANTE))
    assert found.names == [(cast.reader.user.get_full_name(), "ARS")]


def test_as_many_queries_for_forty_readers(cast, site, scope, count_queries):
    who = scope(cast.owner)
    with count_queries(3):
        preview(who, site, Details())
    for _ in range(40):
        MembershipFactory(organisation=cast.reader.organisation)
    with count_queries(3):
        found = preview(who, site, Details())
    assert (found.people, len(found.names)) == (44, MOST_NAMES)


@pytest.fixture
def named_people(cast):
    def person(first, last, like):
        user = UserFactory(first_name=first, last_name=last)
        return MembershipFactory(user=user, organisation=like.organisation)

    return {
        "zoe": person("Zoé", "Élan", cast.reader),
        "hidden": person("Zoé", "Ailleurs", cast.neighbour),
        "marc": person("Marc", "Zola", cast.colleague),
    }


def names(found):
    return [one.name for one in found]


def test_readers_alone_are_proposed_whatever_the_accents(cast, site, scope, named_people):
    who = scope(cast.owner)
    assert names(complete(who, site, Details(), "zoe")) == ["Zoé Élan"]
    assert names(complete(who, site, Details(), "ÉL")) == ["Zoé Élan"]
    assert names(complete(who, site, Details(), "ola")) == []  # a word begins so
    assert names(complete(who, site, Details(audience=Audience.SANTE), "zo")) == ["Zoé Élan"]
    assert names(complete_named(who, site, "zo")) == ["Zoé Élan", "Marc Zola"]
    assert complete(who, site, Details(), "%") == complete(who, site, Details(), "")


def test_structures_are_proposed_by_their_name_or_acronym(cast, site, scope):
    found = complete(scope(cast.owner), site, Details(), "ars")
    assert [(one.key, one.detail) for one in found] == [
        (f"m{cast.reader.pk}", "ARS"),
        (f"o{cast.reader.organisation_id}", "1 personne"),
    ]
    assert complete(scope(cast.owner), site, Details(), "association d ailleurs") == []


def test_a_short_list_in_two_queries_and_never_oneself(cast, site, scope, count_queries):
    for _ in range(12):
        MembershipFactory(organisation=cast.owner.organisation)
    who = scope(cast.owner)
    with count_queries(2):
        found = complete(who, site, Details(), "")
    assert len(found) == MOST
    assert f"m{cast.owner.pk}" not in {one.key for one in found}
