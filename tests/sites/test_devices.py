"""What a device sends from its outbox: answered in JSON, and alike when it comes twice."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import Site, Survey
from sites.services import change_status
from tests.sites.world import IN_VENISSIEUX

HERE = f"{IN_VENISSIEUX[1]}, {IN_VENISSIEUX[0]}"
REPORT = reverse("site-report")
JSON = {"accept": "application/json"}


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


@pytest.fixture
def survey_of(site):
    return reverse("site-survey", args=[site.reference])


def surveyed(**values):
    return {"uuid": uuid4(), "observed_on": timezone.localdate(), "people": "54"} | values


def reported(**values):
    place = {"location": HERE, "location_precision": "position", "kind": "terrain"}
    return {"uuid": uuid4()} | place | values


def test_a_survey_is_written_once(agent, survey_of, site):
    data = surveyed()
    answers = [agent.post(survey_of, data, headers=JSON) for _ in range(2)]
    assert [(one.status_code, one.json()) for one in answers] == [
        (201, {"url": site.get_absolute_url()})
    ] * 2
    assert Survey.objects.count() == 1


def test_a_survey_written_before_the_closing_is_answered_alike(agent, survey_of, site, close):
    data = surveyed()
    agent.post(survey_of, data, headers=JSON)
    close(site)
    assert agent.post(survey_of, data, headers=JSON).status_code == 201
    refused = agent.post(survey_of, surveyed(), headers=JSON)
    assert refused.status_code == 400
    assert "rouvrez-le" in refused.text


@pytest.fixture
def close(prefecture):
    def run(site):
        site.refresh_from_db()
        today = timezone.localdate()
        change_status(prefecture, site.reference, site.version, "fermer", today, "justice")

    return run


def test_a_wrong_survey_says_which_field(agent, survey_of):
    answer = agent.post(survey_of, surveyed(people="2", minors="9"), headers=JSON)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "minors" in answer.json()["errors"]
    assert not Survey.objects.exists()


def test_a_report_is_written_once(agent):
    data = reported()
    answers = [agent.post(REPORT, data, headers=JSON) for _ in range(2)]
    site = Site.objects.get()
    expected = {"url": site.get_absolute_url(), "reference": site.reference}
    assert [(one.status_code, one.json()) for one in answers] == [(201, expected)] * 2


def test_a_possible_duplicate_is_a_conflict(agent):
    agent.post(REPORT, reported(), headers=JSON)
    answer = agent.post(REPORT, reported(), headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["possible_duplicates"] == [Site.objects.get().reference]


def test_a_wrong_report_says_which_field(agent):
    answer = agent.post(REPORT, reported(location="ici"), headers=JSON)
    assert answer.status_code == 400
    assert "location" in answer.json()["errors"]


def test_a_lost_session_is_said_and_not_led_elsewhere(client, survey_of):
    assert client.post(survey_of, surveyed(), headers=JSON).status_code == 401
