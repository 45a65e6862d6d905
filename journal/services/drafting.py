"""What is being written: the thread that it joins, and who would read it."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.audiences import readers
from journal.enums import Audience
from journal.models import Entry
from journal.services.details import Address, Details
from sites import access
from sites.models import Site

UNKNOWN_ENTRY = "Ce message n’existe pas, ou n’est pas de ceux que vous lisez."


def first_of(scope: Scope, site: Site, answers: int) -> Entry:
    """The first entry of the thread that `answers` is in. Raises ValidationError on `answers`,
    in the same words for an entry that is not there and for one that is not read."""
    read = Entry.objects.visible_to(scope).filter(pk=answers, site=site)
    threads = read.order_by().values(thread=Coalesce(F("answers"), F("pk")))
    first: Entry | None = Entry.objects.select_related("site").filter(pk__in=threads).first()
    if first is None:
        raise ValidationError({"answers": UNKNOWN_ENTRY})
    return first


def readers_of_draft(scope: Scope, site: Site, details: Details) -> MembershipQuerySet:
    """Who would read it if it were published now, its author among them.

    Raises ValidationError on `answers`.
    """
    first = None if details.answers is None else first_of(scope, site, details.answers)
    return readers_with(scope, site, details, first)


def readers_with(
    scope: Scope, site: Site, details: Details, first: Entry | None
) -> MembershipQuerySet:
    """The same, when the thread is known already."""
    author = scope.membership_id or 0
    if first is not None:
        authors = {author, first.author_id}
        return readers(site, Audience(first.audience), authors, first.pk)
    if details.audience == Audience.NOMMES:
        return access.readers_of(site).filter(held_by(details.named) | Q(pk=author))
    return readers(site, details.audience, [author])


def held_by(address: Address) -> Q:
    """The condition on memberships: named by themselves, or by their structure."""
    return Q(pk__in=address.memberships) | Q(organisation__in=address.organisations)
