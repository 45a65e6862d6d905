"""Reporting a site: the point decides, and what stands near is shown before."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.models import Membership
from actors.scope import Scope
from sites import copies, events
from sites.enums import CommuneSource, EventKind, Precision, SiteKind, SiteStatus
from sites.errors import PossibleDuplicates
from sites.models import Site, SitePeriod
from sites.services.dates import not_in_future
from sites.services.placing import Place, place
from sites.services.references import departement_code, next_reference
from sites.services.surveying import Observation, write_survey

# How far another open site may be the same one, in metres, by how the position is known.
DUPLICATE_M = {Precision.POSITION: 200, Precision.ADRESSE: 500, Precision.COMMUNE: 3_000}
MOST_DUPLICATES = 6
OUT_OF_REACH = (
    "{commune} n’est pas dans votre territoire : le site vous resterait invisible. Prévenez la "
    "préfecture de ce département."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a new site. `location` in WGS84; `commune_code` when the agent corrects it.

    `observation` is a first survey, if anything was read. `distinct` says that the reader saw the
    open sites nearby and that this is none of them.
    """

    location: Point
    uuid: UUID = field(default_factory=uuid4)
    location_precision: Precision = Precision.POSITION
    commune_code: str = ""
    commune_source: CommuneSource = CommuneSource.AGENT
    name: str = ""
    address: str = ""
    access_details: str = ""
    kind: SiteKind = SiteKind.TERRAIN
    settled_on: date | None = None
    observation: Observation | None = None
    distinct: bool = False


def report(scope: Scope, data: Report) -> Site:
    """Declares a site, `signalé` until it is confirmed; the same uuid again gives the same site.

    Raises ValidationError by field, PossibleDuplicates, PermissionDenied.
    """
    abilities.require(scope, Ability.REPORT_SITE)
    if former := _already(scope, data.uuid):
        return former
    not_in_future(settled_on=data.settled_on)
    where = place(data.location, data.commune_code, data.commune_source)
    if not reaches(scope, where):
        raise ValidationError({"location": OUT_OF_REACH.format(commune=where.commune)})
    try:
        with transaction.atomic():
            site = _write(scope, data, where)
            if not data.distinct and (others := _beside(scope, site)):
                raise PossibleDuplicates(others)
            events.record(EventKind.SITE_REPORTED, site, scope.membership_id)
            if data.observation:
                write_survey(scope, site, data.observation)
            copies.refresh([site.pk])
    except IntegrityError:
        if former := _already(scope, data.uuid):  # the same click, a moment sooner
            return former
        raise
    return Site.objects.one(pk=site.pk)


def _already(scope: Scope, uuid: UUID) -> Site | None:
    return Site.objects.one(declared_by=scope.membership_id, uuid=uuid)


def _write(scope: Scope, data: Report, where: Place) -> Site:
    today = timezone.localdate()
    site = Site.objects.create(  # type: ignore[misc]
        uuid=data.uuid,
        reference=next_reference(departement_code(where.commune)),
        declared_by_id=scope.membership_id,
        name=data.name,
        address=data.address,
        access_details=data.access_details,
        kind=data.kind,
        settled_on=data.settled_on,
        location=data.location,
        location_precision=data.location_precision,
        commune=where.commune,
        commune_source=where.source,
        municipal_arrondissement_id=where.municipal_arrondissement_id,
        status=SiteStatus.SIGNALE,
        updated_on=today,
    )
    SitePeriod.objects.create(  # type: ignore[misc]
        site=site,
        status=SiteStatus.SIGNALE,
        during=DateRange(data.settled_on or today, None),
        author_id=scope.membership_id,
    )
    return site


def reaches(scope: Scope, where: Place) -> bool:
    """Whether the reader would see a site there: one may report in one's own territories only."""
    places = [pk for pk in (where.commune.pk, where.municipal_arrondissement_id) if pk]
    mine = Membership.objects.filter(pk=scope.membership_id)  # type: ignore[misc]
    return mine.over(*places).exists()


def _beside(scope: Scope, site: Site) -> list[Site]:
    near = possible_duplicates(scope, site.location, Precision(site.location_precision))
    return [one for one in near if one != site]


def possible_duplicates(scope: Scope, point: Point, precision: Precision) -> list[Site]:
    """The active sites near a point (WGS84), nearest first, each with its `metres`.

    Only those that the reader sees: else a report would tell where hidden sites are.
    """
    near = Site.objects.visible_to(scope).active().near(point, DUPLICATE_M[precision])
    return list(near.with_places()[:MOST_DUPLICATES])
