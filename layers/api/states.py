"""What happens to a site: its status, its surveys, "vérifié, rien de changé"."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, read_version, scope_of
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.parts import SurveySerializer
from layers.serializers.writing import (
    ObservationSerializer,
    StatusChangeSerializer,
    closing_of,
    observation,
)
from sites.access import find_site
from sites.enums import StatusAction
from sites.models import Survey
from sites.services import change_status, survey, verify
from territories import pages


class Status(APIView):
    @extend_schema(
        summary="Confirmer, fermer, rouvrir… un site",
        operation_id="sites_status",
        parameters=[schema.REFERENCE, schema.IF_MATCH],
        request=StatusChangeSerializer,
        responses=SiteFeatureSerializer,
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data = checked(StatusChangeSerializer, request)
        action = StatusAction(data.pop("action"))
        closing = closing_of(data)
        if "If-Match" in request.headers:
            data["version"] = read_version(request, data)
        change_status(scope_of(request), reference, action, closing=closing, **data)
        return answer(scope_of(request), reference)


class Verify(APIView):
    @extend_schema(
        summary="Vérifié, rien de changé",
        operation_id="sites_verify",
        parameters=[schema.REFERENCE],
        request=None,
        responses=SiteFeatureSerializer,
    )
    def post(self, request: Request, reference: str) -> Response:
        verify(scope_of(request), reference)
        return answer(scope_of(request), reference)


class Surveys(GenericAPIView):
    queryset = Survey.objects.none()
    serializer_class = SurveySerializer
    pagination_class = pages.Pages

    @extend_schema(
        summary="Les diagnostics d’un site, le plus récent d’abord",
        operation_id="surveys_list",
        parameters=[schema.REFERENCE],
        responses=SurveySerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        pages.refuse_others(request)
        rows = Survey.objects.filter(site=site).select_related("author__organisation")
        page = self.paginate_queryset(rows.order_by("-observed_on", "-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="Actualiser un site",
        operation_id="surveys_add",
        parameters=[schema.REFERENCE],
        request=ObservationSerializer,
        responses={201: SurveySerializer, 200: SurveySerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        scope = scope_of(request)
        read = observation(checked(ObservationSerializer, request))
        known = Survey.objects.filter(author=scope.membership_id, uuid=read.uuid).exists()
        written = survey(scope, reference, read)
        return Response(SurveySerializer(written).data, 200 if known else 201)
