"""Writing in a site's journal."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.enums import EntryEvent
from journal.models import Entry
from journal.services.attention import raise_point
from journal.services.details import PLAIN, Details
from sites import events
from sites.access import find_site
from sites.errors import UsedElsewhere
from sites.models import Site
from sites.services.versions import require_version

LONGEST = 5000
ONLY_AUTHOR = "Seul l’auteur d’un message peut le corriger."


def post(scope: Scope, reference: str, uuid: UUID, body: str, details: Details = PLAIN) -> Entry:
    """Publishes in a few seconds (`JOURNAL_UNDO_SECONDS`), during which its author alone sees it
    and may take it back; the same uuid again gives the same entry.

    Raises Http404, PermissionDenied, UsedElsewhere, ValidationError on `body`.
    """
    site = find_site(scope, reference)
    abilities.require(scope, Ability.WRITE_JOURNAL, site)
    text = _checked(body)
    written = {
        "site": site,
        "body": text,
        "kind": details.kind,
        "audience": details.audience,
        "published_at": timezone.now() + timedelta(seconds=settings.JOURNAL_UNDO_SECONDS),
    }
    with transaction.atomic():
        entry, is_new = Entry.objects.get_or_create(
            author_id=scope.membership_id, uuid=uuid, defaults=written
        )
        if entry.site_id != site.pk:
            raise UsedElsewhere
        if is_new:
            events.record(EntryEvent.POSTED, site, scope.membership_id, entry.pk)
            if details.attention:
                raise_point(scope, entry, details.attention)
    return entry


def post_each(scope: Scope, sites: Sequence[Site], batch: UUID, body: str) -> None:
    """The same entry in the journal of each site, all or none; the caller has locked them.

    Each has a uuid of its own, made from the batch's: the same batch again writes only what is not
    there. Raises PermissionDenied, UsedElsewhere, ValidationError on `body`.
    """
    abilities.require_each(scope, Ability.WRITE_JOURNAL, sites)
    text = _checked(body)
    # With the text in it: a form that the browser kept and that was corrected since would else be
    # taken for the first one, and lost.
    uuids = {uuid5(batch, f"{site.reference}\n{text}"): site for site in sites}
    with transaction.atomic():
        mine = Entry.objects.filter(author_id=scope.membership_id, uuid__in=uuids)
        there = dict(mine.order_by().values_list("uuid", "site_id"))
        if any(uuids[uuid].pk != site_id for uuid, site_id in there.items()):
            raise UsedElsewhere
        new = [
            Entry(uuid=uuid, site=site, author_id=scope.membership_id, body=text)  # type: ignore[misc]
            for uuid, site in uuids.items()
            if uuid not in there
        ]
        for entry in Entry.objects.bulk_create(new):
            events.record(EntryEvent.POSTED, entry.site, scope.membership_id, entry.pk)


def edit(scope: Scope, entry_id: int, version: int | None, body: str) -> Entry:
    """Corrects one's own entry; former texts stay in its history.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError on `body`.
    """
    with transaction.atomic():
        entries = Entry.objects.visible_to(scope).select_for_update(of=("self",))
        entry = entries.select_related("site").filter(pk=entry_id).first()
        if entry is None:
            raise Http404("No such entry for this reader")
        if entry.author_id != scope.membership_id:
            raise PermissionDenied(ONLY_AUTHOR)
        abilities.require(scope, Ability.WRITE_JOURNAL, entry.site)
        require_version(entry, version, {"body": entry.body})
        text = _checked(body)
        if text != entry.body:
            entry.body, entry.edited_at = text, timezone.now()
            entry.version += 1
            entry.save(update_fields=["body", "edited_at", "version"])
            events.record(EntryEvent.EDITED, entry.site, scope.membership_id, entry.pk)
    return entry


def _checked(body: str) -> str:
    text = body.strip()
    if not text:
        raise ValidationError({"body": "Écrivez un message."})
    if len(text) > LONGEST:
        raise ValidationError({"body": f"Le message dépasse {LONGEST} caractères."})
    return text
