"""The journal of a site that was merged goes on in that of the one that was kept."""

from typing import Any

from django.db.models import Exists, OuterRef

from actors.scope import Scope
from journal.models import AttentionPoint, Entry, Follow
from sites.models import Merge, Site
from sites.services.moving import Moved, carry


def follow_merge(
    merge: Merge, source: Site, target: Site, back: Moved | None = None
) -> dict[str, list[int]]:
    """Handler of `settings.MERGE_HANDLERS`: messages, points d’attention, who follows, and the
    messages that name the site."""
    there = Follow.objects.filter(site=target, membership=OuterRef("membership"))
    links: Any = Entry.linked_sites.through
    linked = links.objects.filter(site=target, entry=OuterRef("entry"))
    moved: dict[str, list[int]] = {}
    for rows in (
        Entry.objects.all(),
        AttentionPoint.objects.all(),
        Follow.objects.exclude(Exists(there)),
        links.objects.exclude(Exists(linked)),
    ):
        moved |= carry(rows, source, target, back)
    return moved


def count_merge(scope: Scope, one: Site, other: Site) -> list[tuple[str, int, int]]:
    """The messages of each that this reader reads; those of others go along unseen."""
    rows = Entry.objects.visible_to(scope)
    mine, theirs = (rows.filter(site=site).count() for site in (one, other))
    return [("Messages du journal", mine, theirs)]
