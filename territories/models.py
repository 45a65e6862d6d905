from django.contrib.gis.db.models import MultiPolygonField, PointField
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Q

from territories.enums import Level
from territories.functions import Normalise, SearchCodes
from territories.geo import WGS84
from territories.querysets import TerritoryQuerySet


class Territory(models.Model):
    """One row for each territory that is or was; the database refuses to delete any.

    Vintages are years of the Code officiel géographique (1 January).
    """

    level = models.CharField("niveau", max_length=24, choices=Level)
    code = models.CharField("code", max_length=9)
    name = models.CharField("nom", max_length=200)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    postcodes = ArrayField(
        models.CharField(max_length=5), verbose_name="codes postaux", default=list, blank=True
    )
    label_point = PointField(
        "point d'étiquette", srid=WGS84, spatial_index=False, help_text="Dans le contour."
    )
    first_vintage = models.PositiveSmallIntegerField("premier millésime")
    last_vintage = models.PositiveSmallIntegerField("dernier millésime", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="successeur",
    )
    # Both are worked out by the database, so that search reads one indexed column.
    search_name = models.GeneratedField(
        expression=Normalise(F("name")), output_field=models.TextField(), db_persist=True
    )
    search_codes = models.GeneratedField(
        expression=SearchCodes(F("code"), F("postcodes")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering = ("level", "code", "-first_vintage")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=Q(last_vintage__isnull=True),
                name="territory_in_force_unique",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]),
                name="territory_level_known",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z]+$"), name="territory_code_plain"
            ),
            models.CheckConstraint(
                condition=Q(last_vintage__isnull=True) | Q(last_vintage__gte=F("first_vintage")),
                name="territory_vintages_ordered",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(last_vintage__isnull=False),
                name="territory_successor_after_end",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="territory_successor_other",
            ),
        ]
        indexes = [
            # No pending list: it would make the searches that follow an import slow.
            GinIndex(
                fields=["search_name"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                name="territory_name_trgm",
            ),
            GinIndex(
                fields=["search_codes"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                name="territory_codes_trgm",
            ),
            # The bubbles of a view: those whose label it holds.
            GistIndex(fields=["level", "label_point"], name="territory_label_gist"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The name of this territory in an address: ``departement-69``."""
        return f"{self.level}-{self.code}"

    @property
    def is_in_force(self) -> bool:
        return self.last_vintage is None


class Inside(models.Model):
    """The whole containment, each territory inside itself included.

    ``Inside.objects.filter(container=T)`` thus answers alike for a commune and the nation.
    Rows of a territory no longer in force stay as they last were.
    """

    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="containments", db_index=False
    )
    container = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="contents", db_index=False
    )

    class Meta:
        verbose_name = "appartenance territoriale"
        verbose_name_plural = "appartenances territoriales"
        constraints = [
            models.UniqueConstraint(fields=["container", "territory"], name="inside_unique"),
        ]
        indexes = [models.Index(fields=["territory", "container"], name="inside_territory")]

    def __str__(self) -> str:
        return f"{self.territory_id} ⊂ {self.container_id}"


class Outline(models.Model):
    """The boundary of a territory in force, apart from its row so that no list loads it.

    Geometry, not geography: only ``ST_Covers`` and drawing read it; metres are asked of
    ``territories.querysets.placement``. The level is a copy that a trigger alone writes: the
    partial indexes need it, so that looking for a commune never meets a region.
    """

    territory = models.OneToOneField(
        Territory, on_delete=models.CASCADE, primary_key=True, related_name="outline"
    )
    level = models.CharField("niveau", max_length=24, choices=Level, editable=False, default="")
    boundary = MultiPolygonField("contour", srid=WGS84, spatial_index=False)
    simplified = MultiPolygonField("contour simplifié", srid=WGS84, spatial_index=False)

    class Meta:
        verbose_name = "contour"
        constraints = [
            models.CheckConstraint(
                condition=Q(boundary__isvalid=True), name="outline_boundary_valid"
            ),
            models.CheckConstraint(
                condition=Q(simplified__isvalid=True), name="outline_simplified_valid"
            ),
        ]
        indexes = [
            # As expressions: Django's PostGIS editor drops the condition of a one-field index.
            GistIndex(
                OpClass("boundary", name="gist_geometry_ops_2d"),
                condition=Q(level=Level.COMMUNE),
                name="outline_commune_gist",
            ),
            GistIndex(
                OpClass("boundary", name="gist_geometry_ops_2d"),
                condition=Q(level=Level.ARRONDISSEMENT_MUNICIPAL),
                name="outline_arm_gist",
            ),
            GistIndex(fields=["level", "simplified"], name="outline_simplified_gist"),
        ]

    def __str__(self) -> str:
        return f"contour {self.territory_id}"


class Vintage(models.Model):
    """What was imported and when; the newest row is the vintage in force.

    ``checksum`` is that of the files: the same one again needs no work.
    """

    year = models.PositiveSmallIntegerField("millésime")
    source = models.TextField("source")
    checksum = models.CharField("empreinte", max_length=64)
    counts = models.JSONField("nombre de territoires par niveau", default=dict)
    imported_at = models.DateTimeField("importé le", auto_now_add=True)

    class Meta:
        verbose_name = "millésime"
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return str(self.year)
