"""A reader's part of the map feature: the journals of N sites and the points d’attention that are
open there, one query each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Q, QuerySet, Subquery, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils import timezone

from actors.scope import Scope
from journal.enums import OPEN_STATES, Severity
from journal.models import AttentionPoint, Entry
from journal.querysets import AttentionQuerySet

LATEST = 3
EMPTY: dict[str, Any] = {"count": 0, "latest": []}
NO_POINT: dict[str, Any] = {"open": 0, "urgent": 0, "points": []}


def journals(
    scope: Scope, site_ids: Sequence[int], latest: int = LATEST
) -> dict[int, dict[str, Any]]:
    """{site id: count and the latest entries this reader may see}; one query."""
    each_site: dict[str, Any] = {"partition_by": F("site")}
    entries = (
        Entry.objects.visible_to(scope)
        .filter(site__in=site_ids)
        .select_related("author__user", "author__organisation")
        .annotate(
            rank=Window(RowNumber(), order_by=["-published_at", "-pk"], **each_site),
            count=Window(Count("*"), **each_site),
        )
        .filter(rank__lte=latest)
        .order_by("site", "rank")
    )
    found: dict[int, dict[str, Any]] = {}
    for entry in entries:
        journal = found.setdefault(entry.site_id, {"count": entry.count, "latest": []})
        journal["latest"].append(post(entry))
    return found


def last_days(scope: Scope, site_ids: Sequence[int]) -> dict[int, datetime]:
    """{site id: when the last entry that this reader may see was published}; one query."""
    entries = Entry.objects.visible_to(scope).filter(site__in=site_ids).order_by("site")
    return dict(entries.values_list("site").annotate(last=Max("published_at")))


def last_published(scope: Scope, site: Any) -> QuerySet:
    """The same instant for one site, as a subquery: `site` is its OuterRef."""
    entries = Entry.objects.visible_to(scope).filter(site=site)
    return entries.order_by("-published_at").values("published_at")[:1]


def open_points(scope: Scope, **narrowed: Any) -> AttentionQuerySet:
    """The open points d’attention that this reader may see, on all his sites unless `narrowed`."""
    points: AttentionQuerySet = AttentionPoint.objects.open().filter(**narrowed)
    return points.visible_to(scope)


def counted(scope: Scope, **narrowed: Any) -> QuerySet:
    """Rows (site, points, points_urgent) of the sites that have one, for a layer to join."""
    urgent = Count("pk", filter=Q(severity=Severity.URGENT))
    rows = open_points(scope, **narrowed).order_by().values("site")
    return rows.annotate(points=Count("pk"), points_urgent=urgent)


def attention(scope: Scope, site_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """{site id: how many are open, and urgent}, of those that have one; one query."""
    return {
        row["site"]: {"open": row["points"], "urgent": row["points_urgent"]}
        for row in counted(scope, site__in=site_ids)
    }


def numbers(scope: Scope, site: Any) -> Subquery:
    """Of one site, whose OuterRef `site` is: {total, open, urgent}, its messages that this reader
    may read and the points d’attention that they raise; None where there is none."""
    rows = Entry.objects.visible_to(scope).filter(site=site).order_by().values("site")
    open_ones = Q(attention__state__in=OPEN_STATES)
    counted = rows.annotate(
        total=Count("pk"),
        open=Count("attention", filter=open_ones),
        urgent=Count("attention", filter=open_ones & Q(attention__severity=Severity.URGENT)),
    )
    return Subquery(counted.values(json=JSONObject(total="total", open="open", urgent="urgent")))


def points(scope: Scope, site_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{site id: the same counts, and the open points, the most pressing first}; one query."""
    rows = open_points(scope, site__in=site_ids).with_rank(timezone.localdate())
    named = rows.by_urgency().annotate(asked=ArrayAgg("addressees__name", default=[]))
    found: dict[int, dict[str, Any]] = {}
    for row in named:
        held = found.setdefault(row.site_id, {"open": 0, "urgent": 0, "points": []})
        held["open"] += 1
        held["urgent"] += row.severity == Severity.URGENT
        held["points"].append(point(row, sorted(row.asked)))
    return found


def point(row: AttentionPoint, addressees: Sequence[str]) -> dict[str, Any]:
    """One point d’attention in words."""
    return {
        "id": row.pk,
        "version": row.version,
        "entry": row.entry_id,
        "topic": row.topic,
        "severity": row.severity,
        "state": row.state,
        "state_since": row.state_since,
        "raised_at": row.raised_at,
        "deadline": row.deadline,
        "addressees": list(addressees),
    }


def post(entry: Entry) -> dict[str, Any]:
    """One entry in words; its author's membership must be loaded."""
    return {
        "id": entry.pk,
        "version": entry.version,
        "author": entry.author.user.get_full_name(),
        "organisation": entry.author.organisation.short_name,
        "published_at": entry.published_at,
        "edited_at": entry.edited_at,
        "kind": entry.kind,
        "audience": entry.audience,
        "happened_on": entry.happened_on,
        "answers": entry.answers_id,
        "body": entry.body,
    }
