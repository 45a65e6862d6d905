"""Before one publishes: who will read, and how many are told at once."""

from dataclasses import dataclass

from django.db.models import Count

from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal import recipients
from journal.services import Details
from journal.services.drafting import first_of, readers_with
from sites.models import Site

MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Preview:
    """Beside the author: how many people read, of how many structures, how many are alerted.

    `names`: the first of them, (person, structure), by structure.
    """

    people: int
    structures: int
    alerted: int
    names: list[tuple[str, str]]


def preview(scope: Scope, site: Site, details: Details) -> Preview:
    """Of what is not written yet; as many queries for ten readers as for ten thousand.

    Raises ValidationError on `answers`.
    """
    first = None if details.answers is None else first_of(scope, site, details.answers)
    reading = readers_with(scope, site, details, first)
    others = reading.exclude(user=scope.user_id)
    counted = others.order_by().aggregate(
        people=Count("user", distinct=True), structures=Count("organisation", distinct=True)
    )
    thread_id = first.pk if first else None
    asked = details.attention
    told = recipients.alerted(
        site,
        reading,
        scope.membership_id,
        details.mentions,
        asked.addressees if asked else (),
        is_point=asked is not None,
        thread_id=thread_id,
    )
    alerted = told.order_by().aggregate(people=Count("user", distinct=True))
    return Preview(
        people=counted["people"],
        structures=counted["structures"],
        alerted=alerted["people"],
        names=_names(others),
    )


def _names(reading: MembershipQuerySet) -> list[tuple[str, str]]:
    rows = reading.select_related("user", "organisation").order_by(
        "organisation__name", "user__last_name", "user__first_name", "pk"
    )[:MOST_NAMES]
    return [(row.user.get_full_name(), row.organisation.short_name) for row in rows]
