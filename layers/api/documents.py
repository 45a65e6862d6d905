"""The documents of a site: listed, deposited, taken away and put back."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.scope import Scope
from layers.api import schema
from layers.api.parsing import MultiPartParser
from layers.api.sites import checked, scope_of
from layers.feature import file_address
from layers.serializers.documents import DepositSerializer, WithdrawalSerializer, deposit_of
from layers.serializers.parts import DocumentSerializer
from sites.access import find_site
from sites.models import Document
from sites.querysets import DocumentQuerySet
from sites.services import deposit, put_back_document, remove_document
from territories import pages

NUMBER = schema.number("pk", "Le numéro du document.")


class Documents(GenericAPIView):
    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    pagination_class = pages.Pages
    parser_classes = (MultiPartParser,)

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
        rows = _documents(scope).filter(site=site)
        page = self.paginate_queryset(rows.order_by("-recorded_at", "-pk"))
        shown = self.get_serializer(_described(page or ()), many=True)
        return self.get_paginated_response(shown.data)

    @extend_schema(
        summary="Déposer un document avec ses fichiers",
        operation_id="documents_add",
        parameters=[schema.REFERENCE],
        request=DepositSerializer,
        responses={201: DocumentSerializer, 200: DocumentSerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        scope = scope_of(request)
        find_site(scope, reference)
        given = deposit_of(checked(DepositSerializer, request))
        mine = Document.objects.filter(author=scope.membership_id, uuid=given.uuid)
        known = mine.exists()
        row = deposit(scope, reference, given)
        return Response(_shown(scope, row), 200 if known else 201)


class Removal(APIView):
    @extend_schema(
        summary="Retirer un document",
        operation_id="documents_remove",
        parameters=[schema.REFERENCE, NUMBER],
        request=WithdrawalSerializer,
        responses={204: None},
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        find_site(scope_of(request), reference)
        data = checked(WithdrawalSerializer, request)
        remove_document(scope_of(request), reference, pk, reason=data.get("reason", ""))
        return Response(status=204)


class PuttingBack(APIView):
    @extend_schema(
        summary="Remettre, pendant un jour, un document que l’on a retiré",
        operation_id="documents_put_back",
        parameters=[schema.REFERENCE, NUMBER],
        request=None,
        responses=DocumentSerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        row = put_back_document(scope_of(request), reference, pk)
        return Response(_shown(scope_of(request), row))


def _documents(scope: Scope) -> DocumentQuerySet:
    return Document.objects.visible_to(scope).with_files(scope)


def _shown(scope: Scope, row: Document) -> dict[str, Any]:
    found = _described(_documents(scope).filter(pk=row.pk))
    if not found:
        raise Http404
    return DocumentSerializer(found[0]).data


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
