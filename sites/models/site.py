import uuid
from typing import Any

import pgtrigger
from django.contrib.gis.db.models import MultiPolygonField, PointField
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from actors.history import tracked
from actors.models import Membership
from sites.enums import CommuneSource, Precision, SiteKind, SiteStatus
from sites.models.reading import READING_FIELDS, Reading
from sites.querysets import METRES, SiteQuerySet
from territories.functions import Normalise
from territories.geo import WGS84
from territories.models import Territory

# Written by `sites.copies` alone, proved by `manage.py check_copies`, left out of history.
COPIES = ("status", "latest_survey", "surveyed_on", "updated_on", *READING_FIELDS)
# Written by the trigger alone.
DERIVED = ("departement", "region", "epci")

_DERIVE_PLACE = """
    SELECT max(t.id) FILTER (WHERE t.level = 'departement'),
           max(t.id) FILTER (WHERE t.level = 'region'),
           max(t.id) FILTER (WHERE t.level = 'epci')
      INTO NEW.departement_id, NEW.region_id, NEW.epci_id
      FROM territories_inside i JOIN territories_territory t ON t.id = i.container_id
     WHERE i.territory_id = NEW.commune_id;
    RETURN NEW;
"""


def territory(label: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="+", verbose_name=label, **options
    )


class ReferenceCounter(models.Model):
    """The last number given in a department; its row is locked while one is given."""

    departement_code = models.CharField(max_length=3, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.departement_code}: {self.last}"


@tracked(*COPIES, *DERIVED, "version", "search_text", "footprint_m2")
class Site(Reading):
    """An informal settlement. `location` is WGS84 (EPSG:4326): metres are asked of PostGIS.

    The commune is proposed from the point; department, region and EPCI follow it by trigger. The
    columns of `Reading` and those named in `COPIES` repeat the newest survey and the period in
    force, for lists and filters.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    reference = models.CharField("référence", max_length=12, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    declared_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name="signalé par"
    )
    created_at = models.DateTimeField("signalé le", auto_now_add=True)

    name = models.CharField("appellation", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    access_details = models.TextField("informations d’accès", blank=True)
    kind = models.CharField("type", max_length=12, choices=SiteKind, default=SiteKind.TERRAIN)
    settled_on = models.DateField("installation", null=True, blank=True)
    target_year = models.PositiveSmallIntegerField("objectif de résorption", null=True, blank=True)

    location = PointField("position", srid=WGS84, spatial_index=True)
    location_precision = models.CharField(
        "précision", max_length=10, choices=Precision, default=Precision.POSITION
    )
    # What people occupy, drawn or pasted; the point alone decides the territory
    footprint = MultiPolygonField("emprise", srid=WGS84, null=True, blank=True)
    # In the local projection, as PostGIS measured it when it was written
    footprint_m2 = models.FloatField("surface", null=True, blank=True, editable=False)
    parcels = ArrayField(
        models.CharField(max_length=14),
        verbose_name="parcelles",
        db_default=[],
        default=list,
        blank=True,
    )
    commune = territory("commune")
    commune_source = models.CharField(
        "origine de la commune",
        max_length=10,
        choices=CommuneSource,
        default=CommuneSource.POSITION,
    )
    municipal_arrondissement = territory("arrondissement municipal", null=True, blank=True)
    departement = territory("département", editable=False)
    region = territory("région", editable=False)
    epci = territory("intercommunalité", null=True, editable=False)

    heat_risk = models.BooleanField("à risque en cas de canicule", default=False, db_default=False)

    status = models.CharField("statut", max_length=10, choices=SiteStatus, editable=False)
    latest_survey = models.OneToOneField(
        "sites.Survey", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    surveyed_on = models.DateField("dernier diagnostic", null=True, editable=False)
    verified_on = models.DateField("dernière vérification", null=True, editable=False)
    updated_on = models.DateField("dernière actualisation", editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="fusionné dans",
    )

    # Accent-blind and without punctuation, as `Territory.search_name`.
    search_text = models.GeneratedField(
        expression=Normalise(Concat("reference", Value(" "), "name", Value(" "), "address")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "site"
        ordering = ("-updated_on", "reference")
        constraints = [
            models.UniqueConstraint(fields=["declared_by", "uuid"], name="site_once_by_author"),
            models.CheckConstraint(
                condition=Q(reference__regex=r"^(\d{2,3}|2[AB])-\d{4,}$"),
                name="site_reference_form",
            ),
            models.CheckConstraint(
                condition=Q(status__in=SiteStatus.values), name="site_status_known"
            ),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True) | Q(target_year__range=(2012, 2100)),
                name="site_target_year_plausible",
            ),
            models.CheckConstraint(
                condition=Q(footprint__isnull=True) | Q(footprint__isvalid=True),
                name="site_footprint_valid",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="site_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "status"], name="site_departement_status"),
            models.Index(fields=["region", "status"], name="site_region_status"),
            models.Index(fields=["epci"], name="site_epci"),
            models.Index(fields=["-updated_on", "reference"], name="site_recent_first"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="site_text_trgm"),
            # Distances in metres (`SiteQuerySet.near`): the same cast as there, or it is not used.
            GistIndex(Cast("location", METRES), name="site_location_metres"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="derive_place",
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("commune_id", "departement_id", "region_id", "epci_id"),
                when=pgtrigger.Before,
                func=_DERIVE_PLACE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} — {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("site", args=[self.reference])

    @property
    def title(self) -> str:
        return self.name or self.address or f"Site de {self.commune.name}"

    @property
    def is_active(self) -> bool:
        return self.status in (SiteStatus.SIGNALE, SiteStatus.OUVERT, SiteStatus.EN_COURS)
