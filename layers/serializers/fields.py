"""What the serializers of the API share."""

import math
from collections.abc import Mapping
from typing import Any

from django.contrib.gis.geos import Point
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField

from territories.geo import WGS84

POINT_EXPECTED = (
    "Un point GeoJSON est attendu : "
    "{« type » : « Point », « coordinates » : [longitude, latitude]}."
)


class PointField(GeometryField):
    """A GeoJSON point ⇄ a Point in EPSG:4326; an altitude is dropped.

    The parent takes any geometry, and what GDAL makes of it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(precision=6, **options)

    def to_internal_value(self, value: Any) -> Point:
        if not isinstance(value, Mapping) or value.get("type") != "Point":
            raise serializers.ValidationError(POINT_EXPECTED)
        numbers = value.get("coordinates")
        if not isinstance(numbers, list) or len(numbers) not in (2, 3):
            raise serializers.ValidationError(POINT_EXPECTED)
        if not all(map(_finite, numbers)):
            raise serializers.ValidationError("Les coordonnées doivent être des nombres.")
        return Point(float(numbers[0]), float(numbers[1]), srid=WGS84)


def _finite(value: Any) -> bool:
    try:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and math.isfinite(value)
    except OverflowError:  # a whole number too big for a float
        return False


class Strict:
    """Refuses what it does not know: a mistyped name must not look like a success."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown(self, data)
        return super().to_internal_value(data)  # type: ignore[misc]


def refuse_unknown(serializer: Any, data: Mapping[str, Any], *without: str) -> None:
    writable = {name for name, field in serializer.fields.items() if not field.read_only}
    if unknown := set(data) - (writable - set(without)):
        words = ["Ce champ n’existe pas, ou ne s’écrit pas ici."]
        raise serializers.ValidationError(dict.fromkeys(sorted(unknown), words))


class PlaceSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
