"""Who reads which block of which site: one rule, read both ways, and the only ways to one row."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from actors import abilities
from actors.enums import Ability, Grant
from actors.models import ExceptionalRight
from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from legal.enums import ABILITIES, Block
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites import access
from sites.models import Site

BLOCK_OF = {
    Owner: Block.OWNER,
    Procedure: Block.LEGAL,
    Step: Block.LEGAL,
    EvacuationDate: Block.EVACUATION,
}


def reads(scope: Scope, block: Block, site: Site) -> bool:
    """The site is known to be seen."""
    return abilities.may(scope, ABILITIES[block], site)


def blocks_of(scope: Scope, site: Site) -> list[Block]:
    return [block for block in Block if reads(scope, block, site)]


def somewhere(scope: Scope, block: Block) -> bool:
    return abilities.somewhere(scope, ABILITIES[block])


def areas(scope: Scope, ability: Ability) -> frozenset[int] | None:
    """The departments in which the reader has it; None: wherever he sees sites."""
    granted = abilities.cell(scope, ability)
    if granted == Grant.YES:
        return None
    if granted != Grant.BY_EXCEPTION:
        return frozenset()
    held = {area for known, area in scope.exceptions if known == ability}
    return None if None in held else frozenset(area for area in held if area is not None)


def readable(scope: Scope, block: Block, path: str = "") -> Q:
    """The sites (at `path`) on which the reader reads the block, among those that he sees: `reads`
    as a condition."""
    where = areas(scope, ABILITIES[block])
    return Q() if where is None else Q(**{f"{path}departement__in": sorted(where)})


def readers_of(site: Site, block: Block) -> MembershipQuerySet:
    """The memberships that read the block of the site: the other face of `readable`."""
    ability = ABILITIES[block]
    kinds: dict[Any, list[str]] = {Grant.YES: [], Grant.BY_EXCEPTION: []}
    for kind, granted in abilities.TABLE[ability].items():
        kinds.setdefault(granted, []).append(kind)
    held = ExceptionalRight.objects.in_force(timezone.localdate()).filter(
        Q(territory=None) | Q(territory=site.departement_id),
        ability=ability,
        organisation=OuterRef("organisation"),
    )
    by_exception = Q(organisation__kind__in=kinds[Grant.BY_EXCEPTION]) & Exists(held)
    always = Q(organisation__kind__in=kinds[Grant.YES])
    return access.readers_of(site).filter(always | by_exception)


def require_block(scope: Scope, site: Site, block: Block, *more: Ability) -> None:
    """Raises PermissionDenied (403)."""
    for ability in (ABILITIES[block], *more):
        abilities.require(scope, ability, site)


def find(model: type[Any], site: Site, pk: int) -> Any:
    """A standing row of the site, or Http404; the reader is known to read its block."""
    row = _rows(model, site).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def removed(model: type[Any], site: Site, pk: int) -> Any:
    """A row of the site that stands no more, or None; the reader is known to read its block."""
    path = "procedure__site" if model is Step else "site"
    rows = model.objects.filter(pk=pk, **{path: site})
    return rows.exclude(pk__in=_rows(model, site).values("pk")).first()


def lock(model: type[Any], site: Site, pk: int) -> Any:
    rows = _rows(model, site).select_for_update(of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _rows(model: type[Any], site: Site) -> Any:
    if model is Step:
        return Step.objects.standing().filter(procedure__site=site).select_related("procedure")
    return model.objects.standing().filter(site=site)


def readable_steps(scope: Scope, ids: Iterable[int]) -> set[int]:
    """Those that one reads: on what files hang."""
    sites = Site.objects.visible_to(scope).filter(readable(scope, Block.LEGAL))
    rows = Step.objects.standing().filter(pk__in=ids, procedure__site__in=sites)
    return set(rows.order_by().values_list("pk", flat=True))
