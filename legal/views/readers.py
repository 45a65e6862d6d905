"""Who can read the blocks of a site, and who did."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.paging import page_number, page_of
from legal.access import blocks_of, readers_of
from legal.enums import Block
from legal.models import Read
from sites.access import get_site
from sites.models import Site

PER_PAGE = 50


@require_safe
def readers(request: Request, reference: str) -> HttpResponse:
    """For those who read a block: by structure, everybody who does."""
    site = get_site(request, reference)
    blocks = blocks_of(request.scope, site)
    if not blocks:
        raise PermissionDenied("Votre structure n’a pas ce droit : voir les procédures.")
    context = {"site": site, "blocks": [(block, *_people(site, block)) for block in blocks]}
    return render(request, "legal/readers.html", context)


@require_safe
def reads(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    abilities.require(request.scope, Ability.VIEW_READS, site)
    rows = Read.objects.filter(site=site).select_related("user", "membership__organisation")
    page = page_of(Paginator(rows.order_by("-at", "-pk"), PER_PAGE), page_number(request.GET))
    return render(request, "legal/reads.html", {"site": site, "page": page})


def _people(site: Site, block: Block) -> tuple[list[tuple[str, list[Any]]], int]:
    """([(structure, its people)], how many people); one query."""
    rows = readers_of(site, block).select_related("user", "organisation")
    groups: dict[str, list[Any]] = {}
    ordered = rows.order_by("organisation__name", "user__last_name", "user__first_name", "pk")
    for row in ordered:
        groups.setdefault(row.organisation.name, []).append(row)
    people = {row.user_id for members in groups.values() for row in members}
    return list(groups.items()), len(people)
