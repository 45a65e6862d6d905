"""Two sites that are one: what hangs on the lost one goes to the kept one, and may come back.

The lost one keeps its row, its periods and its reference, which leads to the other
(`sites.access.MergedSite`).
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from django.utils.module_loading import import_string

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import copies, events
from sites.access import kept_of, lock_sites
from sites.enums import EventKind
from sites.models import (
    LIVE,
    READING_FIELDS,
    Document,
    Event,
    Favourite,
    File,
    Intervenant,
    Merge,
    Site,
    SitePhase,
    Survey,
)
from sites.services import reinstalling
from sites.services.moving import Moved, carry
from sites.services.surveying import BY_GROUP, carry_forward

LONGEST = 500
SAME = "C’est le même site : choisissez-en un autre."
NOT_FOUND = "Aucun site que vous voyez ne porte cette référence."


def merge(scope: Scope, lost: str, kept: str, reason: str = "") -> Merge:
    """`lost` becomes an alias of `kept`; both by their references.

    Raises Http404 when `kept` is not the reader's, PermissionDenied, and ValidationError on
    `other` for the one he named beside it, or on `reason`.
    """
    if len(reason) > LONGEST:
        raise ValidationError({"reason": f"{LONGEST} caractères au plus."})
    with transaction.atomic():
        source, target = _both(scope, lost, kept)
        made = Merge.objects.create(  # type: ignore[misc]
            lost=source, kept=target, reason=reason.strip(), author_id=scope.membership_id
        )
        made.moved = _move(made, source, target)
        made.save(update_fields=["moved"])
        Site.objects.filter(pk=source.pk).update(merged_into=target, version=F("version") + 1)
        _settle(source, target)
        events.record(
            EventKind.SITE_MERGED,
            target,
            scope.membership_id,
            made.pk,
            reference=source.reference,
        )
    return made


def unmerge(scope: Scope, merge_id: int) -> Merge:
    """What was moved and is still there goes home; what was added since stays where it is.

    Raises Http404, PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        made, source, target = _merged(scope, merge_id)
        _move(made, target, source, made.moved)
        Site.objects.filter(pk=source.pk).update(merged_into=None, version=F("version") + 1)
        _settle(target, source)
        made.undone_by_id, made.undone_at = scope.membership_id, timezone.now()
        made.save(update_fields=["undone_by", "undone_at"])
        events.record(
            EventKind.SITE_UNMERGED,
            target,
            scope.membership_id,
            made.pk,
            reference=source.reference,
        )
    return made


def may_merge(scope: Scope, site: Site) -> bool:
    return abilities.may(scope, Ability.CONFIRM_SITE, site)


def _both(scope: Scope, lost: str, kept: str) -> tuple[Site, Site]:
    """Both locked, in the order of their references: two merges never wait for each other."""
    refuse_same(lost, kept)
    found = {site.reference: site for site in lock_sites(scope, [lost, kept])}
    if len(found) < 2:
        raise ValidationError({"other": NOT_FOUND})
    for site in found.values():
        abilities.require(scope, Ability.CONFIRM_SITE, site)
    return found[lost], found[kept]


def refuse_same(one: str, other: str) -> None:
    """Raises ValidationError on `other` when both name one site, by an alias too."""
    if (kept_of(one) or one) == (kept_of(other) or other):
        raise ValidationError({"other": SAME})


def _merged(scope: Scope, merge_id: int) -> tuple[Merge, Site, Site]:
    made = Merge.objects.filter(pk=merge_id).first()
    if made is None:
        raise Http404("No such merge")
    rows = Site.objects.in_reach_of(scope).select_for_update(of=("self",)).with_places()
    ids = [made.lost_id, made.kept_id]
    found = {site.pk: site for site in rows.filter(pk__in=ids).order_by("reference")}
    if len(found) < 2:
        raise Http404("Not a merge of this reader's sites")
    lost, kept = found[made.lost_id], found[made.kept_id]
    for site in (lost, kept):
        abilities.require(scope, Ability.CONFIRM_SITE, site)
    made.refresh_from_db()
    if made.undone_at:
        raise ValidationError("Cette fusion est déjà annulée.")
    if kept.merged_into_id:
        words = f"{kept.reference} a été fusionné à son tour : annulez d’abord cette fusion-là."
        raise ValidationError(words)
    return made, lost, kept


def _move(
    made: Merge, source: Site, target: Site, back: Moved | None = None
) -> dict[str, list[int]]:
    """All that moves of the site's own, then of upper apps'; {label: ids}."""
    moved: dict[str, list[int]] = {}
    for model in (Survey, Event, File, Document):
        moved |= carry(model._default_manager.all(), source, target, back)
    for rows in (_intervenants(target), _phases(target), _favourites(target)):
        moved |= carry(rows, source, target, back)
    moved |= reinstalling.follow_merge(source, target, back)
    for name in settings.MERGE_HANDLERS.values():
        moved |= import_string(name)(made, source, target, back)
    return moved


def _intervenants(target: Site) -> Any:
    """Those in force that overlap the structure's own on the other site stay where they are."""
    there = Intervenant.objects.filter(
        site=target,
        organisation=OuterRef("organisation"),
        during__overlap=OuterRef("during"),
        state__in=LIVE,
    )
    return Intervenant.objects.exclude(Q(state__in=LIVE) & Exists(there))


def _phases(target: Site) -> Any:
    there = SitePhase.objects.filter(site=target, phase=OuterRef("phase"))
    return SitePhase.objects.exclude(Exists(there))


def _favourites(target: Site) -> Any:
    there = Favourite.objects.filter(site=target, user=OuterRef("user"))
    return Favourite.objects.exclude(Exists(there))


def _settle(emptied: Site, filled: Site) -> None:
    """Surveys carried again over each row of both, then the copies. The emptied one first: a
    survey is the newest of one site at a time."""
    for site in (emptied, filled):
        surveys = list(Survey.objects.filter(site=site).order_by("observed_on", "pk"))
        carry_forward(surveys)
        Survey.objects.bulk_update(surveys, [*READING_FIELDS, *BY_GROUP, "during"])
    copies.refresh([emptied.pk])
    copies.refresh([filled.pk])
    Site.objects.filter(pk=filled.pk).update(version=F("version") + 1)
