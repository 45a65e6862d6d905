"""Owners, procedures, steps and the evacuation date of a site, each under its ability."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.enums import Ability
from actors.scope import Scope
from layers.api import schema
from layers.api.sites import checked, read_version, scope_of
from layers.serializers import legal as shapes
from legal import services
from legal.access import BLOCK_OF, require_block
from legal.enums import Way
from legal.feature import legal
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites.access import find_site
from sites.models import Site

NUMBER = schema.number("pk", "Le numéro de la ligne.")
PROCEDURE = schema.number("procedure", "Le numéro de la procédure.")
_OWN = ("uuid", "version", "reason")


class Legal(APIView):
    @extend_schema(
        summary="Propriétaires, procédures et évacuation d’un site, selon les droits",
        operation_id="legal_read",
        parameters=[schema.REFERENCE],
        responses=shapes.LegalSerializer,
    )
    def get(self, request: Request, reference: str) -> Response:
        site = find_site(scope_of(request), reference)
        return _shown(scope_of(request), site)


class Owners(APIView):
    @extend_schema(
        summary="Ajouter un propriétaire",
        operation_id="owners_add",
        parameters=[schema.REFERENCE],
        request=shapes.OwnerWriting,
        responses={201: shapes.LegalSerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        return _add(request, reference, Owner, shapes.OwnerWriting, services.save_owner)


class OneOwner(APIView):
    @extend_schema(
        summary="Remplacer un propriétaire",
        operation_id="owners_edit",
        parameters=[schema.REFERENCE, NUMBER, schema.IF_MATCH],
        request=shapes.OwnerWriting,
        responses=shapes.LegalSerializer,
    )
    def put(self, request: Request, reference: str, pk: int) -> Response:
        return _change(request, reference, Owner, shapes.OwnerWriting, services.save_owner, pk)


class Procedures(APIView):
    @extend_schema(
        summary="Ajouter une procédure",
        operation_id="procedures_add",
        parameters=[schema.REFERENCE],
        request=shapes.ProcedureWriting,
        responses={201: shapes.LegalSerializer},
    )
    def post(self, request: Request, reference: str) -> Response:
        return _add(request, reference, Procedure, shapes.ProcedureWriting, services.save_procedure)


class OneProcedure(APIView):
    @extend_schema(
        summary="Remplacer une procédure",
        operation_id="procedures_edit",
        parameters=[schema.REFERENCE, NUMBER, schema.IF_MATCH],
        request=shapes.ProcedureWriting,
        responses=shapes.LegalSerializer,
    )
    def put(self, request: Request, reference: str, pk: int) -> Response:
        save = services.save_procedure
        return _change(request, reference, Procedure, shapes.ProcedureWriting, save, pk)


class Steps(APIView):
    @extend_schema(
        summary="Ajouter une étape à une procédure",
        operation_id="steps_add",
        parameters=[schema.REFERENCE, PROCEDURE],
        request=shapes.StepWriting,
        responses={201: shapes.LegalSerializer},
    )
    def post(self, request: Request, reference: str, procedure: int) -> Response:
        more = {"procedure": procedure}
        return _add(request, reference, Step, shapes.StepWriting, services.save_step, **more)


class OneStep(APIView):
    @extend_schema(
        summary="Remplacer une étape",
        operation_id="steps_edit",
        parameters=[schema.REFERENCE, NUMBER, schema.IF_MATCH],
        request=shapes.StepWriting,
        responses=shapes.LegalSerializer,
    )
    def put(self, request: Request, reference: str, pk: int) -> Response:
        return _change(request, reference, Step, shapes.StepWriting, services.save_step, pk)


class Evacuation(APIView):
    @extend_schema(
        summary="Fixer, changer ou retirer la date d’évacuation",
        operation_id="evacuation_set",
        parameters=[schema.REFERENCE, schema.IF_MATCH],
        request=shapes.EvacuationWriting,
        responses=shapes.LegalSerializer,
    )
    def put(self, request: Request, reference: str) -> Response:
        site = _site(request, reference, EvacuationDate)
        data = checked(shapes.EvacuationWriting, request)
        version = read_version(request, data)
        services.set_evacuation(
            scope_of(request), reference, _values(data), version=version, reason=_reason(data)
        )
        return _shown(scope_of(request), site)


def _site(request: Request, reference: str, model: type[Any]) -> Site:
    """Who may not is told so before what he sends is read."""
    scope = scope_of(request)
    site = find_site(scope, reference)
    require_block(scope, site, BLOCK_OF[model], Ability.EDIT_LEGAL)
    return site


def _add(
    request: Request,
    reference: str,
    model: type[Any],
    shape: type,
    save: Callable[..., Any],
    **more: Any,
) -> Response:
    site = _site(request, reference, model)
    data = checked(shape, request)
    sent = more | {"uuid": data.get("uuid"), "reason": _reason(data)}
    save(scope_of(request), reference, _values(data), **sent)
    return _shown(scope_of(request), site, 201)


def _change(
    request: Request,
    reference: str,
    model: type[Any],
    shape: type,
    save: Callable[..., Any],
    pk: int,
) -> Response:
    site = _site(request, reference, model)
    data = checked(shape, request)
    version = read_version(request, data)
    sent = {"pk": pk, "version": version, "reason": _reason(data)}
    save(scope_of(request), reference, _values(data), **sent)
    return _shown(scope_of(request), site)


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _OWN}


def _reason(data: Mapping[str, Any]) -> str:
    return str(data.get("reason", ""))


def _shown(scope: Scope, site: Site, status: int = 200) -> Response:
    found = legal(scope, [site.pk], Way.API).get(site.pk)
    if found is None:
        raise PermissionDenied("Votre structure n’a pas ce droit : voir les procédures.")
    return Response(shapes.LegalSerializer(found).data, status)
