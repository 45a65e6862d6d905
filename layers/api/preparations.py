"""What prepares a resorption: phases, the risk of canicule."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import answer, checked, read_version, scope_of
from layers.serializers.features import SiteFeatureSerializer
from layers.serializers.writing import HeatRiskSerializer, PhasesSerializer
from sites.access import find_site
from sites.enums import Phase
from sites.services import date_phases, set_heat_risk


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
        version = read_version(request, data)
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
