"""A site's journal."""

from uuid import uuid4

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.scope import Scope
from journal.feature import post as shown
from journal.models import Entry
from journal.querysets import EntryQuerySet
from journal.services import edit, post
from layers.api import schema
from layers.api.sites import checked, read_version, scope_of
from layers.serializers.parts import EntrySerializer
from layers.serializers.writing import CorrectionSerializer, PostSerializer
from sites.access import find_site
from territories import pages

NUMBER = schema.number("pk", "Le numéro du message.")


class Journal(GenericAPIView):
    queryset = Entry.objects.none()
    serializer_class = EntrySerializer
    pagination_class = pages.Pages

    @extend_schema(
        summary="Les messages d’un site, le plus récent d’abord",
        operation_id="journal_list",
        parameters=[schema.REFERENCE],
        responses=EntrySerializer(many=True),
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        pages.refuse_others(request)
        rows = _entries(scope_of(request)).filter(site=site).order_by("-published_at", "-pk")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(
            self.get_serializer([shown(row) for row in page or ()], many=True).data
        )

    @extend_schema(
        summary="Publier un message",
        operation_id="journal_post",
        parameters=[schema.REFERENCE],
        request=PostSerializer,
        responses={201: EntrySerializer, 200: EntrySerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        find_site(scope_of(request), reference)
        data, scope = checked(PostSerializer, request), scope_of(request)
        uuid = data.get("uuid") or uuid4()
        known = Entry.objects.filter(author=scope.membership_id, uuid=uuid).exists()
        entry = post(scope, reference, uuid, data["body"])
        return Response(_shown(scope, entry.pk), 200 if known else 201)


class OneEntry(APIView):
    @extend_schema(
        summary="Corriger son message",
        operation_id="journal_edit",
        parameters=[schema.REFERENCE, NUMBER, schema.IF_MATCH],
        request=CorrectionSerializer,
        responses=EntrySerializer,
    )
    def patch(self, request: Request, reference: str, pk: int) -> Response:
        site, scope = find_site(scope_of(request), reference), scope_of(request)
        if not _entries(scope).filter(site=site, pk=pk).exists():
            raise Http404
        data = checked(CorrectionSerializer, request)
        edit(scope, pk, read_version(request, data), data["body"])
        return Response(_shown(scope, pk))


def _entries(scope: Scope) -> EntryQuerySet:
    entries = Entry.objects.visible_to(scope)
    return entries.select_related("author__user", "author__organisation")


def _shown(scope: Scope, pk: int) -> dict[str, object]:
    entry = _entries(scope).filter(pk=pk).first()
    if entry is None:
        raise Http404
    return EntrySerializer(shown(entry)).data
