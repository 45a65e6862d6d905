"""A reader's part of the map feature: the journals of N sites, in one query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Window
from django.db.models.functions import RowNumber

from actors.scope import Scope
from journal.models import Entry

LATEST = 3
EMPTY: dict[str, Any] = {"count": 0, "latest": []}


def journals(scope: Scope, site_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
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
        .filter(rank__lte=LATEST)
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
