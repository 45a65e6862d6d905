from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from sites.enums import CommuneSource, EventKind, StatusAction
from sites.errors import StaleVersion
from sites.models import Event
from sites.services import change_status, edit
from tests.sites import world
from tests.sites.world import IN_CHASSE, IN_LYON_1, IN_VENISSIEUX, point


def test_only_what_differs_is_written(prefecture, site):
    edited = edit(prefecture, site.reference, 1, {"name": "Le Pré", "kind": "terrain"})
    assert (edited.name, edited.version) == ("Le Pré", 2)
    event = Event.objects.first()
    assert (event.kind, event.facts) == (EventKind.SITE_EDITED, {"fields": ["name"]})


def test_nothing_that_differs_writes_nothing(prefecture, site):
    assert edit(prefecture, site.reference, 1, {"name": site.name}).version == 1
    assert Event.objects.count() == 1


def test_a_stale_version_says_what_stands_now(prefecture, site):
    edit(prefecture, site.reference, 1, {"name": "Le Pré"})
    with pytest.raises(StaleVersion) as error:
        edit(prefecture, site.reference, 1, {"name": "Le Champ"})
    current = error.value.facts["current"]
    assert (current["version"], current["name"], current["commune"]) == (2, "Le Pré", "69259")
    assert current["location"] == list(IN_VENISSIEUX)


def test_moving_far_asks_for_the_commune_anew(prefecture, places, site):
    moved = edit(prefecture, site.reference, 1, {"location": point(*IN_LYON_1)})
    assert (moved.commune, moved.municipal_arrondissement) == (places["lyon"], places["lyon-1"])
    assert Event.objects.first().kind == EventKind.SITE_MOVED


def test_moving_a_little_keeps_the_commune_of_the_agent(prefecture, places):
    site = world.a_site(prefecture, world.NEXT_TO_THE_LIMIT, commune_code="69259")
    moved = edit(prefecture, site.reference, 1, {"location": point(4.8993, 45.75)})
    assert moved.commune == places["venissieux"]
    assert moved.commune_source == CommuneSource.AGENT
    assert moved.location.x == 4.8993


def test_moving_to_another_department_changes_all_that_hold_it(places):
    dihal = world.reader("dihal", places["france"])
    site = world.a_site(dihal)
    moved = edit(dihal, site.reference, 1, {"location": point(*IN_CHASSE)})
    assert (moved.departement, moved.epci) == (places["isere"], places["vienne"])
    assert moved.reference == "69-0001"


def test_out_of_ones_territory_is_refused(prefecture, site):
    with pytest.raises(ValidationError) as error:
        edit(prefecture, site.reference, 1, {"location": point(*IN_CHASSE)})
    assert list(error.value.message_dict) == ["location"]
    site.refresh_from_db()
    assert (site.location.coords, site.version) == (IN_VENISSIEUX, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"location": point(45.75, 4.95)}, "location"),
        ({"commune": "99999"}, "commune"),
        ({"commune": "69091"}, "commune"),
        ({"settled_on": timezone.localdate() + timedelta(days=1)}, "settled_on"),
    ],
)
def test_bad_input_names_its_field(prefecture, site, changes, field):
    with pytest.raises(ValidationError) as error:
        edit(prefecture, site.reference, 1, changes)
    assert list(error.value.message_dict) == [field]


def test_rights(ars, association, stranger, site):
    with pytest.raises(PermissionDenied):
        edit(association, site.reference, 1, {"name": "Le Pré"})
    with pytest.raises(Http404):
        edit(stranger, site.reference, 1, {"name": "Le Pré"})
    with pytest.raises(PermissionDenied):
        edit(ars, site.reference, 1, {"target_year": 2028})
    assert edit(ars, site.reference, 1, {"name": "Le Pré", "target_year": None}).version == 2


def test_the_first_status_begins_when_people_settled(prefecture, site):
    day = timezone.localdate() - timedelta(days=400)
    edit(prefecture, site.reference, 1, {"settled_on": day})
    assert site.periods.earliest("during").during.lower == day


def test_people_cannot_have_settled_after_the_status_changed(prefecture):
    today = timezone.localdate()
    site = world.a_site(prefecture, settled_on=today - timedelta(days=90))
    month_ago = today - timedelta(days=30)
    change_status(prefecture, site.reference, StatusAction.CONFIRM, on=month_ago)
    with pytest.raises(ValidationError) as error:
        edit(prefecture, site.reference, None, {"settled_on": today})
    assert "a changé de statut" in error.value.message_dict["settled_on"][0]
