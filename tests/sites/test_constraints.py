"""What the database keeps by itself, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from sites.models import Intervenant, Site, SitePeriod, Survey

TODAY = timezone.localdate()


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_one_status_at_a_time(site):
    with refuses("site_one_status_at_a_time|site_one_open_period"), transaction.atomic():
        SitePeriod.objects.create(
            site=site, status="ouvert", during=DateRange(TODAY, None), author=site.declared_by
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"people": 3, "minors": 4}, "survey_minors_among_people"),
        ({"minors": 3, "schooled_minors": 4}, "survey_schooled_among_minors"),
        ({"people": 3, "women": 4}, "survey_women_among_people"),
        ({"minors": 3, "girls": 4}, "survey_girls_among_minors"),
        ({"women": 3, "girls": 4}, "survey_girls_among_women"),
        ({"minors": 3, "minors_0_3": 2, "minors_16_18": 2}, "survey_ages_among_minors"),
        ({"origins": ["lune"]}, "survey_origins_known"),
        ({"method": "magie"}, "survey_method_known"),
        ({"people": 3, "households": 4}, "survey_households_among_people"),
        ({"groups": []}, "survey_reads_something"),
    ],
)
def test_a_survey_holds_together(site, values, name):
    values = {"groups": ["population"]} | values
    with refuses(name), transaction.atomic():
        Survey.objects.create(
            site=site,
            author=site.declared_by,
            observed_on=TODAY,
            during=DateRange(TODAY, None),
            **values,
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"reference": "Rhône 42"}, "site_reference_form"),
        ({"status": "perdu"}, "site_status_known"),
        ({"target_year": 1999}, "site_target_year_plausible"),
    ],
)
def test_a_site_holds_together(site, values, name):
    with refuses(name), transaction.atomic():
        Site.objects.filter(pk=site.pk).update(**values)


def test_a_structure_is_once_at_a_time_on_a_site(site):
    row = {
        "site": site,
        "organisation": site.declared_by.organisation,
        "themes": ["droits"],
        "during": DateRange(TODAY, None),
        "author": site.declared_by,
    }
    Intervenant.objects.create(state="declare", **row)
    Intervenant.objects.create(state="propose", **row)
    with refuses("intervenant_once_at_a_time"), transaction.atomic():
        Intervenant.objects.create(state="confirme", **row)


def test_department_region_and_epci_are_the_triggers(site, places):
    Site.objects.filter(pk=site.pk).update(departement=places["isere"], epci=None)
    site.refresh_from_db()
    assert (site.departement, site.epci) == (places["rhone"], places["metropole"])
