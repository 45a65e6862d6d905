"""A reader's part of the map feature: what `sites` knows of N sites, one query a part.

Each takes sites that the caller listed by `visible_to(scope)`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from actors.scope import NOBODY, Scope
from sites.enums import FileState
from sites.models import (
    READING_FIELDS,
    ClosingSolution,
    Favourite,
    File,
    Intervenant,
    Site,
    SitePeriod,
    SitePhase,
)

# What identifies a site and where it stands: columns of its own row.
IDENTITY = (
    "reference",
    "version",
    "name",
    "address",
    "access_details",
    "kind",
    "settled_on",
    "target_year",
    "heat_risk",
    "location",
    "location_precision",
    "footprint",
    "footprint_m2",
    "parcels",
    "status",
    "created_at",
    "surveyed_on",
    "updated_on",
)
PLACES = ("commune", "municipal_arrondissement", "epci", "departement", "region")


def identity(site: Site) -> dict[str, Any]:
    """The columns, and each place as {code, name}; no query once `with_places` was asked."""
    columns = {name: getattr(site, name) for name in IDENTITY}
    return columns | {name: place(getattr(site, name)) for name in PLACES}


def place(territory: Any) -> dict[str, str] | None:
    return {"code": territory.code, "name": territory.name} if territory else None


def survey(site: Site) -> dict[str, Any] | None:
    """The newest state, with the day on which each group was read; None without any survey."""
    newest = site.latest_survey
    if newest is None:
        return None
    values = {name: getattr(site, name) for name in READING_FIELDS}
    said = {name: getattr(newest, name) for name in ("answers", "sources", "method", "made_by")}
    return {"observed_on": newest.observed_on, "dates": newest.dates, **values, **said}


def periods(scope: Scope, site_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{site id: since when and why it has its status}."""
    rows = SitePeriod.objects.filter(site__in=site_ids, during__upper_inf=True)
    return {
        row.site_id: {
            "since": row.during.lower,
            "cause": row.cause,
            "context": row.context,
            "with_solutions": row.with_solutions,
            "solutions": row.offered,
            "destination": row.destination,
        }
        for row in with_solutions(rows).order_by("site")
    }


def with_solutions(periods: QuerySet[SitePeriod]) -> Any:
    """Each with what it `offered`: [{solution, people, households}], in the same query."""
    rows = ClosingSolution.objects.filter(period=OuterRef("pk"), withdrawn=False).order_by("pk")
    one = JSONObject(solution="solution", people="people", households="households")
    return periods.annotate(offered=ArraySubquery(rows.values_list(one)))


def phases(scope: Scope, site_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """{site id: its dated phases, in the order of their days}; those to come are planned."""
    today = timezone.localdate()
    rows = SitePhase.objects.filter(site__in=site_ids, on__isnull=False)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.select_related("author__organisation").order_by("site_id", "on", "pk"):
        found[row.site_id].append(
            {
                "phase": row.phase,
                "on": row.on,
                "is_planned": row.on is not None and row.on > today,
                "organisation": row.author.organisation.short_name,
            }
        )
    return found


def last_phases(scope: Scope, site_ids: Sequence[int]) -> dict[int, str]:
    """{site id: the last phase that it reached, in words}."""
    rows = SitePhase.objects.filter(site__in=site_ids).reached(timezone.localdate())
    return {row.site_id: row.get_phase_display() for row in rows}


def favourites(scope: Scope, site_ids: Sequence[int]) -> dict[int, bool]:
    """{site id: whether the reader keeps it}, of all of them."""
    mine = Favourite.objects.filter(user=scope.user_id, site__in=site_ids).order_by()
    kept = set(mine.values_list("site", flat=True))
    return {pk: pk in kept for pk in site_ids}


def intervenants(scope: Scope, site_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """{site id: its intervenants in force, by structure's name}."""
    rows = Intervenant.objects.live(timezone.localdate()).filter(site__in=site_ids)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.select_related("organisation", "user").order_by("organisation__name", "pk"):
        found[row.site_id].append(intervenant(row))
    return found


def intervenant_names(scope: Scope, site_ids: Sequence[int]) -> dict[int, list[str]]:
    """{site id: the names of the structures in force there}."""
    rows = Intervenant.objects.live(timezone.localdate()).filter(site__in=site_ids)
    found: dict[int, list[str]] = defaultdict(list)
    ordered = rows.order_by("organisation__name", "pk")
    for site_id, name in ordered.values_list("site", "organisation__name"):
        found[site_id].append(name)
    return found


def intervenant(row: Intervenant) -> dict[str, Any]:
    contact = row.user
    return {
        "id": row.pk,
        "organisation": row.organisation.name,
        "kind": row.organisation.kind,
        "themes": row.themes,
        "confirmed_themes": row.confirmed_themes,
        "state": row.state,
        "since": row.during.lower,
        "until": row.during.upper,
        "contact": {
            "name": contact.get_full_name(),
            "email": contact.email,
            "phone": contact.phone,
        }
        if contact
        else None,
    }


_DESCRIBED = ("uuid", "name", "kind", "media_type", "size", "thumbnail", "width", "height", "state")


def files_on(kind: str, scope: Scope = NOBODY) -> ArraySubquery:
    """Of a query on rows of this kind, that one reads: the files of each, in order, for `files`.

    With the reader's `scope`, an author also finds those of his that wait, without address.
    """
    mine = Q(state=FileState.WAITING, author=scope.membership_id)
    rows = File.objects.filter(Q(state=FileState.READY) | mine, hangs_on=kind)
    ordered = rows.filter(object_id=OuterRef("pk")).order_by("rank", "pk")
    return ArraySubquery(ordered.values(json=JSONObject(**{name: F(name) for name in _DESCRIBED})))


def files(found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What `files_on` found, as it is shown; no query."""
    return [file(File(**row)) for row in found]


def file(row: File) -> dict[str, Any]:
    ready = row.state == FileState.READY
    pictured = ready and bool(row.thumbnail)
    return {
        "name": row.name,
        "kind": row.kind,
        "media_type": row.media_type,
        "size": row.size,
        "url": reverse("file", args=[row.uuid]) if ready else None,
        "thumbnail_url": reverse("file-thumbnail", args=[row.uuid]) if pictured else None,
        "width": row.width,
        "height": row.height,
        "state": row.state,
    }
