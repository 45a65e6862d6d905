"""Who reads an entry: one rule for each audience, read two ways.

`readable_by(scope)` are the entries of a reader, `readers(…)` the readers of an entry, and a test
on random worlds holds them equal. Both suppose that the site is seen, and say nothing of it.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from actors import abilities
from actors.enums import PUBLIC_AUTHORITIES, STATE_SERVICES, Ability, Condition, Grant
from actors.models import Membership
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.enums import Audience
from sites.access import readers_of
from sites.enums import Theme
from sites.models import Intervenant, Site
from sites.querysets import IntervenantQuerySet


def readable_by(scope: Scope) -> Q:
    """The condition on entries: its author, that of the thread, and whom the audience holds."""
    # By its key, row by row: a join, or a list of one's own, would be read whole for a few rows
    begun = _entries().filter(pk=OuterRef("answers"), author=scope.membership_id)
    condition = Q(author=scope.membership_id) | Q(Exists(begun.order_by()))
    for audience, rule in _RULES.items():
        condition |= Q(audience=audience) & rule(scope)
    return condition


def readers(
    site: Site, audience: Audience, authors: Iterable[int] = (), thread_id: int | None = None
) -> MembershipQuerySet:
    """The memberships that read what is written on this site for this audience.

    `authors`: memberships that read it anyway as long as they see the site. `thread_id`: the entry
    on which those who are named stand, for `Audience.NOMMES`.
    """
    held = _HOLDERS[audience](site, thread_id)
    return readers_of(site).filter(Q(pk__in=list(authors)) | held)


def _everyone(scope: Scope) -> Q:
    return Q(pk__isnull=False)


def _for_intervenants(scope: Scope) -> Q:
    if scope.kind in STATE_SERVICES:
        return _everyone(scope)
    return Q(site__in=_confirmed().filter(organisation=scope.organisation_id).values("site"))


def _for_authorities(scope: Scope) -> Q:
    """By their territory: what a structure does on a site elsewhere opens `INTERVENANTS` alone."""
    if scope.kind not in PUBLIC_AUTHORITIES:
        return Q(pk__in=[])
    return ~Q(site__in=Site.objects.out_of_reach(scope).values("pk"))


def _for_health(scope: Scope) -> Q:
    granted = abilities.cell(scope, Ability.VIEW_HEALTH)
    if granted == Grant.YES:
        return _everyone(scope)
    if granted == Condition.CONFIRMED_FOR_HEALTH:
        mine = _confirmed_for_health().filter(organisation=scope.organisation_id)
        return Q(site__in=mine.values("site"))
    return Q(pk__in=[])


def _for_named(scope: Scope) -> Q:
    named = _readers_named().filter(entry=Coalesce(OuterRef("answers"), OuterRef("pk")))
    return Q(
        Exists(
            named.filter(Q(membership=scope.membership_id) | Q(organisation=scope.organisation_id))
        )
    )


_RULES = {
    Audience.TOUS: _everyone,
    Audience.INTERVENANTS: _for_intervenants,
    Audience.POUVOIRS_PUBLICS: _for_authorities,
    Audience.SANTE: _for_health,
    Audience.NOMMES: _for_named,
}


def _all_readers(site: Site, thread_id: int | None) -> Q:
    return Q(pk__isnull=False)


def _intervenants_and_state(site: Site, thread_id: int | None) -> Q:
    return Q(organisation__kind__in=STATE_SERVICES) | Q(Exists(_there(_confirmed(), site)))


def _authorities(site: Site, thread_id: int | None) -> Q:
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    over = Membership.objects.over(*places)
    return Q(organisation__kind__in=PUBLIC_AUTHORITIES, pk__in=over.values("pk"))


def _health(site: Site, thread_id: int | None) -> Q:
    cells = abilities.TABLE[Ability.VIEW_HEALTH]
    always = [kind for kind, granted in cells.items() if granted == Grant.YES]
    confirmed = [kind for kind, cell in cells.items() if cell == Condition.CONFIRMED_FOR_HEALTH]
    there = _there(_confirmed_for_health(), site)
    return Q(organisation__kind__in=always) | Q(Exists(there), organisation__kind__in=confirmed)


def _named(site: Site, thread_id: int | None) -> Q:
    named = _readers_named().filter(entry=thread_id)
    return Q(Exists(named.filter(membership=OuterRef("pk")))) | Q(
        Exists(named.filter(organisation=OuterRef("organisation")))
    )


_HOLDERS = {
    Audience.TOUS: _all_readers,
    Audience.INTERVENANTS: _intervenants_and_state,
    Audience.POUVOIRS_PUBLICS: _authorities,
    Audience.SANTE: _health,
    Audience.NOMMES: _named,
}


def _readers_named() -> QuerySet[Any]:
    return apps.get_model("journal", "NamedReader").objects.all()


def _entries() -> QuerySet[Any]:
    return apps.get_model("journal", "Entry").objects.all()


def _confirmed() -> IntervenantQuerySet:
    return Intervenant.objects.confirmed(timezone.localdate()).order_by()


def _confirmed_for_health() -> IntervenantQuerySet:
    return _confirmed().filter(confirmed_themes__contains=[Theme.SANTE])


def _there(rows: IntervenantQuerySet, site: Site) -> IntervenantQuerySet:
    return rows.filter(site=site, organisation=OuterRef("organisation"))
