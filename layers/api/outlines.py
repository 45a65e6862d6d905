"""The footprint of a site and its parcels; the verb is the form's own service."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, read_version, scope_of
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.outlines import OutlineSerializer
from sites.access import find_site
from sites.services import outline


class Footprint(APIView):
    @extend_schema(
        summary="Dessiner ou effacer l’emprise d’un site",
        operation_id="sites_outline",
        parameters=[schema.REFERENCE, schema.IF_MATCH],
        request=OutlineSerializer,
        responses=SiteFeatureSerializer,
    )
    def put(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        data = checked(OutlineSerializer, request)
        parcels = data.get("parcels", site.parcels)
        outline(
            scope_of(request), reference, read_version(request, data), data["footprint"], parcels
        )
        return answer(scope_of(request), reference)
