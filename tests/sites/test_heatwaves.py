"""Canicule: declared by those who may, where they may, and told once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils import timezone

from journal.models import Notification
from sites.enums import EventKind
from sites.filters import SiteFilter
from sites.models import Event, Heatwave, Site
from sites.services import (
    declare_heatwave,
    declare_intervenant,
    end_heatwave,
    set_heat_risk,
    tell_heatwave,
)
from tests.sites.world import IN_SAINT_DENIS, a_site, reader

TODAY = timezone.localdate


@pytest.fixture
def dihal(places):
    return reader("dihal", places["france"])


def found(scope, query):
    filters = SiteFilter.read(QueryDict(query), scope)
    return {row.reference for row in filters.apply(Site.objects.visible_to(scope))}


def days(number):
    return TODAY() + timedelta(days=number)


def test_of_a_department_holds_there_alone(places, prefecture, dihal, site):
    elsewhere = a_site(dihal, IN_SAINT_DENIS)
    declare_heatwave(prefecture, places["rhone"], days(-1), days(3))
    assert found(dihal, "canicule=oui") == {site.reference}
    declare_heatwave(dihal, places["france"], days(0), None)
    assert found(dihal, "canicule=oui") == {site.reference, elsewhere.reference}


def test_both_ends_are_included(places, prefecture, site):
    declare_heatwave(prefecture, places["rhone"], days(0), days(0))
    assert found(prefecture, "canicule=oui") == {site.reference}
    assert Heatwave.objects.get().during.upper == days(1)


def test_one_declares_where_one_may(places, prefecture, ars, association, dihal):
    for scope, name in (
        (prefecture, "france"),
        (prefecture, "isere"),
        (association, "rhone"),
        (ars, "seine"),
        (ars, "france"),
    ):
        with pytest.raises(PermissionDenied):
            declare_heatwave(scope, places[name], days(0), None)
    declare_heatwave(ars, places["isere"], days(0), None)
    declare_heatwave(dihal, places["seine"], days(0), None)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(3, 2, "last"), (1, 4, "first"), (-400, 1, "first"), (0, 400, "last")],
)
def test_what_cannot_be_is_told_at_its_field(places, prefecture, first, last, field):
    declare_heatwave(prefecture, places["rhone"], days(2), days(5))
    with pytest.raises(ValidationError) as refused:
        declare_heatwave(prefecture, places["rhone"], days(first), days(last))
    assert field in refused.value.error_dict
    assert Heatwave.objects.count() == 1


def test_ended_it_holds_no_more_and_another_may_follow(places, prefecture, site):
    row = declare_heatwave(prefecture, places["rhone"], days(-2), None)
    end_heatwave(prefecture, row.pk)
    assert found(prefecture, "canicule=oui") == set()
    planned = declare_heatwave(prefecture, places["rhone"], days(0), days(4))
    end_heatwave(prefecture, planned.pk)  # of today: as if it had never been
    declare_heatwave(prefecture, places["rhone"], days(0), days(4))
    assert found(prefecture, "canicule=oui") == {site.reference}


def test_the_right_role_elsewhere_ends_nothing(places, prefecture, stranger):
    row = declare_heatwave(prefecture, places["rhone"], days(-2), None)
    with pytest.raises(PermissionDenied):
        end_heatwave(stranger, row.pk)


def test_intervenants_of_flagged_sites_are_told_once(places, prefecture, ars, association, site):
    safe = a_site(prefecture)
    for one in (site, safe):
        declare_intervenant(association, one.reference, ["sante"])
    set_heat_risk(prefecture, site.reference, True)
    row = declare_heatwave(ars, places["rhone"], days(0), days(4))
    assert [tell_heatwave(row.pk), tell_heatwave(row.pk)] == [1, 0]
    event = Event.objects.get(kind=EventKind.HEATWAVE_DECLARED)
    assert event.site == site
    told = Notification.objects.filter(event=event, recipient=association.membership_id)
    assert told.count() == 1


def test_flagging_needs_its_right_and_says_so_once(prefecture, association, site):
    with pytest.raises(PermissionDenied):
        set_heat_risk(association, site.reference, True)
    set_heat_risk(prefecture, site.reference, True)
    set_heat_risk(prefecture, site.reference, True)
    assert Event.objects.filter(kind=EventKind.SITE_HEAT_RISK).count() == 1
    assert found(prefecture, "risque_canicule=oui") == {site.reference}


def test_the_page_says_so(places, prefecture, association, site, signed_in):
    client = signed_in(association)
    assert "Canicule en cours" not in client.get(f"/sites/{site.reference}/").content.decode()
    declare_heatwave(prefecture, places["rhone"], days(-1), None)
    set_heat_risk(prefecture, site.reference, True)
    for way in ("", "volet/"):
        text = client.get(f"/sites/{site.reference}/{way}").content.decode()
        assert "Canicule en cours" in text
        assert "Site à risque en cas de canicule." in text


def test_the_form_keeps_what_was_typed(places, prefecture, signed_in):
    answer = signed_in(prefecture).post(
        "/canicule/",
        {
            "territory": places["rhone"].pk,
            "first": days(3).isoformat(),
            "last": days(1).isoformat(),
        },
    )
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "La fin précède le début." in text
    assert days(1).isoformat() in text


def test_another_territory_is_no_choice(places, prefecture, signed_in):
    answer = signed_in(prefecture).post(
        "/canicule/", {"territory": places["isere"].pk, "first": days(0).isoformat()}
    )
    assert answer.status_code == 400
    assert not Heatwave.objects.exists()


def test_the_api_flags(prefecture, site, signed_in):
    client = signed_in(prefecture)
    way = f"/api/sites/{site.reference}/canicule/"
    answer = client.post(way, {"heat_risk": True}, content_type="application/json")
    assert answer.json()["properties"]["heat_risk"] is True
    assert client.post(way, {"x": 1}, content_type="application/json").status_code == 400
