"""A site's journal."""

from uuid import uuid4

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.scope import Scope
from journal.enums import Audience
from journal.models import Entry
from journal.querysets import EntryQuerySet
from journal.reading.describing import described
from journal.services import Address, edit, narrow, post, remove
from layers.api import schema
from layers.api.sites import checked, read_version, scope_of
from layers.serializers.journals import (
    CorrectionSerializer,
    NarrowingSerializer,
    PostSerializer,
    RemovalSerializer,
    WholeEntrySerializer,
    changes_of,
    details_of,
)
from sites.access import find_site
from territories import pages

NUMBER = schema.number("pk", "Le numéro du message.")


class Journal(GenericAPIView):
    queryset = Entry.objects.none()
    serializer_class = WholeEntrySerializer
    pagination_class = pages.Pages

    @extend_schema(
        summary="Les messages d’un site, le plus récent d’abord",
        operation_id="journal_list",
        parameters=[schema.REFERENCE],
        responses=WholeEntrySerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site, scope = find_site(scope_of(request), reference), scope_of(request)
        pages.refuse_others(request)
        rows = _entries(scope).filter(site=site).order_by("-published_at", "-pk")
        page = self.paginate_queryset(rows)
        shown = self.get_serializer(described(scope, page or ()), many=True)
        return self.get_paginated_response(shown.data)

    @extend_schema(
        summary="Publier un message, ou une réponse",
        operation_id="journal_post",
        parameters=[schema.REFERENCE],
        request=PostSerializer,
        responses={201: WholeEntrySerializer, 200: WholeEntrySerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data, scope = checked(PostSerializer, request), scope_of(request)
        uuid = data.get("uuid") or uuid4()
        known = Entry.objects.filter(author=scope.membership_id, uuid=uuid).exists()
        entry = post(scope, reference, uuid, data["body"], details_of(data, uuid))
        return Response(_shown(scope, entry.pk), 200 if known else 201)


class OneEntry(APIView):
    @extend_schema(
        summary="Corriger son message",
        operation_id="journal_edit",
        parameters=[schema.REFERENCE, NUMBER, schema.IF_MATCH],
        request=CorrectionSerializer,
        responses=WholeEntrySerializer,
    )
    def patch(self, request: Request, reference: str, pk: int) -> Response:
        scope = scope_of(request)
        entry = _find(scope, reference, pk)
        data = checked(CorrectionSerializer, request)
        version = read_version(request, data)
        edit(scope, pk, version, data.get("body", entry.body), **changes_of(data))
        return Response(_shown(scope, pk))


class Removal(APIView):
    @extend_schema(
        summary="Supprimer un message",
        operation_id="journal_remove",
        parameters=[schema.REFERENCE, NUMBER],
        request=RemovalSerializer,
        responses={204: None},
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        scope = scope_of(request)
        _find(scope, reference, pk)
        data = checked(RemovalSerializer, request)
        remove(scope, pk, data.get("reason", ""))
        return Response(status=204)


class Narrowing(APIView):
    @extend_schema(
        summary="Restreindre l’audience d’une discussion",
        operation_id="journal_narrow",
        parameters=[schema.REFERENCE, NUMBER],
        request=NarrowingSerializer,
        responses=WholeEntrySerializer,
    )
    def post(self, request: Request, reference: str, pk: int) -> Response:
        scope = scope_of(request)
        _find(scope, reference, pk)
        data = checked(NarrowingSerializer, request)
        narrow(scope, pk, Audience(data["audience"]), data.get("named", Address()))
        return Response(_shown(scope, pk))


def _entries(scope: Scope) -> EntryQuerySet:
    return Entry.objects.visible_to(scope).with_authors()


def _find(scope: Scope, reference: str, pk: int) -> Entry:
    """Http404 unless the reader sees the site, and reads the entry there."""
    site = find_site(scope, reference)
    entry = _entries(scope).filter(site=site, pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def _shown(scope: Scope, pk: int) -> dict[str, object]:
    entry = _entries(scope).filter(pk=pk).first()
    if entry is None:
        raise Http404
    return WholeEntrySerializer(described(scope, [entry])[0]).data
