"""A view or an address from somebody who sees more: within mine, and it says so."""

import json
import re

import pytest
from django.db.models import Q
from django.urls import reverse

from actors.enums import Ability
from actors.services import scope_of
from layers.enums import ViewPage
from layers.services import save_view
from sites.enums import IntervenantState
from sites.filters import FILTERS, Filter
from tests.factories import IntervenantFactory, MembershipFactory, SiteFactory

WITHOUT = "Un filtre de cette vue n’existe plus ou ne vous est pas ouvert"


@pytest.fixture
def local(cast, world):
    """Of the Dihal too, for the Rhône alone."""
    return MembershipFactory(organisation=cast.dihal.organisation, parts=[world.rhone])


@pytest.fixture
def view_of(world):
    def make(person, query="", page=ViewPage.MAP, **values):
        scope = scope_of(person.user, person.pk)
        return save_view(scope, name="Vue", page=page, query=query, shared=True, **values)

    return make


@pytest.fixture
def said(client_of):
    """What the map tells this person at that address; the list tells the same."""

    def read(person, address):
        client = client_of(person)
        words = on_the_map(client.get(f"/carte/{address}"))
        listed = client.get(f"/sites/{address}")
        assert listed.context["said"] == words
        assert words in listed.text
        return words

    return read


def on_the_map(response):
    found = re.search(r'id="map-where"[^>]*>(.*?)</script>', response.text, re.S)
    return json.loads(found[1])["said"]


def opened(client, view):
    """Follows the view to its page."""
    return client.get(reverse("saved-view", args=[view.uuid]), follow=True)


def test_from_a_wider_scope_it_says_which_part_one_sees(client_of, cast, local, view_of, world):
    SiteFactory(commune=world.tournus, declared_by=cast.neighbour)
    cast.dihal.user.first_name, cast.dihal.user.last_name = "Zoé", "Martin"
    cast.dihal.user.save()
    response = opened(client_of(local), view_of(cast.dihal))

    assert response.context["totals"].sites == 0
    assert on_the_map(response) == (
        "Vue de Zoé Martin (Dihal, France entière) : vous en voyez la part qui est dans votre "
        "territoire, Rhône."
    )


def test_it_says_the_same_whether_or_not_there_is_something_to_hide(
    client_of, cast, local, view_of, world
):
    view = view_of(cast.dihal)
    before = on_the_map(opened(client_of(local), view))
    SiteFactory(commune=world.tournus, declared_by=cast.neighbour)

    assert before
    assert on_the_map(opened(client_of(local), view)) == before


def test_ones_own_and_those_of_an_equal_or_a_narrower_say_nothing(client_of, cast, local, view_of):
    mine, equal, narrower = view_of(cast.dihal), view_of(cast.owner), view_of(local)

    assert on_the_map(opened(client_of(cast.dihal), mine)) == ""
    assert on_the_map(opened(client_of(cast.colleague), equal)) == ""
    assert on_the_map(opened(client_of(cast.dihal), narrower)) == ""


def test_a_territory_wholly_within_ones_reach_is_seen_as_its_author_does(
    client_of, cast, local, view_of
):
    assert on_the_map(opened(client_of(local), view_of(cast.dihal, "dans=commune-69259"))) == ""


def test_a_territory_crossed_by_ones_limit_names_the_author(client_of, cast, local, view_of, world):
    view = view_of(cast.dihal, f"dans={world.straddling.slug}")
    words = on_the_map(opened(client_of(local), view))

    assert words.startswith("Vue de ")
    assert words.endswith("dans votre territoire, Rhône.")


def test_a_filter_that_is_not_for_the_reader_is_left_out_and_told(
    client_of, cast, view_of, monkeypatch
):
    known = Filter(
        "secret",
        "Filtre secret",
        str,
        lambda _: Q(pk__in=[]),
        "Valeur secrète {}".format,
    )
    monkeypatch.setitem(FILTERS, "secret", known)
    view = view_of(cast.owner, "secret=1&eau=mauvais")
    lists = client_of(cast.colleague).get("/vues/").text
    monkeypatch.setitem(
        FILTERS,
        "secret",
        Filter(
            "secret",
            "Filtre secret",
            known.parse,
            known.where,
            known.words,
            ability=Ability.VIEW_HEALTH,
        ),
    )
    response = opened(client_of(cast.colleague), view)

    assert "Valeur secrète 1" in lists
    assert response.redirect_chain[-1][0] == f"/carte/?eau=mauvais&vue={view.uuid}"
    assert on_the_map(response).startswith(WITHOUT)
    assert "secret" not in client_of(cast.colleague).get("/vues/").text


def test_a_territory_that_is_no_more_is_left_out_and_told(client_of, cast, view_of, world):
    view = view_of(cast.owner, "dans=commune-69259&eau=mauvais")
    world.venissieux.last_vintage = 2026
    world.venissieux.save()
    response = opened(client_of(cast.owner), view)

    assert response.status_code == 200
    assert on_the_map(response).startswith(WITHOUT)


def test_a_view_in_an_address_tells_nothing_to_who_has_no_part_in_it(said, cast, local, view_of):
    view = view_of(cast.dihal)
    unknown = "?vue=6f1c3f5e-8a2e-4a86-9b3a-0d6b1f0d2c11"

    assert said(local, f"?vue={view.uuid}")
    assert said(cast.owner, f"?vue={view.uuid}") == said(cast.owner, unknown) == ""


def test_a_view_that_cannot_be_one_is_refused(client_of, cast):
    response = client_of(cast.owner).get("/carte/?vue=la-mienne")

    assert response.status_code == 400
    assert "Cette vue n’existe pas." in response.text


@pytest.mark.parametrize("name", ["straddling", "nation"])
def test_an_address_wider_than_ones_reach_says_which_part_one_sees(said, cast, world, name):
    wide = getattr(world, name)

    assert said(cast.owner, f"?dans={wide.slug}") == (
        f"{wide.name} : vous en voyez la part qui est dans votre territoire, Rhône."
    )
    assert said(cast.dihal, f"?dans={wide.slug}") == ""


@pytest.mark.parametrize("name", ["rhone", "venissieux", "metropole", "lyon_3", "aura"])
def test_within_ones_reach_there_is_nothing_to_say(said, cast, world, name):
    assert said(cast.reader, f"?dans={getattr(world, name).slug}") == ""
    assert said(cast.reader, "") == ""


def test_a_limited_membership_hears_of_its_own_part(said, cast, world):
    part = MembershipFactory(organisation=cast.owner.organisation, parts=[world.venissieux])

    assert said(part, "?dans=departement-69") == (
        "Rhône : vous en voyez la part qui est dans votre territoire, Vénissieux."
    )


def test_of_several_territories_those_that_count_are_named(said, cast, world):
    both = MembershipFactory(
        organisation__operateur=True,
        organisation__territories=[world.lyon, world.villefranche, world.tournus],
    )

    assert said(both, "?dans=departement-69") == (
        "Rhône : vous en voyez la part qui est dans votre territoire, Lyon et "
        "Villefranche-sur-Saône."
    )


def test_where_one_intervenes_beyond_ones_territory_that_is_told(said, cast, site, world):
    outside = "?dans=departement-69"
    assert said(cast.stranger, outside) == ""  # nothing to see there: `beyond` says so
    IntervenantFactory(
        site=site,
        organisation=cast.stranger.organisation,
        author=cast.owner,
        state=IntervenantState.CONFIRME,
    )

    assert said(cast.stranger, outside) == (
        "Rhône n’est pas dans votre territoire : vous y voyez les sites où votre structure "
        "intervient."
    )
    assert said(cast.stranger, f"?dans={world.nation.slug}") == (
        "France : vous en voyez la part qui est dans votre territoire, Saône-et-Loire, et les "
        "sites où votre structure intervient."
    )


def test_hidden_sites_change_nothing_to_what_is_said(said, cast, world):
    def told():
        return [said(cast.neighbour, f"?dans={t.slug}") for t in (world.rhone, world.straddling)]

    before = told()
    SiteFactory(commune=world.villefranche, declared_by=cast.owner)

    assert told() == before
