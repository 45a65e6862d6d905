"""The table of rights, and what is asked beyond it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actors import abilities, services
from actors.enums import Ability, Grant, OrganisationKind
from actors.fetch import get_decidable_exception
from actors.forms import DecisionForm, ExceptionForm
from actors.http import Request
from actors.models import ExceptionalRight


@require_safe
def table(request: Request) -> HttpResponse:
    """Printed from the table that decides, so that it cannot say otherwise."""
    mine = request.scope.kind
    kinds = sorted(OrganisationKind, key=lambda kind: kind != mine)  # one's own comes first
    rows = [
        {"label": ability.label, "cells": [_cell(ability, kind, mine) for kind in kinds]}
        for ability in Ability
    ]
    heads = [{"label": kind.label, "is_mine": kind == mine} for kind in kinds]
    return render(request, "actors/rights.html", {"kinds": heads, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def exceptions(request: Request) -> HttpResponse:
    """What my structure asked for, and what I have to answer to."""
    scope = request.scope
    may_ask = bool(abilities.exceptional_for(scope))
    is_sent = request.method == "POST"
    if not may_ask and is_sent:
        raise PermissionDenied("Aucun droit ne s’accorde par exception à votre structure.")
    sent = request.POST if is_sent else None
    form = ExceptionForm(sent, scope=scope) if may_ask else None
    if form and is_sent and form.is_valid() and _ask(request, form):
        return redirect("exceptions")
    rights = ExceptionalRight.objects.select_related(
        "organisation", "territory", "asked_by__user", "decided_by__user"
    )
    live = rights.live(timezone.localdate()).decidable_by(scope).order_by("asked_at", "pk")
    context = {
        "form": form,
        "mine": rights.filter(organisation=scope.organisation_id),
        "to_decide": live,
        "decides": scope.kind in abilities.EXCEPTION_DECIDERS,
    }
    return render(request, "actors/exceptions.html", context, status=400 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    right = get_decidable_exception(request, pk)
    is_sent = request.method == "POST"
    form = DecisionForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and _decide(request, right, form):
        return redirect("exceptions")
    context = {"right": right, "form": form}
    return render(request, "actors/exception.html", context, status=400 if is_sent else 200)


def _cell(ability: Ability, kind: OrganisationKind, mine: Any) -> dict[str, Any]:
    cell = abilities.TABLE[ability][kind]
    return {
        "label": cell.label,
        "kind": cell.value if isinstance(cell, Grant) else "condition",
        "is_mine": kind == mine,
    }


def _ask(request: Request, form: ExceptionForm) -> bool:
    given = dict(form.cleaned_data)
    given["ability"] = Ability(given["ability"])
    try:
        services.ask_exception(request.scope, **given)
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, "La demande part à la préfecture du département et à la Dihal.")
    return True


def _decide(request: Request, right: ExceptionalRight, form: DecisionForm) -> bool:
    scope, given = request.scope, form.cleaned_data
    try:
        if given["decision"] == "retirer":
            services.withdraw_exception(scope, right, reason=given["reason"])
        else:
            granted = given["decision"] == "accorder"
            services.decide_exception(scope, right, grant=granted, reason=given["reason"])
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, "La décision est enregistrée et vaut dès maintenant.")
    return True
