"""Several sites chosen: what their page says, and to whom."""

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.services import scope_of
from sites.enums import IntervenantState, StatusAction, SurveyGroup
from sites.services import Observation, change_status, survey
from tests.factories import IntervenantFactory, SiteFactory

URL = "/sites/ensemble/"


@pytest.fixture
def page(client_of):
    """`page(person, sites or text)`: the page of the chosen sites."""

    def get(person, chosen, **more):
        text = chosen if isinstance(chosen, str) else ",".join(one.reference for one in chosen)
        headers = more.pop("headers", {})
        return client_of(person).get(URL, {"choisis": text} | more, headers=headers)

    return get


@pytest.fixture
def chosen(a_site, cast):
    """Of 40 and 12 people, of an unknown number, and one closed of 3."""
    scope = scope_of(cast.owner.user, cast.owner.pk)
    sites = [a_site(name=f"Terrain {number}") for number in range(4)]
    for site, people in ((sites[0], 40), (sites[1], 12), (sites[3], 3)):
        read = {SurveyGroup.POPULATION: {"people": people, "minors": people // 4}}
        survey(scope, site.reference, Observation(timezone.localdate(), read))
    closing = {"on": timezone.localdate(), "cause": "justice"}
    change_status(scope, sites[3].reference, StatusAction.CLOSE, **closing)
    return sites


def words(response, name):
    return response.context["words"][name]


def test_sums_what_is_known_and_counts_what_is_not(page, cast, chosen):
    summary = page(cast.owner, chosen).context["summary"]

    people, minors, households = summary.figures
    assert (summary.sites, people.known, people.unknown) == (4, 55, 1)
    assert (minors.known, minors.unknown) == (13, 1)
    assert (households.known, households.unknown) == (None, 4)
    assert [(value, number) for value, _, number in summary.statuses] == [
        ("ouvert", 3),
        ("ferme", 1),
    ]


def test_what_is_known_of_no_site_is_unknown_and_never_zero(page, cast, chosen):
    text = page(cast.owner, [chosen[2]]).text

    assert '<dd class="unknown">inconnu</dd>' in text
    assert "<dd>0</dd>" not in text


def test_each_action_says_to_how_many_it_applies_and_why_not_to_the_others(page, cast, chosen):
    response = page(cast.owner, chosen)

    closed = chosen[3].reference
    assert words(response, "verify") == f"3 sites sur 4 : {closed} est fermé"
    assert words(response, "declare") == f"3 sites sur 4 : {closed} est fermé"
    assert words(response, "write") == "4 sites"
    assert "Pas de vérification : fermé" in response.text


def test_the_rights_are_those_of_each_site(page, cast, chosen):
    """An association acts where it intervenes, and is told what would open the rest."""
    IntervenantFactory(site=chosen[0], organisation=cast.mediator.organisation, author=cast.owner)
    response = page(cast.mediator, chosen[:2])

    other = chosen[1].reference
    assert words(response, "verify") == f"1 site sur 2 : vous ne pouvez pas actualiser {other}"
    assert words(response, "write") == (
        f"1 site sur 2 : vous ne pouvez pas écrire au journal de {other}"
    )
    assert words(response, "declare") == "2 sites"
    assert "Déclarez d’abord votre structure" in response.text


def test_an_action_that_applies_to_none_cannot_be_sent(page, cast, chosen):
    response = page(cast.mediator, chosen[:2])

    assert words(response, "verify").startswith("aucun site sur 2 : ")
    assert "/sites/ensemble/verifier/" not in response.text
    assert "/sites/ensemble/ecrire/" not in response.text


def test_a_site_of_another_territory_is_as_one_that_does_not_exist(page, cast, chosen, world):
    elsewhere = SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Ailleurs")
    hidden = page(cast.owner, f"{chosen[0].reference},{elsewhere.reference}")
    invented = page(cast.owner, f"{chosen[0].reference},71-9999")

    for response in (hidden, invented):
        assert "1 référence n’a pas été trouvée." in response.text
        assert response.context["summary"].sites == 1
        assert "Ailleurs" not in response.text
    same = hidden.text.replace(elsewhere.reference, "71-9999")
    assert len(same) == len(invented.text)


def test_nothing_found_says_so_and_offers_no_action(page, cast, chosen):
    text = page(cast.neighbour, chosen).text

    assert "4 références n’ont pas été trouvées." in text
    assert "Aucun site à montrer" in text
    assert '<form method="post"' not in text.replace("\n", " ").split('id="contenu"')[1]
    assert "Terrain 0" not in text


def test_confirmed_intervenants_see_the_site_from_outside(page, cast, chosen):
    IntervenantFactory(
        site=chosen[0],
        organisation=cast.stranger.organisation,
        author=cast.owner,
        state=IntervenantState.CONFIRME,
        during=DateRange(timezone.localdate(), None),
    )

    assert page(cast.stranger, chosen).context["references"] == chosen[0].reference


def test_repeats_and_both_ways_of_writing_are_the_same(client_of, cast, chosen):
    one, two = chosen[0].reference, chosen[1].reference
    response = client_of(cast.owner).get(f"{URL}?choisis={one}&choisis={two},%20{one},")

    assert response.context["references"] == f"{one},{two}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Choisissez au moins un site."),
        (" , ", "Choisissez au moins un site."),
        ("canari", "« canari » n’est pas une référence de site, comme 69-0042."),
        ("69-0001;69-0002", "n’est pas une référence de site"),
        ("69-" + "1" * 400, "n’est pas une référence de site"),
        (",".join(f"69-{number:04}" for number in range(201)), "201 sites choisis : 200 au plus"),
    ],
)
def test_what_names_no_sites_is_told_in_words(page, cast, text, reason):
    response = page(cast.owner, text)

    assert response.status_code == 400
    assert reason in response.text
    assert "<strong>choisis</strong>" in response.text


def test_two_hundred_are_not_too_many(page, cast):
    text = ",".join(f"69-{number:04}" for number in range(200))

    assert page(cast.owner, text).status_code == 200


def test_without_any_reference_it_is_the_same_refusal(client_of, cast):
    assert client_of(cast.owner).get(URL).status_code == 400


def test_one_takes_a_site_out(client_of, page, cast, chosen):
    one, two = chosen[0].reference, chosen[1].reference
    response = page(cast.owner, chosen[:2], sans=one, retour="/carte/?eau=mauvais")

    assert response["Location"] == f"{URL}?choisis={two}&retour=/carte/%3Feau%3Dmauvais"
    panel = page(cast.owner, chosen[:2], sans=one, headers={"HX-Request": "true"})
    assert panel.context["references"] == two


def test_the_last_one_taken_out_leads_back(page, cast, chosen):
    one = chosen[0].reference

    assert page(cast.owner, one, sans=one, retour="/carte/")["Location"] == "/carte/"


@pytest.mark.parametrize(
    ("back", "address", "label"),
    [
        ("/carte/?eau=mauvais#12/45.7/4.8", "/carte/?eau=mauvais#12/45.7/4.8", "à la carte"),
        ("/sites/?tri=personnes", "/sites/?tri=personnes", "à la liste"),
        ("", "/sites/", "à la liste"),
        ("https://ailleurs.example/carte/", "/sites/", "à la liste"),
        ("//ailleurs.example/carte/", "/sites/", "à la liste"),
        ("/\\ailleurs.example/", "/sites/", "à la liste"),
        ("/deconnexion/", "/sites/", "à la liste"),
        ("/carte/..//ailleurs.example", "/sites/", "à la liste"),
    ],
)
def test_the_way_back_is_ours(page, cast, chosen, back, address, label):
    response = page(cast.owner, chosen, retour=back)

    assert response.context["asked"].back == address
    assert f"Revenir {label}" in response.text


def test_beside_the_map_it_is_a_fragment(page, cast, chosen):
    text = page(cast.owner, chosen, headers={"HX-Request": "true"}).text

    assert "<html" not in text
    assert text.lstrip().startswith("<section")
    assert 'hx-post="/sites/ensemble/verifier/"' in text


@pytest.mark.parametrize(("person", "queries"), [("owner", 4), ("mediator", 6), ("dihal", 4)])
@pytest.mark.parametrize("rows", [2, 8])
def test_the_number_of_queries_is_fixed(
    client_of, cast, a_site, count_queries, rows, person, queries
):
    text = ",".join(a_site().reference for _ in range(rows))
    client = client_of(getattr(cast, person))
    with count_queries(queries):
        client.get(URL, {"choisis": text})
