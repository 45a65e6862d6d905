"""Correcting what identifies a site; moving its point by more than 200 m asks for its commune."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import CommuneSource, EventKind
from sites.models import Site, SitePeriod
from sites.services.closed import correction_reason
from sites.services.dates import not_in_future, plausible_target
from sites.services.outlining import keep_near
from sites.services.placing import MOVED_M, place
from sites.services.versions import require_version

PLAIN_FIELDS = (
    "name",
    "address",
    "access_details",
    "kind",
    "settled_on",
    "target_year",
    "location_precision",
)


class SiteChanges(TypedDict, total=False):
    """The columns to change, and only those; `commune` by its code (INSEE), WGS84 `location`."""

    name: str
    address: str
    access_details: str
    kind: str
    settled_on: Any
    target_year: int | None
    location_precision: str
    location: Point
    commune: str


def edit(
    scope: Scope, reference: str, version: int | None, changes: SiteChanges, reason: str = ""
) -> Site:
    """Writes what differs, and one event for it; nothing when nothing differs. A closed site is
    corrected, with a `reason`.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError by field.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        require_version(site, version, current_values(site))
        reason = correction_reason(site, reason)
        if "target_year" in changes and changes["target_year"] != site.target_year:
            abilities.require(scope, Ability.SET_TARGET, site)
        not_in_future(settled_on=changes.get("settled_on"))
        plausible_target(changes.get("target_year"))
        fields = _plain(site, changes) | _moved(site, changes)
        if fields:
            for name, value in fields.items():
                setattr(site, name, value)
            site.version = F("version") + 1  # type: ignore[assignment]
            site.save(update_fields=[*fields, "version"])
            if settled_on := fields.get("settled_on"):
                _begin_first_period(site, settled_on)
            _still_seen(scope, site)
            _tell(scope, site, sorted(fields), reason)
    return Site.objects.one(pk=site.pk)


def _tell(scope: Scope, site: Site, fields: list[str], reason: str) -> None:
    kind = EventKind.SITE_MOVED if "commune" in fields else EventKind.SITE_EDITED
    facts: dict[str, Any] = {"fields": fields}
    if reason:
        kind = EventKind.SITE_CORRECTED
        facts["reason"] = reason
    events.record(kind, site, scope.membership_id, **facts)


def current_values(site: Site) -> dict[str, Any]:
    """What `edit` may change, as it is now: the `current` of a stale version."""
    plain = {name: getattr(site, name) for name in PLAIN_FIELDS}
    return plain | {"location": [site.location.x, site.location.y], "commune": site.commune.code}


def _plain(site: Site, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: changes[name]
        for name in PLAIN_FIELDS
        if name in changes and changes[name] != getattr(site, name)
    }


def _moved(site: Site, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The position, and the commune when it was chosen anew or the point went far."""
    point: Point = changes.get("location") or site.location
    code = changes.get("commune") or ""
    moved = {} if point.equals_exact(site.location) else {"location": point}
    if moved:
        keep_near(site, point)
    chosen = code and code != site.commune.code
    if not chosen and not (moved and _metres_between(site, point) > MOVED_M):
        if moved:
            place(point, site.commune.code, CommuneSource(site.commune_source))
        return moved
    where = place(point, code if chosen else "")
    return moved | {
        "commune": where.commune,
        "commune_source": where.source,
        "municipal_arrondissement_id": where.municipal_arrondissement_id,
    }


def _begin_first_period(site: Site, day: date) -> None:
    """What held since people settled: the first status begins on that day."""
    first = SitePeriod.objects.select_for_update().filter(site=site).earliest("during")
    if first.during.upper and day >= first.during.upper:
        raise ValidationError(
            {
                "settled_on": "Le site a changé de statut avant cette date "
                f"(le {first.during.upper:%d/%m/%Y})."
            }
        )
    first.during = DateRange(day, first.during.upper)
    first.save(update_fields=["during"])


def _metres_between(site: Site, point: Point) -> float:
    near = Site.objects.filter(pk=site.pk).near(point, metres=25_000_000)
    return near.get().metres.m  # type: ignore[attr-defined]


def _still_seen(scope: Scope, site: Site) -> None:
    if not Site.objects.visible_to(scope).filter(pk=site.pk).exists():
        raise ValidationError({"location": "Ce point est hors de votre territoire."})
