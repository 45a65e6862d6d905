"""Where people went from one site to another, and two sites that are one."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, scope_of
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.moves import MergeSerializer, MoveSerializer, move_of
from layers.serializers.parts import ReinstallationSerializer
from sites.access import find_site
from sites.models import Reinstallation
from sites.reinstallations import parts
from sites.services import merge
from sites.services.reinstalling import link


class Reinstallations(APIView):
    @extend_schema(
        summary="Les réinstallations d’un site",
        operation_id="reinstallations_list",
        parameters=[schema.REFERENCE],
        responses=ReinstallationSerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        rows = parts(scope_of(request), [site.pk]).get(site.pk, [])
        return Response(ReinstallationSerializer(rows, many=True).data)

    @extend_schema(
        summary="Indiquer une réinstallation, ou la demander à un département",
        operation_id="reinstallations_add",
        parameters=[schema.REFERENCE],
        request=MoveSerializer,
        responses={201: ReinstallationSerializer, 200: ReinstallationSerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        scope = scope_of(request)
        site = find_site(scope, reference)
        move = move_of(checked(MoveSerializer, request))
        mine = Reinstallation.objects.filter(author=scope.membership_id, uuid=move.uuid)
        known = mine.exists()
        row = link(scope, reference, move)
        shown = parts(scope, [site.pk]).get(site.pk, [])
        (one,) = [part for part in shown if part["id"] == row.pk]
        return Response(ReinstallationSerializer(one).data, 200 if known else 201)


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
