"""Two sites that are one: merged, and undone."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, scope_of
from layers.preparation import merges_of
from layers.record import with_merges
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.merging import MergedSerializer, MergeSerializer
from sites.access import find_site
from sites.models import Merge
from sites.services import merge, unmerge

NUMBER = schema.number("pk", "Le numéro de la fusion.")


class Merging(APIView):
    @extend_schema(
        summary="Fusionner un doublon dans ce site",
        operation_id="sites_merge",
        parameters=[schema.REFERENCE],
        request=MergeSerializer,
        responses=SiteFeatureSerializer,
    )
    def post(self, request: Request, reference: str) -> Response:
        scope = scope_of(request)
        find_site(scope, reference)
        data = checked(MergeSerializer, request)
        merge(scope, data["lost"], reference, data.get("reason", ""))
        return answer(scope, reference)


class Merges(APIView):
    @extend_schema(
        summary="Les doublons fusionnés dans un site, le plus récent d’abord",
        operation_id="merges_list",
        parameters=[schema.REFERENCE],
        responses=MergedSerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference, with_merges())
        return Response(MergedSerializer(merges_of(site), many=True).data)


class Undoing(APIView):
    @extend_schema(
        summary="Annuler une fusion",
        operation_id="merges_undo",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses=SiteFeatureSerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        scope = scope_of(request)
        site = find_site(scope, reference)
        if not Merge.objects.filter(pk=pk, kept=site).exists():
            raise Http404
        unmerge(scope, pk)
        return answer(scope, reference)
