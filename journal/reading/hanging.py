"""What hangs on entries that the reader is known to read, for a page and for a program alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, JSONObject

from actors.querysets import names
from actors.scope import Scope
from journal.models import Entry, Mention, NamedReader
from journal.readable import ENTRY
from sites.feature import files, files_on
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Link:
    """Another site that the reader sees."""

    reference: str
    commune: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """`mentions`: the names that it calls; `named`: who reads it, of an entry for named people;
    `elsewhere`: the departments of the linked sites that this reader does not see."""

    mentions: list[str]
    named: list[str]
    links: list[Link]
    elsewhere: list[str]
    files: list[dict[str, Any]]


def hanging_of(scope: Scope, entry_ids: Collection[int]) -> dict[int, Hanging]:
    """{entry id: what hangs on it}; one query."""
    rows = Entry.objects.filter(pk__in=list(entry_ids)).order_by()
    found = rows.values_list(
        "pk",
        _names(Mention),
        _names(NamedReader),
        _links(scope),
        files_on(ENTRY, scope),
    )
    return {pk: _hanging(*lists) for pk, *lists in found}


def _hanging(
    mentions: list[str],
    named: list[str],
    linked: list[dict[str, Any]],
    hung: list[dict[str, Any]],
) -> Hanging:
    seen = [Link(row["reference"], row["commune"]) for row in linked if row["is_seen"]]
    elsewhere = [row["departement"] for row in linked if not row["is_seen"]]
    return Hanging(mentions, named, seen, elsewhere, files(hung))


def _names(model: type[Mention | NamedReader]) -> ArraySubquery:
    """Of the people and structures, as they were named."""
    rows = model.objects.filter(entry=OuterRef("pk")).order_by("pk")
    return ArraySubquery(
        rows.values(name=Coalesce(names.structure("organisation"), names.person("membership")))
    )


def _links(scope: Scope) -> ArraySubquery:
    seen = Site.objects.visible_to(scope).filter(pk=OuterRef("site")).order_by()
    through = Entry.linked_sites.through.objects.filter(entry=OuterRef("pk")).order_by("pk")
    described = JSONObject(
        reference="site__reference",
        commune="site__commune__name",
        departement="site__departement__name",
        is_seen=Exists(seen),
    )
    return ArraySubquery(through.values(json=described))
