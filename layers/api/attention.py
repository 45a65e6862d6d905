"""Points d’attention: answered by those who are asked."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from journal.access import find_point
from journal.enums import AttentionAction
from journal.feature import point as shown
from journal.services import move
from layers.api import schema
from layers.api.sites import checked, read_version, scope_of
from layers.serializers.parts import PointSerializer
from layers.serializers.writing import AttentionMoveSerializer
from sites.access import find_site

NUMBER = schema.number("pk", "Le numéro du point d’attention.")
ACTION = OpenApiParameter(
    "action",
    str,
    OpenApiParameter.PATH,
    enum=AttentionAction.values,
    description="Ce qui est fait.",
)


class Move(APIView):
    @extend_schema(
        summary="Prendre en compte un point d’attention, le clore, le rouvrir",
        operation_id="attention_move",
        parameters=[schema.REFERENCE, NUMBER, ACTION, schema.IF_MATCH],
        request=AttentionMoveSerializer,
        responses=PointSerializer,
    )
    def post(self, request: Request, reference: str, pk: int, action: AttentionAction) -> Response:
        site, scope = find_site(scope_of(request), reference), scope_of(request)
        if find_point(scope, pk).site_id != site.pk:
            raise Http404
        data = checked(AttentionMoveSerializer, request)
        move(scope, pk, read_version(request, data), action, data.get("word", ""))
        point = find_point(scope, pk)
        names = sorted(one.name for one in point.addressees.all())
        return Response(PointSerializer(shown(point, names)).data)
