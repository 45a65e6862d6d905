"""Two people at once, beside the sheet's own form: the second is told, nothing is lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from actors.services import scope_of
from sites.enums import IntervenantState, StatusAction
from sites.models import Intervenant, Site, Survey
from sites.services import change_status, survey
from tests.factories import IntervenantFactory, OrganisationFactory, SiteFactory
from tests.layers.test_history import counted

DAY = date(2026, 3, 1)


@pytest.fixture
def site(cast, world):
    return SiteFactory(commune=world.venissieux, declared_by=cast.owner, name="Chemin du Pré")


@pytest.fixture
def colleague(cast):
    return scope_of(cast.colleague.user, cast.colleague.pk)


@pytest.fixture
def opened():
    return (timezone.now() - timedelta(minutes=5)).isoformat()


def test_a_status_that_another_changed_is_told_and_what_was_typed_is_kept(
    client_of, cast, site, colleague, opened
):
    change_status(colleague, site.reference, StatusAction.START_RESORPTION)
    sent = {
        "version": site.version,
        "on": timezone.localdate(),
        "cause": "autre",
        "ouvert_a": opened,
    }
    answer = client_of(cast.owner).post(
        f"/sites/{site.reference}/fermer/", sent | {"context": "Départ des familles"}
    )
    assert answer.status_code == 409
    assert "En cours de résorption" in answer.text
    assert "Départ des familles" in answer.text
    assert Site.objects.get(pk=site.pk).status == "en-cours"


def _survey(opened, people="12"):
    return {
        "uuid": "6f1f7f6c-0d6a-4a55-9d0b-0f8a7d3a1b11",
        "observed_on": DAY,
        "read_population": "on",
        "people": people,
        "ouvert_a": opened,
    }


def test_a_survey_of_the_same_day_by_another_is_told_then_one_chooses(
    client_of, cast, site, colleague, opened
):
    survey(colleague, site.reference, counted(DAY, people=54))
    client, path = client_of(cast.owner), f"/sites/{site.reference}/actualiser/"
    answer = client.post(path, _survey(opened))
    assert answer.status_code == 409
    assert "diagnostic du même jour" in answer.text
    assert "54" in answer.text
    assert 'value="12"' in answer.text
    assert Survey.objects.filter(site=site).count() == 1
    again = client.post(path, _survey(timezone.now().isoformat()))
    assert again.status_code == 302
    assert Site.objects.get(pk=site.pk).people == 12


@pytest.mark.parametrize(("headers", "status"), [({"X-Awaited": "1"}, 409), ({}, 201)])
def test_it_is_told_to_who_waits_for_the_answer_not_to_a_device_alone(
    client_of, cast, site, colleague, opened, headers, status
):
    survey(colleague, site.reference, counted(DAY, people=54))
    headers |= {"X-Reader": str(cast.owner.pk), "accept": "application/json"}
    answer = client_of(cast.owner).post(
        f"/sites/{site.reference}/actualiser/", _survey(opened), headers=headers
    )
    assert answer.status_code == status
    if status == 409:
        assert "diagnostic du même jour" in answer.json()["detail"]


@pytest.mark.parametrize("who", ["owner", "another day"])
def test_ones_own_and_those_of_other_days_are_no_conflict(
    client_of, cast, site, colleague, opened, who
):
    mine = scope_of(cast.owner.user, cast.owner.pk)
    by, day = (mine, DAY) if who == "owner" else (colleague, DAY + timedelta(days=1))
    survey(by, site.reference, counted(day, people=54))
    answer = client_of(cast.owner).post(f"/sites/{site.reference}/actualiser/", _survey(opened))
    assert answer.status_code == 302


def test_an_intervention_that_another_changed_is_told(client_of, cast, site, opened):
    row = IntervenantFactory(site=site, organisation=OrganisationFactory(), author=cast.owner)
    seen = row.mark
    row.themes, row.state = ["emploi"], IntervenantState.DECLARE
    row.save()
    path = f"/sites/{site.reference}/intervenants/{row.pk}/terminer/"
    client = client_of(cast.owner)
    answer = client.post(path, {"vu": seen, "ouvert_a": opened})
    assert answer.status_code == 409
    assert "a changé depuis" in answer.text
    assert Intervenant.objects.get(pk=row.pk).state == IntervenantState.DECLARE
    assert client.post(path, {"vu": row.mark}).status_code == 302
    ended = client.post(path, {"vu": row.mark})
    assert ended.status_code == 409
