"""Following a site or a territory beyond those of one's own structure."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from actors.places import touches
from actors.scope import Scope
from journal.enums import FOLLOW_THEIR_TERRITORY
from journal.models import Follow
from sites.access import find_site
from territories.models import Territory

MOST_FOLLOWED = 200
OUTSIDE = "Ce territoire est hors du vôtre : vous n’en verriez aucun site."
TOO_MANY = f"Vous suivez déjà {MOST_FOLLOWED} sites et territoires : retirez-en d’abord."


def follow_site(scope: Scope, reference: str, *, on: bool) -> None:
    """Follows it, or no longer; again changes nothing. Raises Http404, ValidationError."""
    site = find_site(scope, reference)
    mine = _mine(scope)
    if not on:
        mine.filter(site=site).delete()
    elif not mine.filter(site=site).exists():
        _add(scope, site=site)


def follow_territory(scope: Scope, slug: str) -> Territory:
    """One that holds, crosses or lies in the reader's own; ValidationError on `territoire`."""
    try:
        territory: Territory = Territory.objects.by_slug(slug)
    except Territory.DoesNotExist:
        words = "Choisissez un territoire de la liste."
        raise ValidationError({"territoire": words}) from None
    if not touches(scope, territory.pk):
        raise ValidationError({"territoire": OUTSIDE})
    if not _mine(scope).filter(territory=territory).exists():
        _add(scope, territory=territory)
    return territory


def unfollow(scope: Scope, follow_id: int) -> bool:
    """One of the reader's own; whether there was such a row."""
    deleted, _ = _mine(scope).exclude(site=None, territory=None).filter(pk=follow_id).delete()
    return bool(deleted)


def follow_own_territory(scope: Scope, *, on: bool) -> None:
    """Its row says so or the contrary; without one, the kind of structure decides."""
    Follow.objects.update_or_create(
        membership_id=scope.membership_id,  # type: ignore[misc]
        site=None,
        territory=None,
        defaults={"is_muted": not on},
    )


def follows_own_territory(scope: Scope) -> bool:
    row = _mine(scope).filter(site=None, territory=None).first()
    return not row.is_muted if row else scope.kind in FOLLOW_THEIR_TERRITORY


def _mine(scope: Scope) -> QuerySet[Follow]:
    return Follow.objects.filter(membership=scope.membership_id)


def _add(scope: Scope, **what: Any) -> None:
    if _mine(scope).count() >= MOST_FOLLOWED:
        raise ValidationError(TOO_MANY)
    Follow.objects.get_or_create(membership_id=scope.membership_id, **what)  # type: ignore[misc]
