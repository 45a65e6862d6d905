"""Who acts on a site: declared, proposed, confirmed, renewed, ended."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import checked, scope_of
from layers.serializers.parts import IntervenantSerializer
from layers.serializers.writing import InterventionSerializer
from sites.access import find_site
from sites.feature import intervenant, intervenants
from sites.models import Intervenant
from sites.services import (
    confirm_intervenant,
    declare_intervenant,
    end_intervenant,
    propose_intervenant,
    renew_intervenant,
)

NUMBER = schema.number("pk", "Le numéro de l’intervenant.")


class Intervenants(APIView):
    @extend_schema(
        summary="Les intervenants d’un site",
        operation_id="intervenants_list",
        parameters=[schema.REFERENCE],
        responses=IntervenantSerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        rows = intervenants(scope_of(request), [site.pk]).get(site.pk, [])
        return Response(IntervenantSerializer(rows, many=True).data)

    @extend_schema(
        summary="Déclarer sa structure, ou proposer une personne",
        operation_id="intervenants_add",
        parameters=[schema.REFERENCE],
        request=InterventionSerializer,
        responses={201: IntervenantSerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data, scope = checked(InterventionSerializer, request), scope_of(request)
        if "membership" in data:
            row = propose_intervenant(scope, reference, data["membership"], data["themes"])
        else:
            row = declare_intervenant(scope, reference, data["themes"])
        return Response(_shown(row), 201)


class Confirm(APIView):
    @extend_schema(
        summary="Confirmer un intervenant",
        operation_id="intervenants_confirm",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses=IntervenantSerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        return Response(_shown(confirm_intervenant(scope_of(request), reference, pk)))


class Renew(APIView):
    @extend_schema(
        summary="Renouveler son intervention pour douze mois",
        operation_id="intervenants_renew",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses=IntervenantSerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        return Response(_shown(renew_intervenant(scope_of(request), reference, pk)))


class End(APIView):
    @extend_schema(
        summary="Mettre fin à une intervention",
        operation_id="intervenants_end",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses=IntervenantSerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        return Response(_shown(end_intervenant(scope_of(request), reference, pk)))


def _shown(row: Intervenant) -> dict[str, object]:
    loaded = Intervenant.objects.select_related("organisation", "user").get(pk=row.pk)
    return IntervenantSerializer(intervenant(loaded)).data
