"""« Près de moi »: the sites of one's scope by distance; the position stays out of addresses."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from layers.near import words
from tests.factories import SiteFactory

URL = reverse("near")
HERE = "45.2500, 4.7500"
LEAST, FAR = 0.001, 0.2  # degrees: some 110 m, and 22 km


@pytest.fixture
def sites(world, cast):
    def at(north, name):
        return SiteFactory(
            commune=world.venissieux,
            declared_by=cast.owner,
            name=name,
            location=Point(4.75, 45.25 + north, srid=4326),
        )

    return [at(FAR, "Loin"), at(LEAST, "Tout près"), at(10 * LEAST, "À côté")]


@pytest.fixture
def ask(client_of, cast):
    def post(place=HERE, person=cast.owner, **more):
        return client_of(person).post(URL, {"lieu": place}, **more)

    return post


def test_the_nearest_first_with_its_distance(ask, sites):
    text = ask().text
    assert text.index("Tout près") < text.index("À côté") < text.index("Loin")
    assert ["à 110 m" in text, "à 1,1 km" in text, "à 22 km" in text] == [True] * 3


def test_beyond_fifty_kilometres_there_is_nothing(ask, sites):
    assert "Aucun site ouvert de votre territoire" in ask("46.2500, 4.7500").text


@pytest.mark.parametrize("person", ["neighbour", "stranger"])
def test_out_of_scope_there_is_nothing(ask, cast, sites, person):
    text = ask(person=getattr(cast, person)).text
    assert "Aucun site ouvert" in text
    assert "Tout près" not in text


def test_only_who_may_write_is_offered_to(ask, cast, sites):
    assert reverse("journal-post", args=[sites[1].reference]) in ask().text
    assert "Écrire au journal" not in ask(person=cast.mediator).text


def test_a_commune_serves_where_the_position_is_refused(ask, sites):
    text = ask("venissieux").text
    assert "km de Vénissieux" in text


@pytest.mark.parametrize("typed", ["", "zz", "Nullepart-les-Oies", "\0", "9" * 400])
def test_what_leads_nowhere_is_said_at_the_field(ask, sites, typed):
    answer = ask(typed)
    assert answer.status_code == 400
    assert 'id="near-place-error"' in answer.text
    assert ask(typed, headers={"hx-request": "true"}).status_code == 422


def test_the_device_s_position_is_not_written_back(ask, client_of, cast, sites):
    answer = client_of(cast.owner).post(URL, {"lieu": HERE, "appareil": "oui"})
    assert "45.25" not in answer.text.split('id="near"')[1].split("near__sites")[0]


def test_the_same_queries_with_one_site_or_with_eight(client_of, cast, world, count_queries):
    agent = client_of(cast.owner)

    def number(sites):
        for _ in range(sites):
            SiteFactory(
                commune=world.venissieux,
                declared_by=cast.owner,
                location=Point(4.75, 45.25, srid=4326),
            )
        agent.post(URL, {"lieu": HERE})
        with count_queries() as found:
            agent.post(URL, {"lieu": HERE})
        return len(found)

    assert number(1) == number(7)


def test_the_page_is_light(client_of, cast, sites):
    assert len(client_of(cast.owner).post(URL, {"lieu": HERE}).content) < 100_000


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (3, "à 10 m"),
        (444, "à 440 m"),
        (1_040, "à 1,0 km"),
        (9_960, "à 10,0 km"),
        (31_400, "à 31 km"),
    ],
)
def test_distances_in_words(metres, said):
    assert words(metres) == said
