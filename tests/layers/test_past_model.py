"""Whatever was done in whatever order, the past page agrees with a model of a few lines."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.services import scope_of
from sites.enums import StatusAction, SurveyGroup
from sites.models import Site
from sites.past import at_day
from sites.services import Observation, change_status, edit, survey
from tests.factories import SiteFactory

FIRST = date(2026, 1, 10)
DAYS = st.integers(0, 200).map(lambda number: FIRST + timedelta(days=number))
SURVEYS = st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=6)


class Undo(Exception):
    pass


@given(read=SURVEYS, asked=st.lists(DAYS, min_size=1, max_size=5))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_past_is_what_the_model_says(cast, world, read, asked):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    try:
        with transaction.atomic():
            site = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
            reference = site.reference
            edit(scope, reference, None, {"settled_on": FIRST})
            change_status(scope, reference, StatusAction.START_RESORPTION)
            for day, people in read:
                groups = {SurveyGroup.POPULATION: {"people": people}}
                survey(scope, reference, Observation(day, groups))
            for day in asked:
                then = at_day(Site.objects.with_places().get(pk=site.pk), day)
                assert then.site.people == _people(read, day)
                assert then.site.surveyed_on == max(
                    (on for on, _ in read if on <= day), default=None
                )
                assert then.site.status == "ouvert"
                assert len(then.periods) == 1
            raise Undo
    except Undo:
        pass


def _people(read, day):
    """Of the surveys up to that day the latest, and of one day the one that was written last."""
    known = sorted(((on, rank, people) for rank, (on, people) in enumerate(read) if on <= day))
    return known[-1][2] if known else None
