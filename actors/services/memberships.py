"""Entering a structure, and leaving it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.models import Membership, Organisation, User
from actors.scope import Scope


def enter(user: User, organisation: Organisation, function: str) -> Membership:
    """Makes the membership, or opens again the one that ended today.

    ValidationError when the person is in the structure already.
    """
    today = timezone.localdate()
    theirs = Membership.objects.filter(user=user, organisation=organisation)
    if theirs.filter(during__contains=today).exists():
        raise ValidationError("Cette personne appartient déjà à la structure.")
    ended_today = theirs.filter(during__endswith=today).first()
    if ended_today is None:
        return Membership.objects.create(user=user, organisation=organisation, function=function)
    ended_today.during = DateRange(ended_today.during.lower, None)
    ended_today.function = function
    ended_today.save(update_fields=["during", "function"])
    return ended_today


def end_membership(scope: Scope, membership: Membership) -> None:
    """From now on it opens nothing: the very next request is refused.

    403 without the right to manage its structure; ValidationError for one's own.
    """
    abilities.require(scope, Ability.MANAGE_USERS, membership.organisation)
    if membership.user_id == scope.user_id:
        raise ValidationError("Vous ne pouvez pas mettre fin à votre propre appartenance.")
    today = timezone.localdate()
    if membership.during.lower and membership.during.lower >= today:
        # begun today: a range of no day is not a range, so it is dated of the day before
        membership.during = DateRange(today - timedelta(days=1), None)
    membership.ends(today)
    membership.save(update_fields=["during"])
