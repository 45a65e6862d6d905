"""What hangs on entries that the reader is known to read, for a page and for a program alike."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from actors.scope import Scope
from journal.models import Entry, Mention, NamedReader
from sites.models import Site

_PEOPLE = ("membership__user", "organisation")


@dataclass(slots=True)
class Links:
    """`elsewhere`: the departments of the linked sites that this reader does not see."""

    seen: list[Site] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def mentioned_in(entry_ids: Collection[int]) -> dict[int, list[str]]:
    """{entry id: the names that it calls}; one query."""
    return _names(Mention.objects.filter(entry__in=entry_ids).select_related(*_PEOPLE))


def named_for(entry_ids: Collection[int]) -> dict[int, list[str]]:
    """{entry id: the people and structures that read it}, of those for named people; one query."""
    return _names(NamedReader.objects.filter(entry__in=entry_ids).select_related(*_PEOPLE))


def links_of(scope: Scope, entry_ids: Collection[int]) -> dict[int, Links]:
    """{entry id: the sites that it leads to}; one query."""
    seen = Site.objects.visible_to(scope).filter(pk=OuterRef("site"))
    through = Entry.linked_sites.through.objects.filter(entry__in=entry_ids)
    rows = through.select_related("site__departement", "site__commune").annotate(
        is_seen=Exists(seen)
    )
    found: dict[int, Links] = defaultdict(Links)
    for row in rows.order_by("pk"):
        links = found[row.entry_id]
        if row.is_seen:  # type: ignore[attr-defined]
            links.seen.append(row.site)
        else:
            links.elsewhere.append(row.site.departement.name)
    return found


def _names(rows: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.entry_id].append(_name(row))
    return found


def _name(addressed: Mention | NamedReader) -> str:
    if addressed.organisation is not None:
        return addressed.organisation.short_name
    return str(addressed.membership.user.get_full_name()) if addressed.membership else ""
