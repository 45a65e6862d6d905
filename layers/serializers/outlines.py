"""A footprint as the API reads and writes it."""

import json
from typing import Any

from django.contrib.gis.geos import MultiPolygon
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from layers.serializers.fields import Strict
from layers.serializers.writing import version_field
from territories.geo import CoordinatesError, parse_surface


@extend_schema_field(
    {
        "type": "object",
        "nullable": True,
        "description": "Un polygone ou un multipolygone GeoJSON, en degrés (WGS84).",
        "properties": {
            "type": {"type": "string", "enum": ["Polygon", "MultiPolygon"]},
            "coordinates": {"type": "array", "items": {}},
        },
        "required": ["type", "coordinates"],
    }
)
class SurfaceField(serializers.Field):
    """GeoJSON ⇄ a MultiPolygon in EPSG:4326."""

    def to_internal_value(self, value: Any) -> MultiPolygon:
        if not isinstance(value, dict):
            raise serializers.ValidationError("Un polygone GeoJSON est attendu.")
        try:
            return parse_surface(json.dumps(value, default=str))  # « NaN » is no number there
        except CoordinatesError as error:
            raise serializers.ValidationError(str(error)) from None

    def to_representation(self, value: MultiPolygon) -> Any:
        return json.loads(value.json)


class OutlineSerializer(Strict, serializers.Serializer):
    """Without `parcels`, they stay as they are."""

    footprint = SurfaceField(allow_null=True)
    parcels = serializers.ListField(child=serializers.CharField(max_length=30), required=False)
    version = version_field()
