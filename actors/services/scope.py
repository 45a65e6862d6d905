"""From a person to what he may see: the scope of one membership."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from actors.enums import Ability, OrganisationKind
from actors.models import User
from actors.querysets import reach
from actors.scope import NOBODY, Places, Scope
from territories.enums import Level


def scope_of(user: User | AnonymousUser, membership_id: int | None = None) -> Scope:
    """The scope of the chosen membership, or of the first in force; one query.

    An anonymous person, or one with no membership in force, sees nothing (`NOBODY`).
    """
    if user.pk is None:
        return NOBODY
    rows = reach.of_user(user.pk, timezone.localdate())
    if not rows:
        return Scope(user_id=user.pk)
    chosen = next((row for row in rows if row.membership_id == membership_id), rows[0])
    choices = tuple((row.membership_id, row.organisation_name) for row in rows)
    return replace(_scope(chosen), choices=choices)


def scope_for(membership_id: int) -> Scope:
    """The scope of a membership, whoever asks; nothing (`NOBODY`) when it is not in force."""
    rows = reach.of_membership(membership_id, timezone.localdate())
    return _scope(rows[0]) if rows else NOBODY


def _scope(row: reach.Reach) -> Scope:
    return Scope(
        user_id=row.user_id,
        membership_id=row.membership_id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        kind=OrganisationKind(row.kind),
        places=_by_level(row.places),
        parts=_by_level(row.parts),
        exceptions=frozenset((Ability(ability), area) for ability, area in row.exceptions),
    )


def _by_level(rows: Iterable[tuple[str, int]]) -> Places:
    places: dict[Level, tuple[int, ...]] = {}
    for name, pk in rows:
        level = Level(name)
        places[level] = (*places.get(level, ()), pk)
    return places
