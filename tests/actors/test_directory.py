"""The directory: who and what one finds, page by page."""

import pytest

from tests.factories import MembershipFactory, OrganisationFactory


def names(response, view="structures"):
    rows = response.context["page"]
    return {row.name if view == "structures" else str(row.user) for row in rows}


def test_everyone_signed_in_sees_everything(client_of, cast):
    for person in ("owner", "reader", "stranger", "mediator", "dihal"):
        page = client_of(getattr(cast, person)).get("/annuaire/")
        assert len(names(page)) == 6
    assert client_of(None).get("/annuaire/").status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=prefecture saone", {"Préfecture de Saône-et-Loire"}),
        ("q=MÉDIATION", {"Association de médiation"}),
        ("q=introuvable", set()),
        ("q=%25_", set()),
        ("type=ars", {"ARS"}),
        (
            "dans=departement-69",
            {"Préfecture du Rhône", "Association de médiation", "ARS", "Dihal"},
        ),
        ("dans=departement-69&type=operateur", {"Association de médiation"}),
    ],
)
def test_filters(client_of, cast, query, found):
    page = client_of(cast.owner).get(f"/annuaire/?{query}")

    assert page.status_code == 200
    if query != "q=%25_":  # nothing but punctuation: no word to look for
        assert names(page) == found


def test_people_by_name_and_structure(client_of, cast):
    cast.mediator.user.last_name = "Béranger"
    cast.mediator.user.save()
    client = client_of(cast.owner)

    by_name = client.get("/annuaire/?voir=personnes&q=beranger")
    by_structure = client.get("/annuaire/?voir=personnes&q=mediation")

    assert names(by_name, "personnes") == names(by_structure, "personnes")
    assert cast.mediator.user.email in by_name.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("type=zzz", "type"),
        ("dans=departement-00", "dans"),
        ("dans=commune-69123", "dans"),
        ("voir=sites", "voir"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=99", "page"),
        ("q=" + "a" * 101, "q"),
    ],
)
def test_a_value_that_means_nothing_is_a_400_that_names_it(client_of, cast, query, field):
    answer = client_of(cast.owner).get(f"/annuaire/?{query}")

    assert answer.status_code == 400
    assert f"<strong>{field}</strong>" in answer.content.decode()


def test_pages(client_of, cast):
    for _ in range(45):
        OrganisationFactory()
    client = client_of(cast.owner)

    seen = [names(client.get(f"/annuaire/?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in seen] == [20, 20, 11]
    assert len(set.union(*seen)) == 51
    assert "?page=2" in client.get("/annuaire/").content.decode()


def test_one_structure(client_of, cast):
    page = client_of(cast.stranger).get(f"/annuaire/structures/{cast.owner.organisation_id}/")

    text = page.content.decode()
    assert "Préfecture du Rhône" in text
    assert cast.colleague.user.email in text
    assert "Inviter une personne" not in text


def test_a_closed_structure_is_gone(client_of, cast):
    cast.stranger.organisation.is_active = False
    cast.stranger.organisation.save()

    client = client_of(cast.owner)

    assert client.get(f"/annuaire/structures/{cast.stranger.organisation_id}/").status_code == 404
    assert "Association d’ailleurs" not in names(client.get("/annuaire/"))


@pytest.mark.parametrize("more", [0, 5])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/annuaire/", 7), ("/annuaire/?voir=personnes", 6), ("/annuaire/structures/{}/", 7)],
)
def test_the_same_number_of_queries_whatever_the_rows(
    client_of, cast, world, count_queries, path, queries, more
):
    for _ in range(more):
        structure = OrganisationFactory(territories=[world.lyon, world.macon])
        MembershipFactory(organisation=structure)
        MembershipFactory(organisation=cast.owner.organisation, parts=[world.lyon])
    client = client_of(cast.owner)
    client.get("/profil/")  # the session is in the cache

    with count_queries(queries):
        client.get(path.format(cast.owner.organisation_id))
