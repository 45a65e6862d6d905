"""What prepares a resorption: phases, documents, the risk of canicule."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, read_version, scope_of
from layers.feature import file_address
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.parts import DocumentSerializer
from layers.serializers.writing import HeatRiskSerializer, PhasesSerializer
from sites.access import find_site
from sites.enums import Phase
from sites.models import Document
from sites.services import date_phases, set_heat_risk
from territories import pages


class Phases(APIView):
    @extend_schema(
        summary="Dater les phases préparatoires",
        operation_id="phases_date",
        parameters=[schema.REFERENCE, schema.IF_MATCH],
        request=PhasesSerializer,
        responses=SiteFeatureSerializer,
    )
    def patch(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data = checked(PhasesSerializer, request)
        given = "version" in data or "If-Match" in request.headers
        version = read_version(request, data) if given else None
        dates = {Phase(name): day for name, day in data.items() if name != "version"}
        date_phases(scope_of(request), reference, dates, version=version)
        return answer(scope_of(request), reference)


class HeatRisk(APIView):
    @extend_schema(
        summary="Signaler un site à risque en cas de canicule, ou non",
        operation_id="sites_heat_risk",
        parameters=[schema.REFERENCE],
        request=HeatRiskSerializer,
        responses=SiteFeatureSerializer,
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data = checked(HeatRiskSerializer, request)
        set_heat_risk(scope_of(request), reference, data["heat_risk"])
        return answer(scope_of(request), reference)


class Documents(GenericAPIView):
    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    pagination_class = pages.Pages

    @extend_schema(
        summary="Les documents d’un site, le plus récent d’abord",
        operation_id="documents_list",
        parameters=[schema.REFERENCE],
        responses=DocumentSerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        scope = scope_of(request)
        site = find_site(scope, reference)
        pages.refuse_others(request)
        rows = Document.objects.visible_to(scope).filter(site=site).with_files(scope)
        page = self.paginate_queryset(rows.order_by("-recorded_at", "-pk"))
        shown = self.get_serializer(_described(page or ()), many=True)
        return self.get_paginated_response(shown.data)


def _described(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk,
            "title": row.title,
            "dated_on": row.dated_on,
            "access": row.access,
            "recorded_at": row.recorded_at,
            "organisation": row.author.organisation.short_name,
            "files": [paper | {"url": file_address(paper)} for paper in row.papers],
        }
        for row in rows
    ]
