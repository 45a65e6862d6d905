"""Where people went from one site to another, and what other departments ask of it."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from layers.api import schema
from layers.api.sites import checked, scope_of
from layers.serializers.moves import (
    AnswerSerializer,
    MoveSerializer,
    WaitingSerializer,
    move_of,
    waiting,
)
from layers.serializers.parts import ReinstallationSerializer
from sites.access import find_site
from sites.forms.reinstalling import designated
from sites.models import Reinstallation
from sites.reinstallations import parts
from sites.services.reinstalling import answer, link, remove, waiting_for
from territories import pages

NUMBER = schema.number("pk", "Le numéro de la réinstallation.")


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


class Removal(APIView):
    @extend_schema(
        summary="Retirer une réinstallation, ou la demande qui en est faite",
        operation_id="reinstallations_remove",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        remove(scope_of(request), reference, pk)
        return Response(status=204)


class Waiting(GenericAPIView):
    queryset = Reinstallation.objects.none()
    serializer_class = WaitingSerializer
    pagination_class = pages.Pages

    @extend_schema(
        summary="Les réinstallations que d’autres départements vous demandent de préciser",
        operation_id="reinstallations_waiting",
        responses=WaitingSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        pages.refuse_others(request)
        page = self.paginate_queryset(waiting_for(scope_of(request)))
        shown = self.get_serializer([waiting(row) for row in page or ()], many=True)
        return self.get_paginated_response(shown.data)


class Answer(APIView):
    @extend_schema(
        summary="Désigner un de ses sites à qui le demande, ou écarter la demande",
        operation_id="reinstallations_answer",
        parameters=[NUMBER],
        request=AnswerSerializer,
        responses={204: None},
    )
    def post(self, request: Request, pk: int) -> Response:
        scope = scope_of(request)
        if not waiting_for(scope).filter(pk=pk).exists():
            raise Http404
        data = checked(AnswerSerializer, request)
        answer(scope, pk, designated(data["decision"], data.get("other", "")))
        return Response(status=204)
