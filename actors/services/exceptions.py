"""Rights beyond the table, where the table says "par exception"."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from actors import abilities
from actors.enums import Ability, ExceptionState
from actors.jobs import enqueue
from actors.models import ExceptionalRight, Membership
from actors.places import departements_of
from actors.scope import Scope
from territories.models import Territory

LONGEST = timedelta(days=366)
SUBJECTS = {
    ExceptionState.GRANTED: "Le droit que vous avez demandé est accordé",
    ExceptionState.REFUSED: "Le droit que vous avez demandé est refusé",
    ExceptionState.WITHDRAWN: "Un droit accordé à votre structure est retiré",
}


def ask_exception(
    scope: Scope, *, ability: Ability, territory: Territory, reason: str, until: date
) -> ExceptionalRight:
    """Asks for the structure of `scope`; ValidationError names the field at fault."""
    today = timezone.localdate()
    if ability not in abilities.exceptional_for(scope):
        raise ValidationError({"ability": "Ce droit ne s’accorde pas à votre structure."})
    if not departements_of(scope).filter(pk=territory.pk).exists():
        raise ValidationError({"territory": "Ce département n’est pas dans votre territoire."})
    if not today <= until <= today + LONGEST:
        raise ValidationError({"until": "Choisissez une date d’ici un an."})
    same = ExceptionalRight.objects.live(today).filter(
        organisation=scope.organisation_id, ability=ability, territory=territory
    )
    if same.exists():
        raise ValidationError({"ability": "Ce droit est déjà accordé, ou sa demande en attente."})
    return ExceptionalRight.objects.create(
        ability=ability,
        organisation_id=scope.organisation_id,  # type: ignore[misc]
        territory=territory,
        reason=reason,
        until=until,
        asked_by_id=scope.membership_id,  # type: ignore[misc]
    )


def decide_exception(
    scope: Scope, right: ExceptionalRight, *, grant: bool, reason: str = ""
) -> None:
    """Grants or refuses what is asked; a refusal gives its reason."""
    _check_decider(scope, right)
    if right.state != ExceptionState.ASKED:
        raise ValidationError("Cette demande a déjà reçu une réponse.")
    if grant and right.until < timezone.localdate():
        raise ValidationError("La date demandée est passée : la structure doit la redemander.")
    if not grant and not reason:
        raise ValidationError({"reason": "Dites pourquoi la demande est refusée."})
    _close(scope, right, ExceptionState.GRANTED if grant else ExceptionState.REFUSED, reason)


def withdraw_exception(scope: Scope, right: ExceptionalRight, *, reason: str) -> None:
    """Takes back a granted right, from the very next request on."""
    _check_decider(scope, right)
    if right.state != ExceptionState.GRANTED:
        raise ValidationError("Ce droit n’est pas accordé.")
    if not reason:
        raise ValidationError({"reason": "Dites pourquoi le droit est retiré."})
    _close(scope, right, ExceptionState.WITHDRAWN, reason)


def _check_decider(scope: Scope, right: ExceptionalRight) -> None:
    if not ExceptionalRight.objects.decidable_by(scope).filter(pk=right.pk).exists():
        raise PermissionDenied("Cette demande n’est pas de votre ressort.")


def _close(scope: Scope, right: ExceptionalRight, state: ExceptionState, reason: str) -> None:
    """A conditional write: of two people deciding at once, the second is told so."""
    with transaction.atomic():
        changed = ExceptionalRight.objects.filter(pk=right.pk, state=right.state).update(
            state=state,
            decided_by=scope.membership_id,
            decided_at=timezone.now(),
            decision_reason=reason,
        )
        if not changed:
            raise ValidationError("Cette demande a déjà reçu une réponse.")
        _tell(right, state, reason)


def _tell(right: ExceptionalRight, state: ExceptionState, reason: str) -> None:
    """A mail to who asked, while he is in the structure."""
    active = Membership.objects.active(timezone.localdate()).select_related("user")
    asker = active.filter(pk=right.asked_by_id).first()
    if asker is None:
        return
    context = {
        "right": right,
        "state": state,
        "reason": reason,
        "link": settings.PUBLIC_URL + reverse("exceptions"),
    }
    body = render_to_string("actors/email/exception.txt", context)
    enqueue("actors.send_mail", asker.user.email, SUBJECTS[state], body)
