"""Reinstallations as a reader may know of them: the other site where he sees it, else its
department alone, without reference or figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from actors import abilities
from actors.enums import Ability
from actors.places import reaches
from actors.scope import Scope
from sites import events
from sites.enums import EventKind, ReinstallationState
from sites.models import Reinstallation, Site
from territories.models import Territory

SHOWN = (
    ReinstallationState.LIEE,
    ReinstallationState.DEMANDEE,
    ReinstallationState.ECARTEE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a site. `receives`: people came from the other one. `other` is None where the
    reader does not see it; then only its `departement` is known, and no number."""

    pk: int
    receives: bool
    state: str
    state_words: str
    departement: Territory
    other: Site | None
    moved_on: date | None
    people: int | None
    households: int | None
    recorded_at: datetime
    recorded_on: date | None = None  # of a page of the past, as in `sites.past`


def links(scope: Scope, site_ids: Sequence[int]) -> dict[int, list[Link]]:
    """{site id: its links, the latest first}; one query, however many sites."""
    ends = Q(origin__in=site_ids) | Q(arrival__in=site_ids)
    rows = (
        Reinstallation.objects.filter(ends, state__in=SHOWN)
        .annotate(sees_origin=_sees(scope, "origin"), sees_arrival=_sees(scope, "arrival"))
        .select_related("asked", "origin__commune", "origin__departement")
        .select_related("arrival__commune", "arrival__departement")
        .order_by("-moved_on", "-pk")
    )
    found: dict[int, list[Link]] = defaultdict(list)
    wanted = set(site_ids)
    for row in rows:
        if row.arrival_id in wanted:
            found[row.arrival_id].append(_link(row, row.origin, row.sees_origin, receives=True))
        if row.origin_id in wanted:
            found[row.origin_id].append(_link(row, row.arrival, row.sees_arrival, receives=False))
    return found


def parts(scope: Scope, site_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """{site id: its links as the map feature holds them}."""
    return {pk: [_part(link) for link in those] for pk, those in links(scope, site_ids).items()}


def _part(link: Link) -> dict[str, Any]:
    return {
        "id": link.pk,
        "direction": "recoit" if link.receives else "origine",
        "state": link.state,
        "departement": {"code": link.departement.code, "name": link.departement.name},
        "reference": link.other.reference if link.other else None,
        "moved_on": link.moved_on,
        "people": link.people,
        "households": link.households,
    }


def _sees(scope: Scope, end: str) -> Exists:
    return Exists(Site.objects.visible_to(scope).filter(pk=OuterRef(end)).order_by())


def _link(row: Any, other: Site | None, sees: bool, *, receives: bool) -> Link:
    # What one wrote oneself stays known while the other side has not answered
    told = sees or other is None
    return Link(
        pk=row.pk,
        receives=receives,
        state=row.state,
        state_words=row.get_state_display(),
        departement=other.departement if other else row.asked,
        other=other if sees else None,
        moved_on=row.moved_on if told else None,
        people=row.people if told else None,
        households=row.households if told else None,
        recorded_at=row.recorded_at,
    )


def answered_departements(scope: Scope) -> list[int]:
    """The departments that this reader answers for: he reaches the whole of them, and may confirm
    sites there. Ids."""
    if not abilities.somewhere(scope, Ability.CONFIRM_SITE):
        return []
    asked = Reinstallation.objects.exclude(asked=None).order_by().values("asked")
    rows = Territory.objects.filter(pk__in=asked)
    return [row.pk for row in rows if _answers(scope, row)]


def _answers(scope: Scope, departement: Territory) -> bool:
    return reaches(scope, departement.pk) and abilities.may(
        scope, Ability.CONFIRM_SITE, _Of(departement.pk)
    )


@dataclass(frozen=True, slots=True)
class _Of:
    """What an exception for a department is asked of."""

    departement_id: int


def declare() -> None:
    events.declare_addressed(EventKind.REINSTALLATION_ASKED, _asked_of)


def _asked_of(scope: Scope) -> Q:
    """The requests to the departments for which this reader answers, answered or not."""
    rows = Reinstallation.objects.filter(asked__in=answered_departements(scope)).order_by()
    return Q(object_id__in=rows.values("pk"))
