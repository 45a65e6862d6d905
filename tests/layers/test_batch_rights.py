"""What is asked of many sites at once agrees with what is asked of each."""

import pytest
from django.core.exceptions import PermissionDenied

from actors import abilities
from actors.enums import Ability
from actors.services import scope_of
from sites.access import lock_sites
from tests.factories import IntervenantFactory, SiteFactory

# The others are asked of structures, of intervenants, or of points d’attention.
OF_OTHERS = {Ability.MANAGE_USERS, Ability.CONFIRM_INTERVENANT, Ability.HANDLE_ATTENTION}
OF_SITES = sorted(set(Ability) - OF_OTHERS)
PEOPLE = ("owner", "reader", "mediator", "stranger", "dihal")


@pytest.fixture
def sites(world, cast, site):
    """The mediator's structure intervenes on the first and on the third, no longer on the last."""
    others = [SiteFactory(commune=world.lyon, declared_by=cast.owner) for _ in range(3)]
    association = cast.mediator.organisation
    IntervenantFactory(site=others[1], organisation=association, author=cast.owner)
    IntervenantFactory(site=others[2], organisation=association, author=cast.owner, state="termine")
    return [site, *others]


@pytest.mark.parametrize("person", PEOPLE)
def test_among_many_is_the_same_as_each(cast, sites, person):
    scope = scope_of(getattr(cast, person).user)

    for ability in OF_SITES:
        each = {site.pk for site in sites if abilities.may(scope, ability, site)}
        assert abilities.among(scope, ability, sites) == each, ability


def test_an_association_may_where_it_intervenes_in_one_query(cast, sites, count_queries):
    scope = scope_of(cast.mediator.user)
    with count_queries(1):
        found = abilities.among(scope, Ability.SURVEY_SITE, sites)

    assert found == {sites[0].pk, sites[2].pk}


def test_one_without_the_right_refuses_them_all(cast, sites):
    scope = scope_of(cast.mediator.user)
    abilities.require_each(scope, Ability.WRITE_JOURNAL, [sites[0], sites[2]])
    with pytest.raises(PermissionDenied, match="Votre structure n’a pas ce droit"):
        abilities.require_each(scope, Ability.WRITE_JOURNAL, sites)


def test_sites_are_locked_in_one_order_whatever_was_asked(cast, sites):
    scope = scope_of(cast.owner.user)
    references = [site.reference for site in sites]

    for asked in (references, references[::-1]):
        assert [site.reference for site in lock_sites(scope, asked)] == sorted(references)


def test_what_is_not_seen_is_not_locked(cast, sites, world):
    north = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    asked = [sites[0].reference, north.reference, "69-9999"]

    found = lock_sites(scope_of(cast.owner.user), asked)
    assert [site.reference for site in found] == [sites[0].reference]
