"""A survey of the same day that somebody else recorded meanwhile: he is told, and chooses."""

from datetime import datetime

from actors.scope import Scope
from sites.errors import SurveyedMeanwhile
from sites.models import Site, Survey
from sites.services.surveying import Observation, survey


def survey_unless_met(
    scope: Scope, reference: str, observation: Observation, since: datetime | None
) -> Survey:
    """`survey`, save where another person recorded one of that day after `since`.

    Raises SurveyedMeanwhile, and all that `survey` raises. None: nothing is compared, as for what
    a device kept while it was away, which is added and holds if it is the later one.
    """

    def refuse(site: Site) -> None:
        if since is None:
            return
        met = Survey.objects.filter(
            site=site, observed_on=observation.observed_on, recorded_at__gt=since
        ).exclude(author=scope.membership_id)
        other = met.select_related("author__user", "author__organisation").last()
        if other is not None:
            raise SurveyedMeanwhile(other)

    return survey(scope, reference, observation, refuse)
