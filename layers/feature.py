"""The map feature of a site: what each app knows of it for one reader, assembled here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from actors.scope import Scope
from journal.feature import EMPTY as NO_ENTRY
from journal.feature import NO_POINT, journals
from journal.feature import points as attention
from legal.feature import part as legal
from sites import feature as sites
from sites.enums import FileState
from sites.querysets import SiteQuerySet
from sites.reinstallations import parts as reinstallations

Part = Callable[[Scope, Sequence[int]], Mapping[int, Any]]
# property → what gives it for N sites in one query, and what stands where it gives nothing
PARTS: Mapping[str, tuple[Part, Any]] = {
    "period": (sites.periods, None),
    "phases": (sites.phases, ()),
    "intervenants": (sites.intervenants, ()),
    "reinstallations": (reinstallations, ()),
    "journal": (journals, NO_ENTRY),
    "attention": (attention, NO_POINT),
}
# property → the same, of a part that is no property at all for who may not read it
OPTIONAL: Mapping[str, Part] = {"legal": legal}


def features(scope: Scope, found: SiteQuerySet) -> list[dict[str, Any]]:
    """The properties (and `location`) of these sites, in their order.

    `found` must come from `visible_to(scope)`. One query, and one a part, however many sites.
    """
    rows = list(found.with_places().select_related("latest_survey"))
    ids = [row.pk for row in rows]
    parts = {name: read(scope, ids) for name, (read, _) in PARTS.items()}
    more = {name: read(scope, ids) for name, read in OPTIONAL.items()}
    return [
        _linked(
            sites.identity(row)
            | {"survey": sites.survey(row)}
            | {name: parts[name].get(row.pk, empty) for name, (_, empty) in PARTS.items()}
            | {name: found[row.pk] for name, found in more.items() if row.pk in found}
        )
        for row in rows
    ]


def _linked(feature: dict[str, Any]) -> dict[str, Any]:
    """A point d’attention stands in the journal, where its entry is."""
    rest = address("api-journal", feature["reference"])
    points = feature.pop("attention")
    return feature | {
        "url": address("site", feature["reference"]),
        "journal": feature["journal"] | {"attention": points, "url": rest},
    }


def file_address(paper: Mapping[str, Any]) -> str | None:
    """Of a file that is ready."""
    if paper["state"] != FileState.READY:
        return None
    return settings.PUBLIC_URL + reverse("file", args=[paper["uuid"]])


def address(name: str, reference: str) -> str:
    """Whole, so that it still leads here from a map or a table elsewhere."""
    return settings.PUBLIC_URL + reverse(name, args=[reference])
