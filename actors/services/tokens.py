"""Personal tokens: made and shown once, read by their hash, revoked from anywhere."""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from actors import tokens
from actors.models import AccessToken
from actors.scope import NOBODY, Scope
from actors.services.invitations import hash_of
from actors.services.scope import scope_for

DAYS = 365
MOST = 20
SEEN_EVERY = timedelta(minutes=10)
LONGEST = 60


def tokens_of(scope: Scope) -> QuerySet[AccessToken]:
    """One's own that still open something, whatever the structure; the newest first."""
    mine = AccessToken.objects.filter(membership__user=scope.user_id, revoked_at=None)
    return mine.filter(expires_at__gt=timezone.now()).select_related("membership__organisation")


def make_token(scope: Scope, purpose: str, name: str) -> tuple[AccessToken, str]:
    """The row, and the only copy of the token.

    Raises PermissionDenied; ValidationError on `purpose` or `name`.
    """
    known = tokens.PURPOSES.get(purpose)
    if known is None:
        raise ValidationError({"purpose": "Choisissez un usage de la liste."})
    if scope.is_empty or not known.may(scope):
        raise PermissionDenied("Votre structure n’a pas ce droit : créer ce jeton.")
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise ValidationError({"name": f"Donnez un nom au jeton, {LONGEST} caractères au plus."})
    if tokens_of(scope).count() >= MOST:
        raise ValidationError({"name": f"Vous avez déjà {MOST} jetons : révoquez-en un d’abord."})
    token = secrets.token_urlsafe(32)
    row = AccessToken.objects.create(
        membership_id=scope.membership_id,  # type: ignore[misc]
        purpose=purpose,
        name=name,
        token_hash=hash_of(token),
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    return row, token


def read_token(token: str, purpose: str) -> Scope:
    """The scope of today of who made it; nobody's when it is unknown, expired, revoked, made for
    something else, or when its membership or its right is gone."""
    now = timezone.now()
    known = AccessToken.objects.filter(token_hash=hash_of(token), purpose=purpose)
    row = known.filter(revoked_at=None, expires_at__gt=now).first()
    if row is None:
        return NOBODY
    scope = scope_for(row.membership_id)
    if scope.is_empty or not tokens.PURPOSES[purpose].may(scope):
        return NOBODY
    if row.last_used_at is None or now - row.last_used_at > SEEN_EVERY:
        AccessToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return scope


def revoke(token: AccessToken) -> None:
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
