"""Fetching is authorising: the only ways to one entry, and who reads it."""

from django.http import Http404

from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.audiences import readers
from journal.enums import Audience
from journal.models import AttentionPoint, Entry


def find_entry(scope: Scope, entry_id: int) -> Entry:
    """The entry with its site and author, or Http404 before anything else happens."""
    entries = Entry.objects.visible_to(scope).with_authors()
    entry: Entry | None = (
        entries.select_related("site", "author", "answers").filter(pk=entry_id).first()
    )
    if entry is None:
        raise Http404("No such entry for this reader")
    return entry


def lock_entry(scope: Scope, entry_id: int) -> Entry:
    """The same, with its row locked until the end of the transaction."""
    entries = Entry.objects.visible_to(scope).select_for_update(of=("self",))
    entry: Entry | None = entries.select_related("site").filter(pk=entry_id).first()
    if entry is None:
        raise Http404("No such entry for this reader")
    return entry


def find_point(scope: Scope, point_id: int) -> AttentionPoint:
    """The point d’attention with what it takes to show it, or Http404."""
    points = AttentionPoint.objects.visible_to(scope).with_story()
    point: AttentionPoint | None = points.filter(pk=point_id).first()
    if point is None:
        raise Http404("No such point for this reader")
    return point


def lock_point(scope: Scope, point_id: int) -> AttentionPoint:
    """Its row locked until the end of the transaction."""
    points = AttentionPoint.objects.visible_to(scope).select_for_update(of=("self",))
    point: AttentionPoint | None = points.select_related("site").filter(pk=point_id).first()
    if point is None:
        raise Http404("No such point for this reader")
    return point


def readers_of(entry: Entry) -> MembershipQuerySet:
    """The memberships that read the entry: the other face of `Entry.objects.visible_to(scope)`."""
    authors = {entry.author_id}
    if entry.answers is not None:
        authors.add(entry.answers.author_id)
    return readers(entry.site, Audience(entry.audience), authors, entry.thread_id)
