"""Entries in words, with all that hangs on them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count

from actors.scope import Scope
from journal.enums import Audience
from journal.feature import post
from journal.models import AttentionPoint, Entry, Mention
from journal.readable import ENTRY
from sites.feature import files as files_of
from sites.models import Site


def described(scope: Scope, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries that the reader is known to read, their authors loaded; five queries beside.

    Counts and links hold what he may read, and nothing else.
    """
    rows = list(entries)
    ids = [entry.pk for entry in rows]
    replies, mentions, links = _replies(scope, ids), _mentions(ids), _links(scope, ids)
    points, files = _points(ids), files_of(ENTRY, ids, scope)
    return [
        post(entry)
        | {
            "audience_label": Audience(entry.audience).label,
            "tags": entry.tags,
            "replies": replies.get(entry.pk, 0),
            "mentions": mentions[entry.pk],
            "links": links[entry.pk],
            "files": files.get(entry.pk, []),
            "attention": points.get(entry.pk),
        }
        for entry in rows
    ]


def _replies(scope: Scope, ids: Sequence[int]) -> dict[int, int]:
    answers = Entry.objects.visible_to(scope).filter(answers__in=ids).order_by()
    return dict(answers.values_list("answers").annotate(Count("pk")))


def _mentions(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Mention.objects.filter(entry__in=ids).order_by("pk")
    for row in rows.select_related("membership__user", "organisation"):
        found[row.entry_id].append(_name(row))
    return found


def _name(row: Mention) -> str:
    called = row.membership.user.get_full_name() if row.membership else None
    return str(called or row.organisation.short_name)  # type: ignore[union-attr]


def _links(scope: Scope, ids: Sequence[int]) -> dict[int, list[str]]:
    """References of the linked sites that the reader sees; of the others, nothing."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Entry.linked_sites.through.objects.filter(
        entry__in=ids, site__in=Site.objects.visible_to(scope)
    )
    for entry, reference in rows.order_by("pk").values_list("entry", "site__reference"):
        found[entry].append(reference)
    return found


def _points(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    points = AttentionPoint.objects.filter(entry__in=ids).prefetch_related("addressees")
    return {
        point.entry_id: {
            "id": point.pk,
            "version": point.version,
            "topic": point.topic,
            "severity": point.severity,
            "state": point.state,
            "deadline": point.deadline,
            "addressees": [structure.short_name for structure in point.addressees.all()],
        }
        for point in points
    }
