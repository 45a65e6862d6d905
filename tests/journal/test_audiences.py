"""Each audience, for each of the cast: who reads, by both faces; and when rights change."""

from uuid import uuid4

import pytest
from django.utils import timezone

from actors.services import scope_of
from journal.access import readers_of
from journal.enums import Audience
from journal.models import Entry
from journal.services import Address, Details, post
from sites.enums import IntervenantState
from tests.factories import IntervenantFactory, MembershipFactory, OrganisationFactory

ROLES = ("owner", "colleague", "reader", "neighbour", "stranger", "mediator", "dihal", "town")
STATE = {"owner", "colleague", "dihal"}  # the préfecture's two, and the Dihal


@pytest.fixture
def everyone(cast, world):
    """The cast, with the town where the site is."""
    town = OrganisationFactory(collectivite=True, name="Ville", territories=[world.venissieux])
    cast.town = MembershipFactory(organisation=town)
    return cast


def read_by(everyone, entry):
    """Who reads, the same by both faces."""
    lists = {
        role
        for role in ROLES
        if Entry.objects.visible_to(_scope(everyone, role)).filter(pk=entry.pk).exists()
    }
    told = set(readers_of(entry).values_list("pk", flat=True))
    assert lists == {role for role in ROLES if getattr(everyone, role).pk in told}
    return lists


def _scope(everyone, role):
    person = getattr(everyone, role)
    return scope_of(person.user, person.pk)


def written(everyone, site, audience, by="colleague", **details):
    return post(
        _scope(everyone, by), site.reference, uuid4(), "Lu.", Details(audience=audience, **details)
    )


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.TOUS, {*STATE, "reader", "mediator", "town"}),
        (Audience.INTERVENANTS, STATE),
        (Audience.POUVOIRS_PUBLICS, {*STATE, "reader", "town"}),
        # the author, of the préfecture, and the ARS: not his own colleague, nor the Dihal
        (Audience.SANTE, {"colleague", "reader"}),
    ],
)
def test_who_reads_each_audience(everyone, site, audience, readers):
    assert read_by(everyone, written(everyone, site, audience)) == readers


def confirm(site, organisation, *themes):
    site.intervenants.filter(organisation=organisation).update(
        state=IntervenantState.CONFIRME,
        themes=["accompagnement", "droits", "sante"],
        confirmed_themes=list(themes),
    )


def test_a_confirmed_intervenant_reads_what_intervenants_read(everyone, site):
    entry = written(everyone, site, Audience.INTERVENANTS)
    confirm(site, everyone.mediator.organisation)
    assert read_by(everyone, entry) == {*STATE, "mediator"}
    site.intervenants.update(state=IntervenantState.TERMINE)
    assert read_by(everyone, entry) == STATE


def test_health_needs_to_be_confirmed_for_health(everyone, site):
    entry = written(everyone, site, Audience.SANTE)
    confirm(site, everyone.mediator.organisation, "droits")
    assert "mediator" not in read_by(everyone, entry)
    confirm(site, everyone.mediator.organisation, "droits", "sante")
    assert read_by(everyone, entry) == {"colleague", "reader", "mediator"}


def test_a_town_confirmed_for_health_reads_no_health(everyone, site):
    IntervenantFactory(
        site=site,
        organisation=everyone.town.organisation,
        author=everyone.owner,
        state=IntervenantState.CONFIRME,
        themes=["sante"],
        confirmed_themes=["sante"],
    )
    assert "town" not in read_by(everyone, written(everyone, site, Audience.SANTE))


def test_what_an_authority_does_elsewhere_opens_no_authorities_audience(everyone, site):
    """The neighbouring préfecture, confirmed on this site, sees it; it is not its territory."""
    IntervenantFactory(
        site=site,
        organisation=everyone.neighbour.organisation,
        author=everyone.owner,
        state=IntervenantState.CONFIRME,
    )
    assert "neighbour" in read_by(everyone, written(everyone, site, Audience.TOUS))
    assert "neighbour" in read_by(everyone, written(everyone, site, Audience.INTERVENANTS))
    assert "neighbour" not in read_by(everyone, written(everyone, site, Audience.POUVOIRS_PUBLICS))


def test_those_who_are_named_and_the_author(everyone, site):
    by_name = Address(frozenset([everyone.mediator.pk]), frozenset())
    assert read_by(everyone, written(everyone, site, Audience.NOMMES, named=by_name)) == {
        "colleague",
        "mediator",
    }
    by_structure = Address(frozenset(), frozenset([everyone.owner.organisation_id]))
    entry = written(everyone, site, Audience.NOMMES, "reader", named=by_structure)
    assert read_by(everyone, entry) == {"owner", "colleague", "reader"}


def test_a_thread_is_read_by_its_audience_and_by_those_who_began_it(everyone, site):
    first = written(everyone, site, Audience.SANTE, "mediator")
    assert read_by(everyone, first) == {"mediator", "reader"}
    answer = written(everyone, site, Audience.TOUS, "reader", answers=first.pk)
    assert answer.audience == Audience.SANTE
    assert read_by(everyone, answer) == {"mediator", "reader"}


def test_an_author_who_no_longer_sees_the_site_reads_nothing(everyone, site):
    entry = written(everyone, site, Audience.TOUS, "town")
    everyone.town.organisation.territories.clear()
    assert "town" not in read_by(everyone, entry)


def test_a_removed_entry_is_nobodys(everyone, site):
    entry = written(everyone, site, Audience.TOUS)
    Entry.objects.filter(pk=entry.pk).update(removed_at=timezone.now())
    for role in ROLES:
        assert not Entry.objects.visible_to(_scope(everyone, role)).exists()
