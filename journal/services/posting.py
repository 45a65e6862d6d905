"""Writing in a site's journal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from journal.enums import Audience, EntryEvent
from journal.errors import AlreadyRemoved
from journal.models import Entry
from journal.readable import ENTRY
from journal.services.addressing import write_mentions, write_named
from journal.services.attention import raise_point
from journal.services.checking import Checked, Refusals, check, checked_text
from journal.services.details import PLAIN, Details
from sites import events
from sites.access import find_site
from sites.errors import UsedElsewhere
from sites.models import Site
from sites.services import files


def post(scope: Scope, reference: str, uuid: UUID, body: str, details: Details = PLAIN) -> Entry:
    """Publishes in a few seconds (`JOURNAL_UNDO_SECONDS`), during which its author alone sees it
    and may take it back; the same uuid again gives the same entry, whatever comes with it.

    All of it or nothing. Raises Http404, PermissionDenied, UsedElsewhere, AlreadyRemoved, and
    ValidationError by the names of the form's fields.
    """
    site = find_site(scope, reference)
    abilities.require(scope, Ability.WRITE_JOURNAL, site)
    if known := _known(scope, site, uuid):
        return known
    refusals = Refusals()
    uploads = refusals.take(files.check, details.files) or []  # long: before any lock
    with transaction.atomic():
        if details.answers is not None:
            _hold_thread(details.answers)
        checked = check(scope, site, body, details, refusals)
        entry, is_new = Entry.objects.get_or_create(
            author_id=scope.membership_id,
            uuid=uuid,
            defaults={"site": site, **_columns(checked, details)},
        )
        if is_new:
            _complete(scope, entry, checked, details)
            files.hang(scope, site, ENTRY, entry.pk, uploads)
            kind = EntryEvent.ANSWERED if checked.first else EntryEvent.POSTED
            events.record(kind, site, scope.membership_id, entry.pk)
            if details.attention is not None:  # told in the message's stead: after it
                raise_point(scope, entry, details.attention)
    return _same(entry, site)


def post_each(scope: Scope, sites: Sequence[Site], batch: UUID, body: str) -> None:
    """The same entry in the journal of each site, all or none; the caller has locked them. Each is
    published in a few seconds, as by `post`.

    Each has a uuid of its own, made from the batch's: the same batch again writes only what is not
    there. Raises PermissionDenied, UsedElsewhere, ValidationError on `body`.
    """
    abilities.require_each(scope, Ability.WRITE_JOURNAL, sites)
    text = checked_text(body)
    # With the text in it: a form that the browser kept and that was corrected since would else be
    # taken for the first one, and lost.
    uuids = {uuid5(batch, f"{site.reference}\n{text}"): site for site in sites}
    with transaction.atomic():
        mine = Entry.objects.filter(author_id=scope.membership_id, uuid__in=uuids)
        there = dict(mine.order_by().values_list("uuid", "site_id"))
        if any(uuids[uuid].pk != site_id for uuid, site_id in there.items()):
            raise UsedElsewhere
        out = _published_at()
        new = [
            Entry(  # type: ignore[misc]
                uuid=uuid, site=site, author_id=scope.membership_id, body=text, published_at=out
            )
            for uuid, site in uuids.items()
            if uuid not in there
        ]
        for entry in Entry.objects.bulk_create(new):
            events.record(EntryEvent.POSTED, entry.site, scope.membership_id, entry.pk)


def _known(scope: Scope, site: Site, uuid: UUID) -> Entry | None:
    entry = Entry.objects.filter(author=scope.membership_id, uuid=uuid).first()
    return _same(entry, site) if entry else None


def _same(entry: Entry, site: Site) -> Entry:
    """What the uuid wrote, if it is still what the sender thinks of."""
    if entry.site_id != site.pk:
        raise UsedElsewhere
    if entry.removed_at:
        raise AlreadyRemoved
    return entry


def _hold_thread(answers: int) -> None:
    """Its audience cannot change while an answer takes it over: `narrow` locks the same row."""
    thread = Entry.objects.filter(pk=answers).values(thread=Coalesce(F("answers"), F("pk")))
    first = Entry.objects.filter(Q(pk__in=thread)).select_for_update(of=("self",), no_key=True)
    list(first.values_list("pk"))


def _columns(checked: Checked, details: Details) -> dict[str, object]:
    first = checked.first
    return {
        "body": checked.text,
        "kind": details.kind,
        "tags": list(dict.fromkeys(details.tags)),
        "happened_on": details.happened_on,
        "answers": first,
        "audience": first.audience if first else details.audience,
        "published_at": _published_at(),
    }


def _published_at() -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOURNAL_UNDO_SECONDS)


def _complete(scope: Scope, entry: Entry, checked: Checked, details: Details) -> None:
    """The rows beside the entry's own."""
    if entry.answers_id is None and entry.audience == Audience.NOMMES:
        write_named(entry, details.named)
    write_mentions(entry, details.mentions)
    if checked.linked:
        entry.linked_sites.add(*checked.linked)
