"""Fetching is authorising: the only ways to one site, and who reads it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from actors.http import Request
from actors.models import Membership
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from sites.errors import MergedSite
from sites.models import Intervenant, Site
from sites.querysets import SiteQuerySet


def get_site(request: Request, reference: str, sites: SiteQuerySet | None = None) -> Site:
    """The site, with its places, or a 404 before anything else happens. `sites`: all of them, with
    what is asked of the site in the same query."""
    return find_site(request.scope, reference, sites)


def find_site(scope: Scope, reference: str, sites: SiteQuerySet | None = None) -> Site:
    seen = (Site.objects.all() if sites is None else sites).visible_to(scope)
    return _one(seen, scope, reference)


def lock_site(scope: Scope, reference: str) -> Site:
    """The same, with its row locked until the end of the transaction."""
    seen = Site.objects.visible_to(scope).select_for_update(of=("self",))
    return _one(seen, scope, reference)


def _one(seen: SiteQuerySet, scope: Scope, reference: str) -> Site:
    site: Site | None = seen.one(reference=reference)
    if site is None:
        raise _missing(scope, reference)
    return site


def _missing(scope: Scope, reference: str) -> Exception:
    """A merged site leads those who see it to the one it became; else it never was."""
    kept = kept_of(reference)
    if kept and Site.objects.visible_to(scope).filter(reference=kept).exists():
        return MergedSite(reference, kept)
    return Http404(f"No site {reference} for this reader")


def kept_of(reference: str) -> str | None:
    """The reference of what a merged site became, at the end of the chain; None for another."""
    kept, merged = None, Site.objects.filter(merged_into__isnull=False)
    into = merged.filter(reference=reference)
    while found := into.values_list("merged_into__reference", flat=True).first():
        kept = str(found)
        into = merged.filter(reference=kept)
    return kept


def lock_sites(scope: Scope, references: Iterable[str]) -> list[Site]:
    """Those of them that the reader sees, locked; the others are left out as if there were none.

    Always in the order of their references: two people who choose the same sites wait for each
    other, and never both at once.
    """
    sites = Site.objects.visible_to(scope).select_for_update(of=("self",)).with_places()
    return list(sites.filter(reference__in=list(references)).order_by("reference"))


def readers_of(site: Site) -> MembershipQuerySet:
    """The memberships that see the site: the other face of `Site.objects.visible_to(scope)`."""
    if site.merged_into_id:
        return Membership.objects.none()  # type: ignore[return-value]
    today = timezone.localdate()
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    active = Membership.objects.active(today)
    confirmed = Intervenant.objects.confirmed(today).filter(
        site=site, organisation=OuterRef("organisation")
    )
    over = Membership.objects.over(*places).order_by()
    return active.filter(Q(pk__in=over.values("pk")) | Exists(confirmed))
