"""Fetching is authorising: the only ways to one site, and who reads it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from actors.http import Request
from actors.models import Membership
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from sites.models import Intervenant, Site


def get_site(request: Request, reference: str) -> Site:
    """The site, with its places, or a 404 before anything else happens."""
    return find_site(request.scope, reference)


def find_site(scope: Scope, reference: str) -> Site:
    site = Site.objects.visible_to(scope).with_places().filter(reference=reference).first()
    if site is None:
        raise Http404(f"No site {reference} for this reader")
    return site


def lock_site(scope: Scope, reference: str) -> Site:
    """The same, with its row locked until the end of the transaction."""
    sites = Site.objects.visible_to(scope).select_for_update(of=("self",))
    site = sites.with_places().filter(reference=reference).first()
    if site is None:
        raise Http404(f"No site {reference} for this reader")
    return site


def lock_sites(scope: Scope, references: Iterable[str]) -> list[Site]:
    """Those of them that the reader sees, locked; the others are left out as if there were none.

    Always in the order of their references: two people who choose the same sites wait for each
    other, and never both at once.
    """
    sites = Site.objects.visible_to(scope).select_for_update(of=("self",)).with_places()
    return list(sites.filter(reference__in=list(references)).order_by("reference"))


def readers_of(site: Site) -> MembershipQuerySet:
    """The memberships that see the site: the other face of `Site.objects.visible_to(scope)`."""
    today = timezone.localdate()
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    active = Membership.objects.active(today)
    confirmed = Intervenant.objects.confirmed(today).filter(
        site=site, organisation=OuterRef("organisation")
    )
    return active.filter(Q(pk__in=active.over(*places).values("pk")) | Exists(confirmed))
