"""The search box: each kind of thing it finds, for whom, and what it never tells the geocoder."""

import pytest
from django.contrib.gis.geos import Point

from actors.services import scope_of
from sites.enums import SiteStatus, StatusAction
from sites.services import change_status
from territories import geocoding
from tests.factories import SiteFactory

URL = "/recherche/"


@pytest.fixture
def ask(client_of):
    """`ask(person, q=…)`: the groups by name, as the box receives them."""

    def get(person, **params):
        answer = client_of(person).get(URL, params, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.content.decode()
        return {group["group"]: group for group in answer.json()}

    return get


@pytest.fixture
def page(client_of):
    def get(person, query=""):
        return client_of(person).get(URL + query)

    return get


@pytest.fixture
def geocoder(monkeypatch, settings):
    """`geocoder(answer)`: what the IGN gives, or raises; the texts that it was sent."""
    settings.GEOCODER_URL = "https://geocoder.example/"

    def answer_with(answer):
        asked = []

        def search(*words, **more):
            asked.append((words, more))
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(geocoding, "search", search)
        return asked

    return answer_with


SQUARE = geocoding.Address(
    "1 Place du Caquet 93200 Saint-Denis",
    Point(2.357512, 48.936616, srid=4326),
    "93066",
    "93200",
    "housenumber",
    0.97,
)


def labels(group):
    return [item["label"] for item in group["items"]]


def close(cast, site):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    change_status(scope, site.reference, StatusAction.CLOSE, cause="justice")


@pytest.mark.parametrize(
    "text",
    ["69-0001", "69-1", "69 1", "690001", "pré", "CHEMIN DU PRE", "chemn du pré", "12 allée"],
)
def test_a_site_is_found_by_its_reference_name_or_address(ask, cast, world, text):
    SiteFactory(
        commune=world.venissieux,
        declared_by=cast.owner,
        name="Chemin du Pré",
        address="12 allée des Tilleuls",
    )

    (item,) = ask(cast.owner, q=text)["Sites"]["items"]

    assert item == {
        "kind": "site",
        "label": "69-0001 — Chemin du Pré",
        "detail": "Ouvert · Vénissieux",
        "url": "/sites/69-0001/",
        "reference": "69-0001",
    }


def test_the_best_comes_first_and_the_closed_after_and_said(ask, cast, a_site):
    over = a_site(name="Terrain du Pré")
    close(cast, over)
    a_site(name="Pré du terrain")
    a_site(name="Terrain du Pré vert")

    found = ask(cast.owner, q="terrain du pre")["Sites"]

    assert labels(found) == [
        "69-0003 — Terrain du Pré vert",
        "69-0001 — Terrain du Pré",
        "69-0002 — Pré du terrain",
    ]
    assert found["items"][1]["detail"] == f"{SiteStatus.FERME.label} · Vénissieux"


def test_at_most_eight_sites_and_it_is_said(ask, cast, a_site):
    for number in range(9):
        a_site(name=f"Squat {number}")

    found = ask(cast.owner, q="squat")["Sites"]

    assert len(found["items"]) == 8
    assert "précisez" in found["words"]


def test_a_departments_code_alone_names_the_department(ask, cast, site):
    found = ask(cast.owner, q="69")

    assert "Sites" not in found
    assert labels(found["Territoires"])[0] == "Rhône"


@pytest.mark.parametrize("text", ["chemin du pré", "69-0001", "69-", "690001"])
def test_a_site_out_of_reach_does_not_exist(client_of, cast, site, world, text):
    """Neither shown nor counted, whatever else is found; exactly as if it were not there."""
    SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Chemin du Pré d’ici")
    asked = {"q": text}
    answer = client_of(cast.neighbour).get(URL, asked, headers={"Accept": "application/json"})

    items = [item for group in answer.json() for item in group["items"]]
    assert "69-0001" not in {item.get("reference") for item in items}
    assert "Vénissieux" not in answer.text
    assert "69-0001" in client_of(cast.owner).get(URL, {"q": text}).text


def test_nine_elsewhere_leave_no_trace_in_what_is_said(ask, cast, a_site, world):
    for number in range(9):
        a_site(name=f"Squat {number}")
    SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Squat")

    found = ask(cast.neighbour, q="squat")["Sites"]

    assert labels(found) == ["71-0001 — Squat"]
    assert found["words"] == ""


@pytest.mark.parametrize(
    ("text", "label", "detail", "slug"),
    [
        ("venissieu", "Vénissieux", "Commune · Rhône", "commune-69259"),
        ("rhone", "Rhône", "Département 69", "departement-69"),
        ("metropole de lyon", "Métropole de Lyon", "Intercommunalité · Rhône", "epci-200046977"),
        ("auvergne", "Auvergne-Rhône-Alpes", "Région", "region-84"),
    ],
)
def test_a_territory_is_found_with_what_it_is(ask, cast, text, label, detail, slug):
    item = ask(cast.neighbour, q=text)["Territoires"]["items"][0]

    assert (item["kind"], item["label"], item["detail"]) == ("territory", label, detail)
    assert (item["slug"], item["url"]) == (slug, f"/carte/?dans={slug}")


@pytest.mark.parametrize(
    "text", ["45.25, 4.75", "45,25 4,75", "4.75 E 45.25 N", "45°15'N 4°45'E", "geo:45.25,4.75"]
)
def test_coordinates_are_read_and_said_in_which_commune_they_lie(ask, cast, text):
    (item,) = ask(cast.owner, q=text)["Coordonnées"]["items"]

    assert (item["kind"], item["label"]) == ("coordinates", "45.250000, 4.750000")
    assert item["detail"] == "Vénissieux (Rhône)"
    assert (item["lat"], item["lng"]) == (45.25, 4.75)
    assert item["url"] == "/carte/#17/45.25/4.75"


def test_lambert_93_is_read_too(ask, cast):
    (item,) = ask(cast.owner, q="837376.7 6462360.7")["Coordonnées"]["items"]

    assert item["detail"] == "Vénissieux (Rhône)"


@pytest.mark.parametrize(
    ("text", "words"),
    [("43.0, 4.0", "Hors de toute commune"), ("45.25, 5.001", "À 79 m de Vénissieux (Rhône)")],
)
def test_a_point_beside_every_commune_is_told(ask, cast, text, words):
    assert ask(cast.owner, q=text)["Coordonnées"]["items"][0]["detail"] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4.75, 45.25", "semblent inversées"),
        ("51.5, -0.12", "ni en métropole"),
        ("6519000 842000", "inversés"),
    ],
)
def test_what_is_wrong_with_coordinates_is_said(ask, cast, text, words):
    assert words in ask(cast.owner, q=text)["Coordonnées"]["words"]


@pytest.mark.parametrize("text", ["69 0042", "12 rue du Pré", "squat 3,5 ha", "69200"])
def test_other_words_are_not_called_wrong_coordinates(ask, cast, text):
    assert "Coordonnées" not in ask(cast.owner, q=text)


def test_addresses_are_asked_apart(ask, cast, site, geocoder):
    asked = geocoder([SQUARE])
    assert "Adresses" not in ask(cast.owner, q="chemin du caquet")
    assert asked == []

    found = ask(cast.owner, q="chemin du caquet", adresses="oui")

    assert set(found) == {"Adresses"}
    assert found["Adresses"]["items"] == [
        {
            "kind": "address",
            "label": "1 Place du Caquet 93200 Saint-Denis",
            "detail": "Adresse",
            "url": "/carte/#18/48.936616/2.357512",
            "lat": 48.936616,
            "lng": 2.357512,
            "zoom": 18,
        }
    ]


def test_the_geocoder_is_sent_the_words_and_nothing_else(ask, cast, geocoder):
    asked = geocoder([])
    found = ask(cast.owner, q="chemin  du caquet", adresses="oui")

    assert asked == [(("chemin du caquet",), {})]
    assert found["Adresses"]["words"] == "Aucune adresse ne correspond."


@pytest.mark.parametrize(
    "text",
    [
        *("69-0042", "69-42", "69 0042", "690042", "2a-0001", "le site 69-0042", "69-"),
        *("45.7601, 4.8590", "45°45'36\"N 4°51'32\"E", "842000 6519000", "geo:45,4"),
        *("4.8590, 45.7601", "lat 45.7601 lng 4.8590", "69200", "ab"),
    ],
)
def test_no_reference_nor_position_leaves_for_the_geocoder(ask, cast, geocoder, text):
    asked = geocoder([SQUARE])

    assert ask(cast.owner, q=text, adresses="oui") == {}
    assert asked == []


def test_the_geocoder_away_is_said_then_left_alone(ask, cast, site, geocoder):
    asked = geocoder(geocoding.GeocoderUnavailable("slow"))
    for _ in range(3):
        found = ask(cast.owner, q="chemin du pré", adresses="oui")
        assert found["Adresses"]["words"] == "Recherche d’adresse indisponible."

    assert len(asked) == 1
    assert labels(ask(cast.owner, q="chemin du pré")["Sites"]) == ["69-0001 — Chemin du Pré"]


def test_the_geocoder_switched_off_is_said(ask, cast, settings):
    settings.GEOCODER_URL = ""
    found = ask(cast.owner, q="chemin du pré", adresses="oui")

    assert found["Adresses"] == {
        "group": "Adresses",
        "items": [],
        "words": "Recherche d’adresse indisponible.",
    }


def test_the_page_shows_the_groups_and_leads_to_the_addresses(page, cast, site, geocoder):
    asked = geocoder([SQUARE])
    text = page(cast.owner, "?q=chemin+du+pré").text

    assert 'href="/sites/69-0001/"' in text
    assert 'href="?q=chemin%20du%20pr%C3%A9&amp;adresses=oui"' in text
    assert asked == []
    assert SQUARE.label in page(cast.owner, "?q=chemin+du+pré&adresses=oui").text


@pytest.mark.parametrize("query", ["", "?q=", "?q=++", "?q=zzzzzz"])
def test_a_page_without_results_says_what_can_be_typed(page, cast, query):
    answer = page(cast.owner, query)

    assert answer.status_code == 200
    assert "Ce que vous pouvez taper" in answer.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?q=a", "de 2 à 100 caractères"),
        ("?q=" + "a" * 101, "de 2 à 100 caractères"),
        ("?q=a%00b", "caractère nul"),
        ("?q=ab&q=cd", "donné deux fois"),
        ("?q=ab&adresses=non", "« oui »"),
        ("?q=ab&adresses=oui&adresses=oui", "donné deux fois"),
        ("?q=ab&dans=region-84", "n’existe pas"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_bad_input_is_named_in_french(client_of, cast, query, words, accept):
    answer = client_of(cast.owner).get(URL + query, headers={"Accept": accept})

    assert answer.status_code == 400
    assert words in answer.text
    if accept == "application/json":
        assert answer["Content-Type"] == "application/problem+json"
        assert set(answer.json()["errors"]) < {"q", "adresses", "dans"}


def test_a_program_that_asks_nothing_is_told_so(client_of, cast):
    answer = client_of(cast.owner).get(URL, headers={"Accept": "application/json"})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["q"])


def test_nobody_searches_signed_out(page, client_of, cast):
    assert page(None, "?q=pré").status_code == 302
    answer = client_of(None).get(URL, {"q": "pré"}, headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_the_answer_is_for_its_reader_alone(page, cast):
    answer = page(cast.owner, "?q=pré")

    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Accept", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("rows", [3, 8])
@pytest.mark.parametrize(
    ("text", "queries"),
    [("squat", 4), ("45.25, 4.75", 6)],  # person, scope, sites, territories; point, commune
)
def test_the_number_of_queries_is_fixed(
    client_of, cast, a_site, count_queries, rows, text, queries
):
    for number in range(rows):
        a_site(name=f"Squat {number}")
    client = client_of(cast.owner)
    with count_queries(queries):
        client.get(URL, {"q": text}, headers={"Accept": "application/json"})


@pytest.mark.parametrize("path", ["/carte/", "/sites/", "/annuaire/"])
def test_the_box_stands_in_the_header_of_every_page(client_of, cast, path):
    assert 'action="/recherche/"' in client_of(cast.owner).get(path).text
