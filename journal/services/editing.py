"""Correcting what one wrote."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.access import lock_entry, readers_of
from journal.enums import EntryEvent, EntryKind, Tag
from journal.models import Entry
from journal.services.addressing import mentioned, write_mentions
from journal.services.checking import Refusals, check_mentions, checked_text
from journal.services.details import Address
from sites import events
from sites.services.dates import not_in_future
from sites.services.versions import require_version

ONLY_AUTHOR = "Seul l’auteur d’un message peut le corriger."


class EntryChanges(TypedDict, total=False):
    """What changes besides the text, and only that."""

    kind: EntryKind
    tags: tuple[Tag, ...]
    happened_on: date | None
    mentions: Address


def edit(
    scope: Scope, entry_id: int, version: int | None, body: str, **changes: Unpack[EntryChanges]
) -> Entry:
    """Corrects one's own entry; what it was stays in its history. Its audience does not change
    here (`narrow`). Whom it calls anew is told, and nobody else.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError by field.
    """
    with transaction.atomic():
        entry = lock_entry(scope, entry_id)
        if entry.author_id != scope.membership_id:
            raise PermissionDenied(ONLY_AUTHOR)
        abilities.require(scope, Ability.WRITE_JOURNAL, entry.site)
        require_version(entry, version, {"body": entry.body})
        written = _checked(entry, body, changes)
        before = mentioned(entry)
        mentions = changes.get("mentions", before)
        is_renamed = mentions != before
        differing = [name for name, value in written.items() if getattr(entry, name) != value]
        if differing or is_renamed:
            _write(entry, {name: written[name] for name in differing})
            if is_renamed:
                write_mentions(entry, mentions)
            facts = {"called": (mentions - before).keys, "called_before": before.keys}
            events.record(EntryEvent.EDITED, entry.site, scope.membership_id, entry.pk, **facts)
    return entry


def _checked(entry: Entry, body: str, changes: EntryChanges) -> dict[str, Any]:
    """The columns as they will be."""
    refusals = Refusals()
    written: dict[str, Any] = {"body": refusals.take(checked_text, body)}
    if "kind" in changes:
        written["kind"] = changes["kind"]
    if "tags" in changes:
        written["tags"] = list(dict.fromkeys(changes["tags"]))
    if "happened_on" in changes:
        day = written["happened_on"] = changes["happened_on"]
        refusals.take(lambda: not_in_future(happened_on=day))
    if "mentions" in changes:
        refusals.take(check_mentions, entry.site, changes["mentions"], readers_of(entry))
    refusals.tell()
    return written


def _write(entry: Entry, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.edited_at = timezone.now()
    entry.version += 1
    entry.save(update_fields=[*columns, "edited_at", "version"])
