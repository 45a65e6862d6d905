from uuid import uuid4

import pytest
from django.urls import reverse

from sites.models import Site, Survey
from sites.services import change_status
from territories import geocoding
from tests.sites import world
from tests.sites.world import IN_CHASSE, IN_VENISSIEUX, point

URL = reverse("site-report")
HERE = f"{IN_VENISSIEUX[1]}, {IN_VENISSIEUX[0]}"


def typed(**values):
    data = {"uuid": uuid4(), "location": HERE, "location_precision": "position"}
    return data | {"kind": "terrain"} | values


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


def test_a_position_is_enough(agent):
    answer = agent.post(URL, typed(), follow=True)
    site = Site.objects.get()
    assert answer.redirect_chain == [(site.get_absolute_url(), 302)]
    assert "Site 69-0001 signalé à Vénissieux." in answer.text


def test_all_that_was_typed_is_kept(agent):
    more = {
        "name": "Le Pré",
        "kind": "immeuble",
        "address": "12 chemin du Pré",
        "access_details": "Portail vert",
        "settled_on": "2026-05-01",
        "people": "54",
        "minors": "20",
        "observed_on": "2026-11-02",
    }
    agent.post(URL, typed(**more))
    site = Site.objects.get()
    assert (site.name, site.kind, site.people, site.minors) == ("Le Pré", "immeuble", 54, 20)
    assert Survey.objects.get().observed_on.isoformat() == "2026-11-02"


def test_no_figure_is_no_survey(agent):
    agent.post(URL, typed(observed_on="2026-11-02"))
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    "text", ["45°45'00\"N 4°57'00\"E", "4.95 E 45.75 N", "851717.4 6518317.9", "45,75 4,95"]
)
def test_coordinates_as_people_write_them(agent, text):
    assert agent.post(URL, typed(location=text)).status_code == 302
    assert Site.objects.get().commune.name == "Vénissieux"


def test_a_double_click_is_one_site(agent):
    click = typed()
    assert agent.post(URL, click)["Location"] == agent.post(URL, click)["Location"]
    assert Site.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"location": ""}, "Indiquez où est le site"),
        ({"location": "4.95, 45.75"}, "semblent inversées"),
        ({"location": "51.5, -0.1"}, "Ce point n’est ni en métropole"),
        ({"location": "nan, nan"}, "Coordonnées illisibles"),
        ({"location": "47.5, 3.5"}, "à plus de 300 m de toute commune"),
        ({"location": f"{IN_CHASSE[1]}, {IN_CHASSE[0]}"}, "pas dans votre territoire"),
        ({"location_precision": "vague"}, "vague"),
        ({"kind": "bateau"}, "bateau"),
        ({"commune": "99999"}, "Aucune commune"),
        (
            {"people": "3", "minors": "4", "observed_on": "2026-11-02"},
            "plus de mineurs que de personnes",
        ),
        ({"people": "-1"}, "supérieur"),
        ({"people": "3", "observed_on": ""}, "Indiquez quand"),
        ({"people": "3", "observed_on": "2030-01-01"}, "à venir"),
        ({"settled_on": "2030-01-01"}, "à venir"),
        ({"settled_on": "hier"}, "date valide"),
        ({"name": "x" * 121}, "120"),
        ({"uuid": "deux"}, "rechargez-la"),
    ],
)
def test_bad_input_comes_back_in_words(agent, values, words):
    answer = agent.post(URL, typed(**values))
    assert answer.status_code == 400
    assert words in answer.text
    assert "data-error-summary" in answer.text
    assert not Site.objects.exists()


def test_a_site_nearby_is_shown_first_then_accepted(agent, site):
    near = typed(location=f"{IN_VENISSIEUX[1]}, {IN_VENISSIEUX[0] + 0.001}")
    answer = agent.post(URL, near)
    assert answer.status_code == 409
    assert site.reference in answer.text
    assert "à 78 m" in answer.text
    assert agent.post(URL, near | {"distinct": "on"}).status_code == 302
    assert Site.objects.count() == 2


def test_the_map_says_where(agent):
    answer = agent.get(URL, {"lon": IN_VENISSIEUX[0], "lat": IN_VENISSIEUX[1]})
    assert 'value="45.75, 4.95"' in answer.text
    assert "Métropole de Lyon" in answer.text
    assert 'value="45.75,4.95"' in agent.get(URL, {"position": "45.75,4.95"}).text


def test_without_javascript_a_button_asks_for_the_commune(agent):
    answer = agent.post(URL, typed(check="1", name="Le Pré"))
    assert answer.status_code == 200
    assert "Vénissieux" in answer.text
    assert 'value="Le Pré"' in answer.text
    assert not Site.objects.exists()


class TestPlace:
    URL = reverse("site-place")

    def test_commune_and_what_holds_it(self, agent):
        answer = agent.get(self.URL, {"lon": IN_VENISSIEUX[0], "lat": IN_VENISSIEUX[1]})
        for words in ("Vénissieux", "Métropole de Lyon", "Rhône", "Auvergne-Rhône-Alpes"):
            assert words in answer.text

    def test_near_a_limit_it_warns_and_offers_the_neighbour(self, agent):
        lon, lat = world.NEXT_TO_THE_LIMIT
        text = agent.get(self.URL, {"lon": lon, "lat": lat}).text
        assert "La limite de Lyon passe à 62 m" in text
        assert '<option value="69259"' in text

    def test_out_of_reach_is_said_at_once(self, agent):
        lon, lat = IN_CHASSE
        text = agent.get(self.URL, {"lon": lon, "lat": lat}).text
        assert "n’est pas dans votre territoire" in text

    def test_the_geocoder_may_differ(self, agent):
        where = {"lon": IN_VENISSIEUX[0], "lat": IN_VENISSIEUX[1]}
        assert "géocodeur" in agent.get(self.URL, where | {"citycode": "69381"}).text
        assert "géocodeur" not in agent.get(self.URL, where | {"citycode": "69259"}).text
        lyon = {"lon": 4.82, "lat": 45.75, "citycode": "69382"}
        assert "géocodeur" not in agent.get(self.URL, lyon).text

    def test_only_active_and_visible_sites_are_near(self, agent, prefecture, site):
        where = {"lon": IN_VENISSIEUX[0], "lat": IN_VENISSIEUX[1]}
        assert site.reference in agent.get(self.URL, where).text
        change_status(prefecture, site.reference, "fermer", cause="inconnue")
        assert site.reference not in agent.get(self.URL, where).text

    @pytest.mark.parametrize(
        ("params", "status"),
        [
            ({"lon": "45.75", "lat": "4.95"}, 422),
            ({"lon": "nan", "lat": "nan"}, 422),
            ({"location": "ici"}, 422),
            ({}, 400),
            ({"lon": "4.95", "lat": "45.75", "location_precision": "vague"}, 400),
            ({"lon": "4.95", "lat": "45.75", "site": "69-9999"}, 404),
        ],
    )
    def test_bad_input(self, agent, params, status):
        assert agent.get(self.URL, params).status_code == status

    def test_the_queries(self, agent, count_queries):
        where = {"lon": IN_VENISSIEUX[0], "lat": IN_VENISSIEUX[1]}
        agent.get(self.URL, where)
        with count_queries(10):
            agent.get(self.URL, where)


class TestGeocode:
    URL = reverse("site-geocode")

    def test_away_it_says_so(self, agent):
        assert "ne répond pas" in agent.get(self.URL, {"q": "chemin du Pré"}).text

    def test_addresses_are_links(self, agent, settings, monkeypatch):
        settings.GEOCODER_URL = "https://geocodeur.test"
        found = geocoding.Address("12 Chemin du Pré", point(4.95, 45.75), "69259", "69200", "", 1)
        monkeypatch.setattr(geocoding, "search", lambda text: [found])
        text = agent.get(self.URL, {"q": "chemin"}).text
        assert "lat=45.75&amp;lon=4.95" in text
        assert "12 Chemin du Pré" in text
        assert agent.get(URL, {"q": "chemin"}).text.count("12 Chemin du Pré") > 1

    def test_no_such_address(self, agent, settings, monkeypatch):
        settings.GEOCODER_URL = "https://geocodeur.test"
        monkeypatch.setattr(geocoding, "search", lambda text: [])
        assert "Aucune adresse" in agent.get(self.URL, {"q": "<script>"}).text
        assert "<script>" not in agent.get(self.URL, {"q": "<script>"}).text


def test_the_queries(agent, count_queries):
    agent.get(URL)
    with count_queries(3):
        agent.get(URL)
