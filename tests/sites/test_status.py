from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.models import ExceptionalRight
from sites.enums import TRANSITIONS, EventKind, SiteStatus, StatusAction
from sites.errors import StaleVersion
from sites.models import Event, SitePeriod
from sites.services import change_status, possible_actions
from sites.services.status import EVENTS
from tests.sites import world

DETAILS = {"cause": "inconnue", "context": "Constaté sur place."}
# How to bring a new site to each status
PATHS = {
    SiteStatus.SIGNALE: (),
    SiteStatus.OUVERT: (StatusAction.CONFIRM,),
    SiteStatus.EN_COURS: (StatusAction.CONFIRM, StatusAction.START_RESORPTION),
    SiteStatus.RESORBE: (StatusAction.CONFIRM, StatusAction.RESORB),
    SiteStatus.FERME: (StatusAction.CLOSE,),
    SiteStatus.ANNULE: (StatusAction.CANCEL,),
}


def act(scope, site, action, **details):
    return change_status(scope, site.reference, action, **(DETAILS | details))


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def test_the_table_has_every_combination():
    assert set(TRANSITIONS) == set(product(SiteStatus, StatusAction))
    assert set(EVENTS) == set(StatusAction)


@pytest.mark.parametrize(("status", "action"), TRANSITIONS)
def test_every_action_does_what_the_table_says(prefecture, site, status, action):
    for step in PATHS[status]:
        site = act(prefecture, site, step)
    assert site.status == status
    expected = TRANSITIONS[status, action]
    assert (action in possible_actions(prefecture, site)) == (expected is not None)
    if expected is None:
        with pytest.raises(ValidationError, match="n’est pas possible"):
            act(prefecture, site, action)
        site.refresh_from_db()
        assert site.status == status
    else:
        assert act(prefecture, site, action).status == expected
        assert Event.objects.first().kind == EVENTS[action]


def test_periods_follow_each_other(prefecture, places):
    site = world.a_site(prefecture, settled_on=days_ago(90))
    act(prefecture, site, StatusAction.CONFIRM, on=days_ago(60))
    act(prefecture, site, StatusAction.CLOSE, on=days_ago(30), cause="justice")
    periods = SitePeriod.objects.filter(site=site).order_by("during")
    assert [(row.status, row.during) for row in periods] == [
        ("signale", DateRange(days_ago(90), days_ago(60))),
        ("ouvert", DateRange(days_ago(60), days_ago(30))),
        ("ferme", DateRange(days_ago(30), None)),
    ]
    assert periods.last().cause == "justice"


def test_a_status_of_less_than_a_day_leaves_its_place(prefecture, site):
    act(prefecture, site, StatusAction.CONFIRM)
    act(prefecture, site, StatusAction.CLOSE)
    assert act(prefecture, site, StatusAction.REOPEN).status == SiteStatus.OUVERT
    period = SitePeriod.objects.get(site=site)
    assert (period.status, period.cause) == ("ouvert", "")
    history = period.history.order_by("pgh_id").values_list("status", flat=True)
    assert list(history) == ["signale", "ouvert", "ferme", "ouvert"]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"on": days_ago(-1)}, "on"),
        ({"on": days_ago(10)}, "on"),
        ({"cause": ""}, "cause"),
        ({"cause": "météo"}, "cause"),
        ({"cause": "autre", "context": " "}, "context"),
    ],
)
def test_a_closing_that_does_not_hold_is_refused(prefecture, site, details, field):
    with pytest.raises(ValidationError) as error:
        act(prefecture, site, StatusAction.CLOSE, **details)
    assert list(error.value.message_dict) == [field]
    assert SitePeriod.objects.get(site=site).status == "signale"


def test_a_cancelling_says_why(prefecture, site):
    with pytest.raises(ValidationError) as error:
        act(prefecture, site, StatusAction.CANCEL, context="")
    assert list(error.value.message_dict) == ["context"]


def test_only_a_closing_keeps_a_cause(prefecture, site):
    act(prefecture, site, StatusAction.CONFIRM, cause="justice")
    assert SitePeriod.objects.get(site=site).cause == ""


def test_a_stale_version_is_told(prefecture, site):
    act(prefecture, site, StatusAction.CONFIRM, version=1)
    with pytest.raises(StaleVersion) as error:
        act(prefecture, site, StatusAction.CLOSE, version=1)
    assert error.value.facts["current"] == {"version": 2, "status": "ouvert"}


def test_rights(prefecture, ars, association, stranger, site):
    for scope in (ars, association):
        assert possible_actions(scope, site) == []
        with pytest.raises(PermissionDenied):
            act(scope, site, StatusAction.CONFIRM)
    with pytest.raises(Http404):
        act(stranger, site, StatusAction.CONFIRM)
    site.refresh_from_db()
    assert site.status == SiteStatus.SIGNALE


def test_by_exception_in_its_department(prefecture, places, site):
    town = world.structure("collectivite", places["venissieux"])
    mayor = world.member(town)
    ExceptionalRight.objects.create(
        ability="confirm_site",
        organisation=town,
        territory=places["rhone"],
        until=days_ago(-30),
        state="granted",
        asked_by=mayor,
        decided_by_id=prefecture.membership_id,
    )
    assert act(world.scope(mayor), site, StatusAction.CONFIRM).status == SiteStatus.OUVERT
    assert Event.objects.first().kind == EventKind.SITE_CONFIRMED
