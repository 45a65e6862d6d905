"""Structures on a site: declared by themselves, confirmed, renewed, ended."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability, Condition
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import EventKind, IntervenantAction, IntervenantState, Theme
from sites.errors import StaleVersion
from sites.models import LIVE, Intervenant, Site
from sites.services.closed import require_open

DURATION = timedelta(days=365)


def from_today() -> DateRange:
    today = timezone.localdate()
    return DateRange(today, today + DURATION)


def in_order(themes: Iterable[str]) -> list[str]:
    return sorted(set(themes), key=Theme.values.index)


def checked_themes(themes: Iterable[str]) -> list[str]:
    if not set(themes) or not set(themes) <= set(Theme.values):
        raise ValidationError({"themes": "Choisissez au moins un thème de la liste."})
    return in_order(themes)


def declare_intervenant(scope: Scope, reference: str, themes: Sequence[str]) -> Intervenant:
    """One's own structure, with oneself as contact, for 12 months; again adds themes.

    Raises Http404, ValidationError on `themes`.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        return declare(scope, site, checked_themes(themes))


def declare_each(scope: Scope, sites: Iterable[Site], themes: Sequence[str]) -> None:
    """The same on sites that the caller has locked, all or none. Raises ValidationError."""
    known = checked_themes(themes)
    with transaction.atomic():
        for site in sites:
            declare(scope, site, known)


def declare(
    scope: Scope, site: Site, themes: Sequence[str], proposal: Intervenant | None = None
) -> Intervenant:
    """The structure's row in force takes the themes; else the proposal, or a new row, is it.

    The caller has locked the site. Raises ValidationError on a closed one.
    """
    require_open(site)
    live = Intervenant.objects.live(timezone.localdate())
    row = live.filter(site=site, organisation=scope.organisation_id).first()
    if row and proposal:
        proposal.state = IntervenantState.TERMINE
        proposal.save(update_fields=["state"])
    row = row or proposal or Intervenant(site=site, themes=[])
    if row.state not in LIVE:
        row.state, row.during = IntervenantState.DECLARE, from_today()
        row.organisation_id = scope.organisation_id  # type: ignore[assignment]
        row.user_id, row.author_id = scope.user_id, scope.membership_id
    row.themes = in_order({*row.themes, *themes})
    row.save()
    events.record(
        EventKind.INTERVENANT_DECLARED, site, scope.membership_id, row.pk, themes=row.themes
    )
    return row


def possible_intervenant_actions(
    scope: Scope, row: Intervenant, *, is_open: bool = True
) -> list[IntervenantAction]:
    """What this reader may do next with a row in force, on a site that `is_open` or not."""
    own = row.organisation_id == scope.organisation_id
    confirms = abilities.may(scope, Ability.CONFIRM_INTERVENANT, row)
    allowed = {
        IntervenantAction.CONFIRM: confirms and is_open and bool(_to_confirm(scope, row)),
        IntervenantAction.RENEW: own and is_open,
        IntervenantAction.END: own or confirms,
    }
    return [action for action in IntervenantAction if allowed[action]]


def _to_confirm(scope: Scope, row: Intervenant) -> set[str]:
    """The themes that wait for this reader: health for the ARS, the others for the State."""
    health = abilities.cell(scope, Ability.CONFIRM_INTERVENANT) == Condition.HEALTH_ONLY
    mine = {theme for theme in row.themes if (theme == Theme.SANTE) == health}
    return mine - set(row.confirmed_themes)


def confirm_intervenant(
    scope: Scope, reference: str, intervenant_id: int, seen: str | None = None
) -> Intervenant:
    """Confirms the themes that wait for this reader.

    Raises Http404, PermissionDenied, ValidationError when none of them does.
    """
    with transaction.atomic():
        site, row = _live_row(scope, reference, intervenant_id, seen)
        abilities.require(scope, Ability.CONFIRM_INTERVENANT, row)
        require_open(site)
        mine = _to_confirm(scope, row)
        if not mine:
            raise ValidationError(
                "Aucun thème n’attend votre confirmation : la santé est confirmée par l’ARS, "
                "les autres thèmes par l’État."
            )
        row.confirmed_themes = in_order({*row.confirmed_themes, *mine})
        row.state = IntervenantState.CONFIRME
        row.save(update_fields=["confirmed_themes", "state"])
        events.record(EventKind.INTERVENANT_CONFIRMED, site, scope.membership_id, row.pk)
    return row


def renew_intervenant(
    scope: Scope, reference: str, intervenant_id: int, seen: str | None = None
) -> Intervenant:
    """Twelve more months from today, by the structure itself. Raises Http404, PermissionDenied."""
    with transaction.atomic():
        site, row = _live_row(scope, reference, intervenant_id, seen)
        if row.organisation_id != scope.organisation_id:
            raise PermissionDenied("La structure concernée renouvelle elle-même.")
        require_open(site)
        row.during = DateRange(row.during.lower, from_today().upper)
        row.save(update_fields=["during"])
        events.record(EventKind.INTERVENANT_RENEWED, site, scope.membership_id, row.pk)
    return row


def end_intervenant(
    scope: Scope, reference: str, intervenant_id: int, seen: str | None = None
) -> Intervenant:
    """Ends it today, by the structure itself or by whoever confirms intervenants.

    Raises Http404, PermissionDenied.
    """
    with transaction.atomic():
        site, row = _live_row(scope, reference, intervenant_id, seen)
        if row.organisation_id != scope.organisation_id:
            abilities.require(scope, Ability.CONFIRM_INTERVENANT, row)
        today = timezone.localdate()
        # A range is never empty: what began today keeps its day
        until = max(today, row.during.lower + timedelta(days=1))
        row.state, row.during = IntervenantState.TERMINE, DateRange(row.during.lower, until)
        row.save(update_fields=["state", "during"])
        events.record(EventKind.INTERVENANT_ENDED, site, scope.membership_id, row.pk)
    return row


def _live_row(
    scope: Scope, reference: str, intervenant_id: int, seen: str | None
) -> tuple[Site, Intervenant]:
    """`seen`: the row's `mark` when the page was drawn. Raises Http404, StaleVersion."""
    site = lock_site(scope, reference)
    rows = Intervenant.objects.filter(site=site, pk=intervenant_id).select_related("organisation")
    found = rows.first()
    if found and seen is not None and seen != found.mark:
        raise StaleVersion(
            {"mark": found.mark, "state": found.state, "themes": found.themes},
            f"L’intervention de {found.organisation} a changé depuis que vous avez ouvert cette "
            "page. Relisez-la avant de recommencer.",
        )
    if found is None or found.state not in LIVE or timezone.localdate() not in found.during:
        raise Http404("No such intervenant in force on this site")
    return site, found
