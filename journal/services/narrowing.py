"""Fewer readers for a thread; never more, for what was written was written for those."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q

from actors import abilities
from actors.enums import Ability
from actors.models import Organisation
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.access import lock_entry, readers_of
from journal.audiences import readers
from journal.enums import NARROWER, Audience, EntryEvent
from journal.models import AttentionPoint, Entry
from journal.services.addressing import require_all, write_named
from journal.services.checking import NOBODY_NAMED
from journal.services.details import Address
from journal.services.drafting import held_by
from sites import access, events

ONLY_FIRST_AUTHOR = "Seul l’auteur du premier message peut restreindre la discussion."
NOT_NARROWER = (
    "Une audience ne peut que se restreindre. Pour l’élargir, publiez un nouveau message."
)


def narrow(
    scope: Scope,
    entry_id: int,
    audience: Audience,
    named: Address = Address(),  # noqa: B008
) -> Entry:
    """Every row of the thread at once, by the author of its first entry, whose id it takes.

    Raises Http404, PermissionDenied, ValidationError on `audience` or `named`.
    """
    with transaction.atomic():
        first = lock_entry(scope, entry_id)
        if first.answers_id is not None or first.author_id != scope.membership_id:
            raise PermissionDenied(ONLY_FIRST_AUTHOR)
        abilities.require(scope, Ability.WRITE_JOURNAL, first.site)
        before = Audience(first.audience)
        _check(first, before, audience, named)
        thread = Entry.objects.filter(Q(pk=first.pk) | Q(answers=first.pk))
        # Who is correcting what he read before is told that it changed
        thread.update(audience=audience, version=F("version") + 1)
        write_named(first, named if audience == Audience.NOMMES else Address())
        facts = {"before": before, "after": audience}
        events.record(EntryEvent.NARROWED, first.site, scope.membership_id, first.pk, **facts)
        first.refresh_from_db(fields=["audience", "version"])
    return first


def _check(first: Entry, before: Audience, after: Audience, named: Address) -> None:
    if after not in NARROWER[before]:
        raise ValidationError({"audience": NOT_NARROWER})
    if after == Audience.NOMMES:
        _check_named(first, named)
        reading = access.readers_of(first.site).filter(held_by(named) | Q(pk=first.author_id))
    else:
        reading = readers(first.site, after, [first.author_id])
    _check_addressees(first, reading)


def _check_named(first: Entry, named: Address) -> None:
    """All of them read it already; of a structure that is named, each of its people."""
    if not named:
        raise ValidationError({"named": NOBODY_NAMED})
    reading, there = readers_of(first), access.readers_of(first.site)
    require_all("named", named, reading, there, "{} ne lit pas cette discussion.")
    let_in = there.filter(held_by(named)).exclude(pk__in=reading.values("pk"))
    structures = Organisation.objects.filter(pk__in=let_in.order_by().values("organisation"))
    if names := [row.short_name for row in structures]:
        words = (
            "Toutes les personnes de {} ne lisent pas cette discussion : choisissez-les une à une."
        )
        raise ValidationError({"named": [words.format(name) for name in names]})


def _check_addressees(first: Entry, reading: MembershipQuerySet) -> None:
    """Those whom a point d’attention of the thread is addressed to go on reading it."""
    points = AttentionPoint.objects.filter(Q(entry=first) | Q(entry__answers=first))
    addressed = Organisation.objects.filter(
        pk__in=points.order_by().values("addressees"), is_active=True
    )
    lost = addressed.exclude(pk__in=reading.order_by().values("organisation"))
    if names := [row.short_name for row in lost]:
        words = "{} ne lirait plus le point d’attention qui lui est adressé."
        raise ValidationError({"audience": [words.format(name) for name in names]})
