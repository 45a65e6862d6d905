from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from sites.enums import ConditionLevel, StatusAction, SurveyGroup
from sites.errors import UsedElsewhere
from sites.models import GROUP_FIELDS, LEVEL_FIELDS, READING_FIELDS, Event, Survey, unknown
from sites.services import Observation, change_status, survey, verify
from sites.services.surveying import carry_forward
from tests.sites import world
from tests.sites.world import read

MARCH, JUNE, SEPTEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def surveys(site):
    return list(Survey.objects.filter(site=site).order_by("observed_on", "pk"))


def test_what_was_not_read_is_carried_with_its_own_date(prefecture, site):
    survey(prefecture, site.reference, read(MARCH, ["eau"], people=40))
    newest = survey(prefecture, site.reference, read(JUNE, people=54))
    assert (newest.people, newest.water) == (54, "mauvais")
    assert newest.dates == {"population": "2026-06-01", "eau": "2026-03-01"}


def test_in_a_group_that_was_read_empty_is_unknown(prefecture, site):
    survey(prefecture, site.reference, read(MARCH, people=40, minors=10))
    assert survey(prefecture, site.reference, read(JUNE, people=54)).minors is None


def test_an_older_survey_takes_its_place_by_date(prefecture, site):
    survey(prefecture, site.reference, read(MARCH, people=40))
    survey(prefecture, site.reference, read(SEPTEMBER, ["eau"]))
    survey(prefecture, site.reference, read(JUNE, ["dechets"], people=54))
    march, june, september = surveys(site)
    assert (march.people, june.people, september.people) == (40, 54, 54)
    assert (march.waste, june.waste, september.waste) == ("inconnu", "mauvais", "mauvais")
    assert september.dates["population"] == "2026-06-01"
    assert (march.during, september.during) == (DateRange(MARCH, JUNE), DateRange(SEPTEMBER, None))
    site.refresh_from_db()
    assert (site.people, site.surveyed_on, site.latest_survey) == (54, SEPTEMBER, september)


def test_of_two_on_a_day_the_later_holds(prefecture, site):
    survey(prefecture, site.reference, read(JUNE, people=40))
    survey(prefecture, site.reference, read(JUNE, people=41))
    assert [row.people for row in surveys(site) if not row.during.isempty] == [41]
    site.refresh_from_db()
    assert site.people == 41


@pytest.mark.parametrize(
    ("people", "field"),
    [
        ({"people": 3, "minors": 4}, "minors"),
        ({"people": 3, "households": 4}, "households"),
        ({"minors": 3, "schooled_minors": 4}, "schooled_minors"),
        ({"people": 3, "schooled_minors": 4}, "schooled_minors"),
        ({"people": -1}, "people"),
        ({"people": 20_001}, "people"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(prefecture, site, people, field):
    with pytest.raises(ValidationError) as error:
        survey(prefecture, site.reference, read(MARCH, **people))
    assert list(error.value.message_dict) == [field]
    assert not Survey.objects.exists()


@pytest.mark.parametrize("day", [timezone.localdate() + timedelta(days=1), date(1989, 12, 31)])
def test_a_date_to_come_or_too_old_is_refused(prefecture, site, day):
    with pytest.raises(ValidationError) as error:
        survey(prefecture, site.reference, read(day, people=3))
    assert list(error.value.message_dict) == ["observed_on"]


def test_nothing_read_is_refused(prefecture, site):
    with pytest.raises(ValidationError) as error:
        survey(prefecture, site.reference, Observation(MARCH, {}))
    assert list(error.value.message_dict) == ["groups"]


def test_an_unknown_level_is_refused(prefecture, site):
    wrong = Observation(MARCH, {SurveyGroup.EAU: {"water": "super"}})
    with pytest.raises(ValidationError) as error:
        survey(prefecture, site.reference, wrong)
    assert list(error.value.message_dict) == ["water"]


def answered(day, answers, **columns):
    return Observation(day, {SurveyGroup.EAU: columns}, answers={SurveyGroup.EAU: answers})


def test_answers_and_their_source_are_carried_with_their_group(prefecture, site):
    survey(prefecture, site.reference, answered(MARCH, {"acces": "aucun"}))
    later = survey(prefecture, site.reference, read(JUNE, ["dechets"]))
    assert later.answers == {"eau": {"acces": "aucun"}}
    assert later.sources == {"eau": "deduit", "dechets": "constate"}
    newest = survey(prefecture, site.reference, read(SEPTEMBER, ["eau"]))
    assert (newest.answers, newest.sources["eau"]) == ({}, "constate")


def test_answers_entered_late_are_carried_forward(prefecture, site):
    survey(prefecture, site.reference, read(SEPTEMBER, people=3))
    survey(prefecture, site.reference, answered(JUNE, {"acces": "aucun"}))
    newest = surveys(site)[-1]
    assert (newest.water, newest.answers) == ("mauvais", {"eau": {"acces": "aucun"}})


def test_too_few_answers_leave_the_level_unknown(prefecture, site):
    written = survey(prefecture, site.reference, answered(MARCH, {"continu": True}))
    assert (written.water, written.sources) == ("inconnu", {"eau": "deduit"})


@pytest.mark.parametrize(
    ("people", "field"),
    [
        ({"women": 4, "people": 3}, "women"),
        ({"girls": 4, "minors": 3}, "girls"),
        ({"girls": 4, "women": 3}, "girls"),
        ({"minors": 3, "minors_3_6": 2, "minors_12_16": 2}, "minors_3_6"),
        ({"people": 3, "minors_3_6": 4}, "minors_3_6"),
        ({"origins": ["lune"]}, "origins"),
    ],
)
def test_figures_by_sex_and_age_agree(prefecture, site, people, field):
    with pytest.raises(ValidationError) as error:
        survey(prefecture, site.reference, read(MARCH, **people))
    assert list(error.value.message_dict) == [field]


def test_as_many_by_age_as_there_are_is_right(prefecture, site):
    survey(prefecture, site.reference, read(MARCH, minors=4, minors_3_6=2, minors_12_16=2))
    assert Survey.objects.count() == 1


def test_the_same_uuid_again_is_the_same_survey(prefecture, site):
    click = read(MARCH, people=3)
    assert survey(prefecture, site.reference, click) == survey(prefecture, site.reference, click)
    assert Survey.objects.count() == 1
    assert Event.objects.filter(kind="site.surveyed").count() == 1


def test_the_same_uuid_on_another_site_is_refused(prefecture, site):
    click, other = read(MARCH, people=3), world.a_site(prefecture)
    survey(prefecture, site.reference, click)
    with pytest.raises(UsedElsewhere):
        survey(prefecture, other.reference, click)
    assert Survey.objects.get().site == site
    assert Event.objects.filter(kind="site.surveyed").count() == 1


def test_verified_nothing_changed_counts_as_updated(prefecture, site):
    survey(prefecture, site.reference, read(MARCH, people=3))
    assert verify(prefecture, site.reference).updated_on == timezone.localdate()
    assert Survey.objects.count() == 1


def test_a_closed_site_is_not_surveyed(prefecture, site):
    change_status(prefecture, site.reference, StatusAction.CLOSE, cause="inconnue")
    for act in (
        lambda: survey(prefecture, site.reference, read(MARCH, people=3)),
        lambda: verify(prefecture, site.reference),
    ):
        with pytest.raises(ValidationError, match="rouvrez-le"):
            act()


def test_rights(association, stranger, places, site):
    with pytest.raises(PermissionDenied):
        survey(association, site.reference, read(MARCH, people=3))
    with pytest.raises(Http404):
        survey(stranger, site.reference, read(MARCH, people=3))
    other = world.reader("autre", places["rhone"])
    with pytest.raises(PermissionDenied):
        verify(other, site.reference)


_groups = st.lists(st.sampled_from(SurveyGroup), min_size=1, unique=True)
_days = st.dates(date(2020, 1, 1), date(2020, 1, 20))


@given(st.lists(st.tuples(_days, _groups, st.integers(0, 50)), min_size=1, max_size=8))
def test_carrying_forward_is_the_newest_reading_of_each_group(readings):
    """Against the definition: each column is that of the last row, by date, that read it."""
    rows = sorted((_row(number, *reading) for number, reading in enumerate(readings)), key=_order)
    carry_forward(rows)
    for position, row in enumerate(rows):
        for group, names in GROUP_FIELDS.items():
            source = next((r for r in rows[position::-1] if group in r.groups), None)
            for name in names:
                assert getattr(row, name) == _read_by(source, name)
            assert row.dates.get(group) == (source and source.observed_on.isoformat())
    days = [row.observed_on for row in rows]
    assert [row.during for row in rows] == [
        DateRange(day, after) for day, after in zip(days, [*days[1:], None], strict=True)
    ]


def _order(row):
    return row.observed_on, row.pk


def _row(number, day, groups, value):
    row = Survey(pk=number, observed_on=day, groups=list(groups))
    levels = ConditionLevel.values
    for name in READING_FIELDS:
        is_level = name in LEVEL_FIELDS
        setattr(row, name, levels[value % 4] if is_level else value)
    row.was_read = {name: getattr(row, name) for name in READING_FIELDS}
    return row


def _read_by(source, name):
    if source:
        return source.was_read[name]
    return unknown(name)
