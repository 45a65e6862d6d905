"""`/api/territoires/`: the territories in force, for any signed-in reader."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.viewsets import ReadOnlyModelViewSet

from territories.enums import Level
from territories.models import Outline, Territory
from territories.pages import FeaturePages
from territories.serializers import TerritoryDetailSerializer, TerritorySerializer

PARAMETERS = {"q", "niveau", "dans", "page", "page_size"}
LONGEST_PAGE = 1000


class Pagination(FeaturePages):
    page_size = 100
    max_page_size = LONGEST_PAGE


@extend_schema_view(
    list=extend_schema(
        summary="Territoires en vigueur, à leur point d'étiquette",
        parameters=[
            OpenApiParameter("q", str, description="Nom, code ou code postal ; 20 réponses."),
            OpenApiParameter("niveau", str, enum=Level.values),
            OpenApiParameter("dans", str, description="Dans ce territoire : « departement-69 »."),
        ],
    ),
    retrieve=extend_schema(
        summary="Un territoire et son contour simplifié",
        parameters=[
            OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH),
        ],
    ),
)
class TerritoryViewSet(ReadOnlyModelViewSet):
    queryset = Territory.objects.in_force()
    lookup_field = "slug"
    lookup_value_regex = "[a-z-]+-[0-9A-Za-z]+"
    pagination_class = Pagination
    parser_classes = (JSONParser,)

    def get_serializer_class(self) -> Any:
        return TerritorySerializer if self.action == "list" else TerritoryDetailSerializer

    def get_object(self) -> Outline:
        try:
            territory = Territory.objects.by_slug(self.kwargs["slug"])
        except Territory.DoesNotExist:
            raise Http404 from None
        found = Outline.objects.filter(territory=territory).only("territory", "simplified").first()
        outline = found or Outline()
        outline.territory = territory
        return outline

    def filter_queryset(self, queryset: Any) -> Any:
        if self.action != "list":
            return queryset
        asked = self.request.query_params
        if unknown := sorted(set(asked) - PARAMETERS):
            raise ValidationError({name: ["Paramètre inconnu."] for name in unknown})
        territories = Territory.objects.in_force().order_by("level", "code")
        if level := asked.get("niveau"):
            territories = territories.at_level(read_level(level))
        if slug := asked.get("dans"):
            territories = territories.within(read_container(slug))
        return territories.search(read_text(asked["q"])) if "q" in asked else territories


def read_level(value: str) -> Level:
    if value not in Level.values:
        raise ValidationError({"niveau": [f"Niveau inconnu. Choix : {', '.join(Level.values)}."]})
    return Level(value)


def read_container(slug: str) -> Territory:
    try:
        return Territory.objects.by_slug(slug)
    except Territory.DoesNotExist:
        message = "Territoire inconnu. Exemple : « departement-69 »."
        raise ValidationError({"dans": [message]}) from None


def read_text(text: str) -> str:
    if "\0" in text:
        raise ValidationError({"q": ["Ce texte contient un caractère interdit."]})
    return text
