"""What the OpenAPI document says that the code does not show by itself."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.contrib.rest_framework_gis import GeoFeatureModelSerializerExtension
from drf_spectacular.plumbing import build_object_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from sites.filters import FILTERS, Filter

REFERENCE = OpenApiParameter(
    "reference", str, OpenApiParameter.PATH, description="La référence du site : « 69-0042 »."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='La version qui a été lue, à défaut de la propriété « version » : « "3" ».',
)


def number(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.INT64, OpenApiParameter.PATH, description=words)


def selection() -> list[OpenApiParameter]:
    """The rectangle and the declared filters, those of upper apps among them."""
    box = OpenApiParameter("bbox", str, description="ouest,sud,est,nord en degrés (WGS84).")
    return [box, *map(_filter, FILTERS.values())]


def _filter(declared: Filter) -> OpenApiParameter:
    name, values = declared.name, [choice.value for choice in declared.choices]
    words = f"{declared.label} : {declared.expects}." if declared.expects else declared.label
    if not declared.several:
        return OpenApiParameter(name, str, description=words, enum=values or None)
    items: dict[str, Any] = {"type": "string"} | ({"enum": values} if values else {})
    shape = {"type": "array", "items": items}
    return OpenApiParameter(name, shape, description=words, style="form", explode=False)


class FeatureExtension(GeoFeatureModelSerializerExtension):
    """The parent forgets what is required, and looks for the geometry on the model by name."""

    target_class = "rest_framework_gis.serializers.GeoFeatureModelSerializer"
    match_subclasses = True
    priority = 1

    def map_geo_feature_model_serializer(self, serializer: Any, base_schema: Any) -> Any:
        meta, properties = serializer.Meta, base_schema["properties"]
        required = base_schema.pop("required", [])
        feature = {"type": {"type": "string", "enum": ["Feature"]}}
        if meta.id_field:
            feature["id"] = properties.pop(meta.id_field)
        feature["geometry"] = properties.pop(meta.geo_field)
        if inner := [name for name in required if name in properties]:
            base_schema["required"] = inner
        outer = ["type", *(["geometry"] if meta.geo_field in required else [])]
        outer += ["properties"] if inner else []
        description = base_schema.pop("description", None)
        feature["properties"] = base_schema
        return build_object_type(properties=feature, required=outer, description=description)


class OurSessionScheme(SessionScheme):
    target_class = "geo_resorption.authentication.SessionAuthentication"
