"""The tests of the conditions that sites know of (`actors.abilities.TABLE`)."""

from collections.abc import Iterable

from django.utils import timezone

from actors import abilities
from actors.enums import Condition
from actors.scope import Scope
from sites.enums import Theme
from sites.models import Intervenant, Site


def is_intervenant(scope: Scope, site: Site) -> bool:
    """Declared or confirmed, in force today; no query of a site `with_intervenants`."""
    if (rows := getattr(site, "in_force", None)) is not None:
        return any(row.organisation_id == scope.organisation_id for row in rows)
    return bool(intervened(scope, [site]))


def intervened(scope: Scope, sites: Iterable[Site]) -> set[int]:
    """The ids of those sites on which the structure is an intervenant; one query."""
    rows = Intervenant.objects.live(timezone.localdate()).filter(
        site__in=[site.pk for site in sites], organisation=scope.organisation_id
    )
    return set(rows.order_by().values_list("site_id", flat=True))


def confirmed_for_health(scope: Scope, site: Site) -> bool:
    today = timezone.localdate()
    rows = Intervenant.objects.confirmed(today).filter(
        site=site, organisation=scope.organisation_id, confirmed_themes__contains=[Theme.SANTE]
    )
    return rows.exists()


def health_only(scope: Scope, intervenant: Intervenant) -> bool:
    return Theme.SANTE in intervenant.themes


def declare_conditions() -> None:
    abilities.declare(Condition.IS_INTERVENANT, is_intervenant, intervened)
    abilities.declare(Condition.CONFIRMED_FOR_HEALTH, confirmed_for_health)
    abilities.declare(Condition.HEALTH_ONLY, health_only)
