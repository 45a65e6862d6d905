"""Entries in words, with all that hangs on them, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count

from actors.scope import Scope
from journal.enums import Audience
from journal.feature import post
from journal.models import AttentionPoint, Entry
from journal.reading.hanging import hanging_of


def described(scope: Scope, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries that the reader is known to read, their authors loaded; four queries beside.

    Counts and links hold what he may read, and nothing else.
    """
    rows = list(entries)
    ids = [entry.pk for entry in rows]
    replies, points, hanging = _replies(scope, ids), _points(ids), hanging_of(scope, ids)
    return [
        post(entry)
        | {
            "audience_label": Audience(entry.audience).label,
            "tags": entry.tags,
            "replies": replies.get(entry.pk, 0),
            "mentions": hanging[entry.pk].mentions,
            "links": [link.reference for link in hanging[entry.pk].links],
            "files": hanging[entry.pk].files,
            "attention": points.get(entry.pk),
        }
        for entry in rows
    ]


def _replies(scope: Scope, ids: Sequence[int]) -> dict[int, int]:
    answers = Entry.objects.visible_to(scope).filter(answers__in=ids).order_by()
    return dict(answers.values_list("answers").annotate(Count("pk")))


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
