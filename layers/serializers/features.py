"""A site as a GeoJSON feature: one of many, and whole."""

from typing import Any

from rest_framework import serializers
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from layers.feature import address
from layers.serializers.fields import PlaceSerializer, PointField
from layers.serializers.legal import LegalSerializer
from layers.serializers.outlines import SurfaceField
from layers.serializers.parts import (
    IntervenantSerializer,
    JournalSerializer,
    PeriodSerializer,
    PhaseSerializer,
    ReadingSerializer,
    ReinstallationSerializer,
)
from sites.feature import IDENTITY
from sites.models import READING_FIELDS, Site


class SiteSummarySerializer(GeoFeatureModelSerializer):
    """From the site's own row, places loaded: no query."""

    id = serializers.CharField(source="reference", read_only=True)
    location = PointField()
    commune = PlaceSerializer()
    departement = PlaceSerializer()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Site
        geo_field = "location"
        id_field = "id"
        fields = (
            "id",
            "reference",
            "version",
            "name",
            "address",
            "kind",
            "status",
            "location",
            "location_precision",
            "commune",
            "departement",
            "surveyed_on",
            "updated_on",
            *READING_FIELDS,
            "url",
        )

    def get_url(self, site: Site) -> str:
        return address("api-site", site.reference)


class SiteFeatureSerializer(GeoFeatureModelSerializer):
    """From the properties that `layers.feature.features` gives."""

    id = serializers.CharField(source="reference", read_only=True)
    location = PointField()
    footprint = SurfaceField(allow_null=True)
    commune = PlaceSerializer()
    municipal_arrondissement = PlaceSerializer(allow_null=True)
    epci = PlaceSerializer(allow_null=True)
    departement = PlaceSerializer()
    region = PlaceSerializer()
    period = PeriodSerializer()
    survey = ReadingSerializer(allow_null=True)
    phases = PhaseSerializer(many=True)
    intervenants = IntervenantSerializer(many=True)
    reinstallations = ReinstallationSerializer(many=True)
    journal = JournalSerializer()
    legal = LegalSerializer(required=False)
    url = serializers.URLField()

    class Meta:
        model = Site
        geo_field = "location"
        id_field = "id"
        fields: Any = (
            "id",
            *IDENTITY,
            "commune",
            "municipal_arrondissement",
            "epci",
            "departement",
            "region",
            "period",
            "survey",
            "phases",
            "intervenants",
            "reinstallations",
            "journal",
            "legal",
            "url",
        )

    def get_properties(self, instance: Any, fields: Any) -> Any:
        """The parent falls over a key that is not there: what one may not read is none."""
        there = [field for field in fields if field.field_name != "legal" or "legal" in instance]
        return super().get_properties(instance, there)
