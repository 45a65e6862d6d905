"""Taking back what is not published yet, and removing what is."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.access import lock_entry
from journal.enums import EntryEvent
from journal.errors import AlreadyPublished
from journal.models import Entry
from journal.readable import ENTRY
from journal.services import outbox
from journal.services.attention import close_with
from sites import events
from sites.services import files

LONGEST_REASON = 500
NEEDS_REASON = "Dites pourquoi : l’auteur du message recevra ce motif."
NOT_YOURS = "Seul l’auteur d’un message peut l’annuler ou l’envoyer sans attendre."


def undo(scope: Scope, entry_id: int) -> Entry:
    """Takes back one's own entry before anybody knows of it, with what one answered to it.

    Nobody is told. Raises Http404, PermissionDenied, AlreadyPublished.
    """
    with transaction.atomic():
        entry = _waiting(scope, entry_id)
        _remove(Q(pk=entry.pk) | Q(answers=entry.pk), scope)
        entry.refresh_from_db(fields=["removed_at", "removed_by"])
    return entry


def release(scope: Scope, entry_id: int) -> Entry:
    """Publishes it now, and lets go of what waited for it. What goes in a digest waits for that.

    Raises Http404, PermissionDenied, AlreadyPublished.
    """
    with transaction.atomic():
        entry = _waiting(scope, entry_id)
        entry.published_at = timezone.now()
        entry.save(update_fields=["published_at"])
        outbox.hasten(entry)
    return entry


def remove(scope: Scope, entry_id: int, reason: str = "") -> Entry:
    """Gone for everyone, with its files and what was told of it; answers to it stay.

    By its author, or by a moderator, whose reason the author receives. Raises Http404,
    PermissionDenied, ValidationError on `reason`.

    A point d’attention that is still open is closed with it; whom it was addressed to are told.
    """
    with transaction.atomic():
        entry = lock_entry(scope, entry_id)
        is_mine = entry.author_id == scope.membership_id
        if not is_mine:
            abilities.require(scope, Ability.MODERATE_JOURNAL, entry.site)
        text = _checked(reason, required=not is_mine)
        was_out = entry.published_at <= timezone.now()
        closed = close_with(scope, entry, text)
        _remove(Q(pk=entry.pk), scope, text)
        facts = {"reason": text, "by_author": is_mine}
        if closed and was_out:  # before that nobody knew of it, and nobody is told
            facts["closed_point"] = True
        events.record(EntryEvent.REMOVED, entry.site, scope.membership_id, entry.pk, **facts)
        entry.refresh_from_db(fields=["removed_at", "removed_by", "removal_reason"])
    return entry


def _waiting(scope: Scope, entry_id: int) -> Entry:
    """One's own entry, locked, while it may still be taken back."""
    entry = lock_entry(scope, entry_id)
    if entry.author_id != scope.membership_id:
        raise PermissionDenied(NOT_YOURS)
    if entry.published_at <= timezone.now():
        raise AlreadyPublished
    return entry


def _remove(which: Q, scope: Scope, reason: str = "") -> None:
    """Rights are looked at again before anything leaves: what waits is stopped here all the same,
    rather than found out one by one."""
    gone = Entry.objects.filter(which, removed_at=None)
    ids = list(gone.order_by().values_list("pk", flat=True))
    gone.update(removed_at=timezone.now(), removed_by_id=scope.membership_id, removal_reason=reason)
    outbox.cancel(ids)
    files.unhang(ENTRY, ids)


def _checked(reason: str, required: bool) -> str:
    text = reason.strip()
    if required and not text:
        raise ValidationError({"reason": NEEDS_REASON})
    if len(text) > LONGEST_REASON:
        raise ValidationError({"reason": f"Le motif dépasse {LONGEST_REASON} caractères."})
    return text
