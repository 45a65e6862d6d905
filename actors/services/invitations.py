"""The whole life of an invitation: sent, sent again, accepted or revoked.

The link holds the only copy of the token; the database keeps its hash.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.jobs import enqueue
from actors.models import Invitation, Membership, Organisation, User
from actors.places import inside_any
from actors.scope import Scope
from actors.services.memberships import enter
from territories.models import Territory


def invite(
    scope: Scope,
    *,
    email: str,
    organisation: Organisation,
    function: str,
    parts: Collection[Territory] = (),
) -> Invitation:
    """Writes the invitation and sends its link; ValidationError names the field at fault."""
    abilities.require(scope, Ability.MANAGE_USERS, organisation)
    email = email.strip().lower()
    _check_newcomer(email, organisation)
    _check_parts(parts, organisation)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        organisation=organisation,
        function=function,
        invited_by_id=scope.membership_id,  # type: ignore[misc]
        token_hash=hash_of(token),
        expires_at=_expiry(),
    )
    invitation.parts.set(parts)
    _send(invitation, token)
    return invitation


def send_again(scope: Scope, invitation: Invitation) -> None:
    """A new link for as many days; the former one is dead."""
    abilities.require(scope, Ability.MANAGE_USERS, invitation.organisation)
    _check_waiting(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.expires_at = _expiry()
    invitation.save(update_fields=["token_hash", "expires_at"])
    _send(invitation, token)


def revoke(scope: Scope, invitation: Invitation) -> None:
    abilities.require(scope, Ability.MANAGE_USERS, invitation.organisation)
    _check_waiting(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])


def accept(token: str, user: User) -> Membership:
    """Makes `user` a member; the address must be the one invited.

    Raises Invitation.DoesNotExist for an unknown token, ValidationError with the reason when the
    link is no longer good.
    """
    invitation = _locked(token)
    if user.email.lower() != invitation.email.lower():
        raise ValidationError("Cette invitation a été envoyée à une autre adresse que la vôtre.")
    if not invitation.is_open:
        raise ValidationError("Cette invitation n’est plus valable.")
    membership = enter(user, invitation.organisation, invitation.function)
    membership.parts.set(invitation.parts.all())
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return membership


def open_account(
    token: str, *, first_name: str, last_name: str, phone: str, password: str
) -> Membership:
    """Makes the account of the invited address, then accepts; the link proves the address."""
    email = _locked(token).email
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError("Un compte existe déjà à cette adresse : connectez-vous.")
    user = User.objects.create_user(
        email, password, first_name=first_name, last_name=last_name, phone=phone
    )
    return accept(token, user)


def hash_of(token: str) -> str:
    """SHA-256 is enough: the token holds 256 bits of chance."""
    return hashlib.sha256(token.encode()).hexdigest()


def _locked(token: str) -> Invitation:
    """Of two clicks at once, the second waits, then finds it accepted."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(token_hash=hash_of(token))


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _check_newcomer(email: str, organisation: Organisation) -> None:
    today = timezone.localdate()
    members = Membership.objects.filter(organisation=organisation, during__contains=today)
    if members.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": "Cette personne appartient déjà à la structure."})
    if Invitation.objects.waiting().filter(organisation=organisation, email=email).exists():
        raise ValidationError(
            {"email": "Une invitation est déjà en attente à cette adresse : renvoyez-la."}
        )


def _check_parts(parts: Collection[Territory], organisation: Organisation) -> None:
    allowed = set(
        inside_any(organisation.territories.all())
        .filter(pk__in=[part.pk for part in parts])
        .values_list("pk", flat=True)
    )
    outside = [part.name for part in parts if part.pk not in allowed]
    if outside:
        raise ValidationError(
            {"parts": f"Hors des territoires de la structure : {', '.join(outside)}."}
        )


def _check_waiting(invitation: Invitation) -> None:
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError("Cette invitation a déjà été acceptée ou annulée.")


def _send(invitation: Invitation, token: str) -> None:
    link = settings.PUBLIC_URL + reverse("invitation", args=[token])
    body = render_to_string("actors/email/invitation.txt", {"invitation": invitation, "link": link})
    enqueue("actors.send_mail", invitation.email, "Vous êtes invité à rejoindre le service", body)
