from rest_framework import serializers
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from territories.enums import Level
from territories.models import Outline, Territory

FIELDS = ("slug", "level", "code", "name", "population", "postcodes")


class TerritorySerializer(GeoFeatureModelSerializer):
    """A territory at its label point."""

    slug = serializers.CharField(read_only=True)
    level = serializers.ChoiceField(choices=Level.choices, read_only=True)

    class Meta:
        model = Territory
        geo_field = "label_point"
        id_field = "slug"
        fields = (*FIELDS, "label_point")
        read_only_fields = fields


class TerritoryDetailSerializer(GeoFeatureModelSerializer):
    """A territory's simplified outline, what is known of it, and the slugs of those that hold it.

    Of an Outline, since the geometry is its own.
    """

    slug = serializers.CharField(source="territory.slug", read_only=True)
    level = serializers.ChoiceField(source="territory.level", choices=Level.choices, read_only=True)
    code = serializers.CharField(source="territory.code", read_only=True)
    name = serializers.CharField(source="territory.name", read_only=True)
    population = serializers.IntegerField(
        source="territory.population", read_only=True, allow_null=True
    )
    postcodes = serializers.ListField(
        source="territory.postcodes", child=serializers.CharField(), read_only=True
    )
    containers = serializers.SerializerMethodField()

    class Meta:
        model = Outline
        geo_field = "simplified"
        id_field = "slug"
        fields = (*FIELDS, "containers", "simplified")
        read_only_fields = fields

    def get_containers(self, outline: Outline) -> list[str]:
        holders = Territory.objects.containing(outline.territory)
        return [holder.slug for holder in holders.exclude(pk=outline.territory.pk)]
