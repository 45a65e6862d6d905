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
    assert "Le 1 mars 2026" in text
    assert "personnes 54" in text
    assert "mineurs inconnu" in text
    assert "Mauvais, le 1 mars 2026" in text
    assert text.count("Jamais constaté") == 5


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
