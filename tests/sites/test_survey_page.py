import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import Survey
from sites.services import survey
from tests.sites import world
from tests.sites.test_survey import MARCH
from tests.sites.world import read

TODAY = timezone.localdate()


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


@pytest.fixture
def url(site):
    return reverse("site-survey", args=[site.reference])


def typed(**values):
    return {"uuid": uuid4(), "observed_on": TODAY} | values


def test_what_is_ticked_or_filled_in_is_read(agent, url, site):
    answer = agent.post(url, typed(read_population="on", people="54", water="mauvais"))
    assert answer.status_code == 302
    written = Survey.objects.get()
    assert written.groups == ["population", "eau"]
    assert (written.people, written.minors, written.water) == (54, None, "mauvais")


def test_ticked_and_empty_is_unknown(agent, url, prefecture, site):
    survey(prefecture, site.reference, read(MARCH, ["eau"], people=54))
    agent.post(url, typed(read_eau="on"))
    site.refresh_from_db()
    assert (site.people, site.water) == (54, "inconnu")


def test_zero_is_not_unknown(agent, url, site):
    agent.post(url, typed(people="0"))
    assert Survey.objects.get().people == 0


def test_the_last_values_are_shown_with_their_date(agent, url, prefecture, site):
    survey(prefecture, site.reference, read(MARCH, ["eau"], people=54))
    text = agent.get(url).text
    assert "Le 1er mars 2026" in text
    assert "personnes 54" in text
    assert "mineurs inconnu" in text
    assert "Mauvais, le 1er mars 2026" in text
    assert text.count("Jamais constaté") == 6


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Indiquez au moins une rubrique"),
        ({"people": "3", "minors": "4"}, "plus de mineurs que de personnes"),
        ({"people": "3", "observed_on": "2030-01-01"}, "Cette date est à venir"),
        ({"people": "3", "observed_on": "bientôt"}, "date valide"),
        ({"people": "trois"}, "nombre entier"),
        ({"people": "99999"}, "20000"),
        ({"water": "super"}, "super"),
        ({"minors": "3", "girls": "4"}, "plus de filles que de mineurs"),
        ({"people": "3", "women": "4"}, "plus de femmes que de personnes"),
        ({"minors": "3", "minors_0_3": "2", "minors_3_6": "2"}, "font 4 mineurs"),
        ({"caravans": "-1"}, "0"),
        ({"origins": "lune"}, "lune"),
        ({"people": "3", "method": "magie"}, "magie"),
        ({"people": "3", "made_by": "a" * 121}, "120"),
        ({"eau_acces": "puits"}, "puits"),
        ({"eau_distance": "99999"}, "20000"),
        ({"eau_acces": "aucun", "eau_distance": "30"}, "ne se pose pas"),
        ({"assainissement_toilettes": ["aucune", "seches"]}, "ne va avec aucun autre choix"),
    ],
)
def test_bad_input_comes_back_in_words(agent, url, values, words):
    answer = agent.post(url, typed(**values))
    assert answer.status_code == 400
    assert words in answer.text
    assert not Survey.objects.exists()


def test_a_double_click_is_one_survey(agent, url):
    click = typed(people="3")
    agent.post(url, click)
    agent.post(url, click)
    assert Survey.objects.count() == 1


def test_a_form_that_served_on_another_site_is_told_in_words(agent, url, prefecture):
    click, other = typed(people="3"), world.a_site(prefecture)
    agent.post(url, click)
    answer = agent.post(reverse("site-survey", args=[other.reference]), click)
    assert answer.status_code == 409
    assert "déjà servi pour un autre site" in answer.text


def test_verified_in_one_click(agent, site):
    answer = agent.post(reverse("site-verify", args=[site.reference]), follow=True)
    assert "vérifié aujourd’hui" in answer.text
    site.refresh_from_db()
    assert site.verified_on == TODAY


def test_answers_give_the_level(agent, url):
    agent.post(url, typed(eau_acces="bouteilles", eau_stagnantes="non"))
    written = Survey.objects.get()
    assert (written.groups, written.water) == (["eau"], "mauvais")
    assert written.answers == {"eau": {"acces": "bouteilles", "stagnantes": False}}
    assert written.sources == {"eau": "deduit"}


def test_a_level_stated_by_hand_stays_stated(agent, url):
    agent.post(url, typed(eau_acces="bouteilles", water="a-ameliorer"))
    written = Survey.objects.get()
    assert (written.water, written.sources) == ("a-ameliorer", {"eau": "constate"})
    assert written.answers == {"eau": {"acces": "bouteilles"}}


def test_shelters_origins_and_how_it_was_made_are_kept(agent, url, site):
    agent.post(
        url,
        typed(
            people="50",
            women="26",
            origins=["ue", "hors-ue"],
            caravans="12",
            method="comptage",
            made_by="Médecins",
        ),
    )
    written = Survey.objects.get()
    assert written.groups == ["population", "abris"]
    assert (written.women, written.origins, written.caravans) == (26, ["ue", "hors-ue"], 12)
    assert (written.method, written.made_by) == ("comptage", "Médecins")
    site.refresh_from_db()
    assert (site.women, site.origins, site.caravans) == (26, ["ue", "hors-ue"], 12)


def test_what_was_typed_is_kept_when_something_is_wrong(agent, url):
    text = agent.post(
        url,
        typed(
            people="3",
            minors="4",
            origins="ue",
            eau_distance="350",
            eau_continu="non",
            dechets_amas="oui",
        ),
    ).text
    assert re.search(
        r'name="eau_distance"[^>]*value="350"|value="350"[^>]*name="eau_distance"', text
    )
    for kept in ("eau_continu", "dechets_amas", "origins"):
        assert re.search(rf'name="{kept}"[^>]*checked', text), kept
    assert 'id="eau" data-survey-group open' in text
    assert 'id="incendie" data-survey-group open' not in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("eau_distance=350&eau_acces=fontaine&eau_stagnantes=oui", "à plus de 200 m"),
        ("eau_acces=aucun", "Mauvais : aucun accès à l’eau"),
        ("eau_inegal=oui", "Inconnu : à préciser"),
        ("eau_acces=puits", "à l’enregistrement"),
        ("eau_acces=aucun&eau_distance=3", "à l’enregistrement"),
        ("", "à l’enregistrement"),
    ],
)
def test_the_level_is_told_while_answering(agent, query, words):
    assert words in agent.get(f"/sites/niveau/eau/?{query}").text


def test_a_group_without_questions_has_no_level(agent):
    assert agent.get("/sites/niveau/abris/").status_code == 404


def test_each_field_has_its_own_name_in_the_page(agent, url):
    ids = re.findall(r'\bid="([^"]+)"', agent.get(url).text)
    assert len(ids) == len(set(ids))
