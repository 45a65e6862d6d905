"""`/api/sites/`: to list, report, read and correct; each verb is the forms' own service."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.scope import Scope
from layers.api import schema
from layers.feature import features
from layers.selection import selected
from layers.serializers.features import SiteFeatureSerializer, SiteSummarySerializer
from layers.serializers.writing import ChangesSerializer, ReportSerializer, report_of
from legal import reads
from sites.access import find_site
from sites.models import Site
from sites.services import SiteChanges, edit, report
from territories import pages
from territories.characters import seen_only


class Sites(GenericAPIView):
    queryset = Site.objects.none()
    serializer_class = SiteSummarySerializer
    pagination_class = pages.FeaturePages

    @extend_schema(
        summary="Les sites, filtrés comme sur la carte, par pages",
        operation_id="sites_list",
        parameters=schema.selection(),
        responses=SiteSummarySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        found = selected(scope_of(request), request.query_params, also=pages.PARAMETERS)
        page = self.paginate_queryset(found.with_places().order_by("-updated_on", "reference"))
        ids = [site.pk for site in page or ()]
        reads.by_filters(scope_of(request), request.query_params, ids)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="Signaler un site",
        operation_id="sites_report",
        request=ReportSerializer,
        responses={201: SiteFeatureSerializer, 200: SiteFeatureSerializer},
    )
    def post(self, request: Request) -> Response:
        scope = scope_of(request)
        data = report_of(checked(ReportSerializer, request))
        mine = Site.objects.filter(declared_by=scope.membership_id, uuid=data.uuid)
        known = mine.exists()
        site = report(scope, data)
        headers = {"Location": reverse("api-site", args=[site.reference])}
        return answer(scope, site.reference, 200 if known else 201, headers)


class OneSite(APIView):
    @extend_schema(
        summary="Un site : état, intervenants, journal",
        operation_id="sites_read",
        parameters=[schema.REFERENCE],
        responses=SiteFeatureSerializer,
    )
    def get(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        return answer(scope_of(request), reference)

    @extend_schema(
        summary="Corriger ce qui identifie un site",
        operation_id="sites_edit",
        parameters=[schema.REFERENCE, schema.IF_MATCH],
        request=ChangesSerializer,
        responses=SiteFeatureSerializer,
    )
    def patch(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data = checked(ChangesSerializer, request, partial=True)
        version = read_version(request, data)
        reason = data.pop("reason", "")
        changes = {name: value for name, value in data.items() if name != "version"}
        edit(scope_of(request), reference, version, SiteChanges(**changes), reason)  # type: ignore[typeddict-item]
        return answer(scope_of(request), reference)


def scope_of(request: Any) -> Scope:
    return request.scope


def checked(serializer: type, request: Request, **options: Any) -> dict[str, Any]:
    """The body in the serializer's types; raises DRF's ValidationError by field."""
    read = serializer(data=seen_only(request.data), **options)
    read.is_valid(raise_exception=True)
    return read.validated_data


def read_version(request: Request, data: Mapping[str, Any]) -> int:
    """From `If-Match: "3"`, else from `version`. Raises ValidationError on `version`."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if given.isascii() and given.isdigit() and len(given) < 10:
        return int(given)
    if given:
        raise ValidationError({"version": '« If-Match » doit porter la version : « "3" ».'})
    if "version" not in data:
        raise ValidationError(
            {"version": "Donnez la version que vous avez lue, ici ou dans « If-Match »."}
        )
    return data["version"]


def answer(
    scope: Scope, reference: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """The site's feature, of which this reader may see all. 404 when he no longer sees the site."""
    one = Site.objects.visible_to(scope).filter(reference=reference)
    found = features(scope, one)
    if not found:
        raise Http404
    return Response(SiteFeatureSerializer(found[0]).data, status, headers=headers)
