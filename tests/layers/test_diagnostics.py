"""A site's newest diagnostic on its page, and the former ones in a table and a curve."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from actors.services import scope_of
from layers.curve import curve_of
from sites.enums import SurveyGroup
from sites.models import Survey
from sites.services import Observation, survey
from tests.layers.shapes import survey as body

P, W = SurveyGroup.POPULATION, SurveyGroup.EAU
PAGE, FORMER, API = "/sites/{}/", "/sites/{}/diagnostics/", "/api/sites/{}/diagnostics/"


@pytest.fixture
def surveyed(cast, site):
    """`surveyed(days ago, {group: values}, …)` as the owner."""
    scope = scope_of(cast.owner.user, cast.owner.pk)

    def add(ago, groups, **rest):
        day = timezone.localdate() - timedelta(days=ago)
        return survey(scope, site.reference, Observation(day, groups, **rest))

    return add


@pytest.fixture
def text(client_of, site):
    return lambda person, path=PAGE: plain(client_of(person).get(path.format(site.reference)).text)


def plain(html):
    body = re.sub(r"<script.*?</script>", "", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_page_tells_people_by_sex_and_age_shelters_and_origins(cast, surveyed, text):
    people = {"people": 54, "women": 26, "minors": 20, "girls": 9, "minors_0_3": 7, "minors_3_6": 0}
    surveyed(
        3,
        {P: {**people, "origins": ["ue"]}, SurveyGroup.ABRIS: {"caravans": 12, "tents": 0}},
        method="comptage",
        made_by="Équipe mobile",
    )
    said = text(cast.reader)
    assert "Personnes 54 26 28" in said
    assert "dont mineurs 20 9 11" in said
    for words in ("0–3 ans 7", "3–6 ans 0", "6–12 ans inconnu"):
        assert words in said, said[said.index("dont mineurs") :][:400]
    assert "Caravanes 12 Cabanes inconnu Tentes 0" in said
    assert "Union européenne" in said
    assert "Comptage sur place, par Équipe mobile" in said


def test_the_page_says_why_a_level_is_what_it_is(cast, surveyed, text):
    water = {
        "acces": "fontaine",
        "continu": True,
        "sur_site": True,
        "distance": 300,
        "inegal": True,
        "stagnantes": False,
    }
    surveyed(3, {W: {}}, answers={W: water})
    said = text(cast.reader)
    assert "Point d’eau à plus de 200 m, accès inégal" in said
    assert "Distance du logement le plus loin 300 m" in said


def test_a_level_that_was_stated_gives_no_reasons(cast, surveyed, text):
    surveyed(3, {W: {"water": "bon"}}, answers={W: {"acces": "bouteilles"}})
    said = text(cast.reader)
    assert "Niveau fixé par la personne" in said
    assert "Eau achetée en bouteilles" not in said


def test_each_unknown_leads_to_its_place_in_the_form(client_of, cast, site, surveyed):
    page = client_of(cast.owner).get(PAGE.format(site.reference)).text
    for group in ("population", "abris", "eau", "incendie"):
        assert f"/sites/{site.reference}/actualiser/#{group}" in page


def test_whoever_may_not_survey_has_no_way_to_the_form(client_of, cast, site, world):
    from tests.factories import MembershipFactory, OrganisationFactory

    other = MembershipFactory(
        organisation=OrganisationFactory(operateur=True, territories=[world.rhone])
    )
    assert "actualiser/#" not in client_of(other).get(PAGE.format(site.reference)).text


def test_former_ones_tell_what_was_read_and_what_was_carried(client_of, cast, site, surveyed):
    surveyed(400, {P: {"people": 40, "minors": 9}})
    surveyed(3, {W: {"water": "mauvais"}})
    page = client_of(cast.reader).get(FORMER.format(site.reference)).text
    newest, oldest = re.findall(r"<tr>.*?</tr>", page, re.S)[1:]
    assert re.search(r'class="surveys__carried surveys__figure">\s*40', newest)
    assert re.search(r'class="surveys__read surveys__figure">\s*40', oldest)
    assert re.search(r'class="surveys__read">\s*<span class="level level--mauvais"', newest)


def test_former_ones_stay_in_the_territory(client_of, cast, site, surveyed):
    surveyed(3, {P: {"people": 40}})
    for person in (cast.neighbour, cast.stranger):
        assert client_of(person).get(FORMER.format(site.reference)).status_code == 404


def test_a_site_without_any_says_what_would_be_there(cast, text):
    assert "Aucun diagnostic" in text(cast.owner, FORMER)


@pytest.mark.parametrize("number", [3, 8])
def test_the_number_of_queries_is_fixed(client_of, cast, site, surveyed, count_queries, number):
    for ago in range(number):
        surveyed(ago + 1, {P: {"people": 40 + ago}})
    client = client_of(cast.owner)
    with count_queries(QUERIES):
        client.get(FORMER.format(site.reference))


QUERIES = 4


def row(day, people, minors=None, groups=(P,)):
    return Survey(observed_on=day, people=people, minors=minors, groups=list(groups))


def test_the_curve_goes_through_what_was_read():
    rows = [
        row(date(2026, 1, 1), 50, 10),
        row(date(2025, 1, 1), 100, None),
        row(date(2024, 1, 1), 0, 0),
        row(date(2025, 6, 1), 70, 7, groups=(W,)),  # carried: not a reading
    ]
    curve = curve_of(rows)
    people, minors = curve.lines
    assert [dot.words for dot in people.dots] == [
        "01/01/2024 : 0 personnes",
        "01/01/2025 : 100 personnes",
        "01/01/2026 : 50 personnes",
    ]
    assert len(minors.dots) == 2
    assert (people.dots[0].x, people.dots[0].y) == (curve.left, curve.floor)
    assert (people.dots[1].y, people.dots[2].x) == (curve.ceiling, curve.right)
    assert [mark.words for mark in curve.heights] == ["0", "20", "40", "60", "80", "100"]
    assert [mark.words for mark in curve.years] == ["2025", "2026"]


@pytest.mark.parametrize(
    "rows", [[], [row(date(2026, 1, 1), 50)], [row(date(2026, 1, 1), n) for n in (1, 2)]]
)
def test_too_few_readings_make_no_curve(rows):
    assert curve_of(rows) is None


@pytest.mark.parametrize("people", [0, 1, 20_000])
def test_any_number_fits_in_the_drawing(people):
    curve = curve_of([row(date(2026, 1, 1), people), row(date(2026, 2, 1), people)])
    for dot in curve.lines[0].dots:
        assert curve.ceiling <= dot.y <= curve.floor
    assert len(curve.heights) <= 6


def test_a_survey_through_the_api_takes_answers(api, cast, site):
    given = body(
        groups=["population", "eau"],
        people=9,
        women=4,
        origins=["ue"],
        answers={"eau": {"acces": "aucun"}},
        method="dire",
        made_by="Secours",
    )
    answer = api(cast.owner).post(API.format(site.reference), given)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["water"], said["women"], said["origins"]) == ("mauvais", 4, ["ue"])
    assert said["answers"] == {"eau": {"acces": "aucun"}}
    assert (said["sources"], said["method"], said["made_by"]) == (
        {"eau": "deduit"},
        "dire",
        "Secours",
    )
    whole = api(cast.owner).get(f"/api/sites/{site.reference}/").json()["properties"]["survey"]
    assert (whole["answers"], whole["method"]) == ({"eau": {"acces": "aucun"}}, "dire")
