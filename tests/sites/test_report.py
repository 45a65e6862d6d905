import math
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sites.enums import CommuneSource, EventKind, Precision, SiteStatus
from sites.errors import PossibleDuplicates
from sites.models import Event, ReferenceCounter, Site, SitePeriod
from sites.services import Report, report
from tests.sites import world
from tests.sites.world import IN_CHASSE, IN_LYON_2, IN_VENISSIEUX, a_report, a_site, point, read


def test_the_point_decides_the_commune_and_what_holds_it(prefecture, places):
    site = a_site(prefecture, IN_LYON_2)
    assert site.reference == "69-0001"
    assert (site.commune, site.municipal_arrondissement) == (places["lyon"], places["lyon-2"])
    assert (site.departement, site.region) == (places["rhone"], places["aura"])
    assert site.epci == places["metropole"]
    assert site.commune_source == CommuneSource.POSITION
    assert site.status == SiteStatus.SIGNALE
    assert site.updated_on == timezone.localdate()


def test_it_is_an_event_and_opens_a_period(prefecture):
    long_ago = timezone.localdate() - timedelta(days=400)
    site = a_site(prefecture, settled_on=long_ago)
    event = Event.objects.get()
    assert (event.kind, event.site, event.actor_id) == (
        EventKind.SITE_REPORTED,
        site,
        prefecture.membership_id,
    )
    assert SitePeriod.objects.get(site=site).during.lower == long_ago


def test_the_same_uuid_again_is_the_same_site(prefecture):
    click = a_report()
    assert report(prefecture, click) == report(prefecture, click)
    assert Site.objects.count() == Event.objects.count() == 1


def test_the_same_uuid_by_someone_else_is_another_site(prefecture, ars):
    click = a_report()
    assert report(prefecture, click) != report(ars, click)


def test_first_figures_make_the_first_survey(prefecture):
    today = timezone.localdate()
    site = a_site(prefecture, observation=read(today, ["eau"], people=54, minors=20))
    assert (site.people, site.minors, site.water, site.waste) == (54, 20, "mauvais", "inconnu")
    assert site.surveyed_on == today
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [EventKind.SITE_REPORTED, EventKind.SITE_SURVEYED]


def test_wrong_first_figures_write_nothing(prefecture):
    wrong = read(timezone.localdate(), people=3, minors=4)
    with pytest.raises(ValidationError) as error:
        a_site(prefecture, observation=wrong)
    assert list(error.value.message_dict) == ["minors"]
    assert not Site.objects.exists()
    assert not ReferenceCounter.objects.exists()


def test_a_site_nearby_is_shown_first(prefecture, site):
    near = Report(location=point(IN_VENISSIEUX[0] + 0.001, IN_VENISSIEUX[1]))
    with pytest.raises(PossibleDuplicates) as found:
        report(prefecture, near)
    (other,) = found.value.sites
    assert other == site
    assert 70 < other.metres.m < 85
    assert Site.objects.count() == 1
    assert report(prefecture, a_report(uuid=near.uuid)).reference == "69-0002"


def test_a_vague_position_looks_farther(prefecture, site):
    vague = Report(
        location=point(IN_VENISSIEUX[0] + 0.02, IN_VENISSIEUX[1]),
        location_precision=Precision.COMMUNE,
    )
    with pytest.raises(PossibleDuplicates):
        report(prefecture, vague)


def test_a_hidden_site_nearby_stays_hidden(prefecture, places):
    isere = world.reader("prefecture", places["isere"])
    a_site(isere, (4.95, 45.6995))
    assert report(prefecture, Report(location=point(4.95, 45.7005)))


def test_a_closed_site_nearby_is_no_duplicate(prefecture, site):
    from sites.enums import StatusAction
    from sites.services import change_status

    change_status(prefecture, site.reference, StatusAction.CLOSE, cause="inconnue")
    assert report(prefecture, Report(location=site.location))


@pytest.mark.parametrize(
    ("lon", "lat", "words"),
    [
        (45.75, 4.85, "semblent inversées"),
        (-0.1, 51.5, "Ce point n’est ni en métropole"),
        (math.nan, 45.75, "doivent être des nombres"),
        (math.inf, 45.75, "doivent être des nombres"),
        (400.0, 45.75, "La latitude va de -90 à 90"),
        (3.5, 47.5, "à plus de 300 m de toute commune"),
    ],
)
def test_a_wrong_point_is_refused_in_words(prefecture, lon, lat, words):
    with pytest.raises(ValidationError) as error:
        report(prefecture, Report(location=point(lon, lat)))
    assert words in error.value.message_dict["location"][0]
    assert not Site.objects.exists()


def test_outside_of_ones_territory_is_refused(prefecture):
    with pytest.raises(ValidationError) as error:
        a_site(prefecture, IN_CHASSE)
    assert "n’est pas dans votre territoire" in error.value.message_dict["location"][0]
    assert not Site.objects.exists()


def test_a_point_in_the_sea_takes_the_nearest_commune(prefecture, places):
    assert a_site(prefecture, (4.85, 45.8015)).commune == places["lyon"]


def test_the_agent_corrects_the_commune(prefecture, places):
    site = a_site(prefecture, world.NEXT_TO_THE_LIMIT, commune_code="69259")
    assert site.commune == places["venissieux"]
    assert site.commune_source == CommuneSource.AGENT
    assert site.municipal_arrondissement is None


@pytest.mark.parametrize(
    ("code", "words"), [("99999", "Aucune commune"), ("69091", "à plus de 2 km")]
)
def test_an_unknown_or_distant_commune_is_refused(prefecture, code, words):
    with pytest.raises(ValidationError) as error:
        a_site(prefecture, commune_code=code)
    assert words in error.value.message_dict["commune"][0]


def test_a_settlement_to_come_is_refused(prefecture):
    with pytest.raises(ValidationError) as error:
        a_site(prefecture, settled_on=timezone.localdate() + timedelta(days=1))
    assert list(error.value.message_dict) == ["settled_on"]


def test_nobody_may_report_without_a_membership(places):
    from actors.scope import NOBODY

    with pytest.raises(PermissionDenied):
        a_site(NOBODY)


def test_references_go_on_in_each_department(prefecture, places):
    isere = world.reader("prefecture", places["isere"])
    made = [a_site(prefecture), a_site(prefecture), a_site(isere, IN_CHASSE)]
    assert [site.reference for site in made] == ["69-0001", "69-0002", "38-0001"]


def test_the_number_of_queries(prefecture, places, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        report(prefecture, Report(location=point(*IN_VENISSIEUX), uuid=uuid4()))
