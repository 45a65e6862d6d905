"""What became of the people: form, service, feature, page."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from sites import feature
from sites.enums import Solution, StatusAction
from sites.models import ClosingSolution, SitePeriod
from sites.services import Closing, Offered, change_status, survey
from tests.sites.world import read

TODAY = timezone.localdate()
LODGED = Offered(Solution.LOGEMENT, 12, 3)


def close(scope, site, closing, **details):
    details = {"cause": "justice"} | details
    return change_status(scope, site.reference, StatusAction.CLOSE, closing=closing, **details)


def offered(site):
    rows = ClosingSolution.objects.filter(period__site=site, withdrawn=False)
    return sorted(rows.values_list("solution", "people", "households"))


def test_what_was_offered_is_kept_with_the_closing(prefecture, site):
    closing = Closing(True, [LODGED, Offered(Solution.RETOUR)], "Un terrain à Givors")
    close(prefecture, site, closing)
    period = SitePeriod.objects.get(site=site)
    assert (period.with_solutions, period.destination) == (True, "Un terrain à Givors")
    assert offered(site) == [("logement", 12, 3), ("retour", None, None)]
    told = feature.periods(prefecture, [site.pk])[site.pk]
    assert told["with_solutions"] is True
    assert told["solutions"] == [
        {"solution": "logement", "people": 12, "households": 3},
        {"solution": "retour", "people": None, "households": None},
    ]
    assert told["destination"] == "Un terrain à Givors"


def test_a_closing_taken_back_the_same_day_leaves_nothing(prefecture, site):
    close(prefecture, site, Closing(True, [LODGED], "Ailleurs"))
    change_status(prefecture, site.reference, StatusAction.REOPEN)
    period = SitePeriod.objects.get(site=site)
    assert (period.with_solutions, period.destination, offered(site)) == (None, "", [])
    close(prefecture, site, Closing(True, [Offered(Solution.LOGEMENT, 4)]))
    assert offered(site) == [("logement", 4, None)]


def test_only_an_end_tells_of_people(prefecture, site):
    change_status(
        prefecture, site.reference, StatusAction.CONFIRM, closing=Closing(True, [LODGED], "x")
    )
    assert offered(site) == []


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing(False, [LODGED]), "with_solutions"),
        (Closing(True, [LODGED, LODGED]), "solutions"),
        (Closing(True, [Offered(Solution.LOGEMENT, -1)]), "people_logement"),
        (Closing(True, [Offered(Solution.LOGEMENT, 20_001)]), "people_logement"),
        (Closing(True, [Offered(Solution.RETOUR, None, 20_001)]), "households_retour"),
        (Closing(True, [Offered(Solution.AUTRE, 2, 3)]), "households_autre"),
        (Closing(destination="x" * 2_001), "destination"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(prefecture, site, closing, field):
    with pytest.raises(ValidationError) as error:
        close(prefecture, site, closing)
    assert list(error.value.message_dict) == [field]
    site.refresh_from_db()
    assert site.status == "signale"
    assert not ClosingSolution.objects.exists()


def test_a_site_is_not_resorbed_without_solutions(prefecture, site):
    change_status(prefecture, site.reference, "confirmer")
    with pytest.raises(ValidationError) as error:
        change_status(prefecture, site.reference, "resorber", closing=Closing(False))
    assert list(error.value.message_dict) == ["with_solutions"]
    site.refresh_from_db()
    assert site.status == "ouvert"


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


def typed(**values):
    return {"version": 1, "on": TODAY, "cause": "justice", "with_solutions": "avec"} | values


def url(site):
    return reverse("site-status", args=[site.reference, "fermer"])


def test_the_form_and_the_page(agent, site):
    values = typed(solution_hebergement="on", people_logement=12, destination="Vers Givors")
    page = agent.post(url(site), values, follow=True).text
    assert "Avec des solutions : logement (12 personnes), hébergement" in page
    assert "Où les personnes sont allées : Vers Givors" in page
    assert offered(site) == [("hebergement", None, None), ("logement", 12, None)]


def test_more_than_the_last_survey_is_warned_of_and_kept(agent, prefecture, site):
    survey(prefecture, site.reference, read(TODAY, people=5, households=2))
    page = agent.post(url(site), typed(version=2, people_logement=12), follow=True).text
    assert "Les solutions comptent 12 personnes ; le dernier diagnostic en comptait 5" in page
    assert offered(site) == [("logement", 12, None)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"people_logement": -1}, "supérieure ou égale à 0"),
        ({"people_logement": 20_001}, "inférieure ou égale à"),
        ({"people_logement": 1, "households_logement": 2}, "plus de ménages que de personnes"),
        ({"with_solutions": "sans", "people_logement": 1}, "sans solution"),
        ({"with_solutions": "peut-être"}, "peut-être"),
        ({"on": TODAY + timedelta(days=1)}, "à venir"),
        ({"on": TODAY - timedelta(days=2)}, "précède le début"),
    ],
)
def test_bad_input_comes_back_at_its_field(agent, site, values, words):
    answer = agent.post(url(site), typed(destination="Vers Givors", **values))
    assert answer.status_code == 400
    assert words in answer.text
    assert "Vers Givors" in answer.text
    assert not ClosingSolution.objects.exists()


def test_the_api(agent, site):
    body = {
        "action": "fermer",
        "cause": "justice",
        "with_solutions": True,
        "solutions": [{"solution": "logement", "people": 4}],
        "destination": "Givors",
    }
    address = reverse("api-status", args=[site.reference])
    wrong = body | {"solutions": [{"solution": "logement", "people": 1, "households": 3}]}
    refused = agent.post(address, wrong, content_type="application/json")
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["households_logement"]
    answer = agent.post(address, body, content_type="application/json")
    assert answer.status_code == 200, answer.text
    period = answer.json()["properties"]["period"]
    assert period["destination"] == "Givors"
    assert period["solutions"] == [{"solution": "logement", "people": 4, "households": None}]
