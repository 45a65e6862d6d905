"""The tests of the conditions that sites know of (`actors.abilities.TABLE`)."""

from django.utils import timezone

from actors import abilities
from actors.enums import Condition
from actors.scope import Scope
from sites.enums import Theme
from sites.models import Intervenant, Site


def is_intervenant(scope: Scope, site: Site) -> bool:
    """Declared or confirmed, in force today."""
    today = timezone.localdate()
    rows = Intervenant.objects.live(today).filter(site=site, organisation=scope.organisation_id)
    return rows.exists()


def confirmed_for_health(scope: Scope, site: Site) -> bool:
    today = timezone.localdate()
    rows = Intervenant.objects.confirmed(today).filter(
        site=site, organisation=scope.organisation_id, confirmed_themes__contains=[Theme.SANTE]
    )
    return rows.exists()


def health_only(scope: Scope, intervenant: Intervenant) -> bool:
    return Theme.SANTE in intervenant.themes


def declare_conditions() -> None:
    abilities.declare(Condition.IS_INTERVENANT, is_intervenant)
    abilities.declare(Condition.CONFIRMED_FOR_HEALTH, confirmed_for_health)
    abilities.declare(Condition.HEALTH_ONLY, health_only)
