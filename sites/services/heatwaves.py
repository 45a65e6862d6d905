"""Canicule: periods over the nation or a department, and the sites that are at risk then."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.jobs import enqueue
from actors.places import ids, inside_any
from actors.scope import Scope
from sites import events
from sites.access import lock_site
from sites.enums import EventKind
from sites.models import Event, Heatwave, Site
from sites.services.closed import require_open
from territories.enums import Level
from territories.models import Territory
from territories.querysets import TerritoryQuerySet

MOST_DAYS = 366
NOT_THERE = "Vous ne déclarez une canicule que dans votre territoire."


def heatwave_territories(scope: Scope) -> TerritoryQuerySet:
    """Where this reader may declare one: the nation for who holds it, whole departments."""
    departements = inside_any(ids(scope.places)).at_level(Level.DEPARTEMENT)
    if scope.parts:
        departements = departements.filter(pk__in=inside_any(ids(scope.parts)).values("pk"))
    if not scope.national:
        return departements
    nation = Q(level=Level.NATION)
    return Territory.objects.in_force().filter(nation | Q(pk__in=departements.values("pk")))


def declare_heatwave(
    scope: Scope, territory: Territory, first: date, last: date | None
) -> Heatwave:
    """From the first day to the last, included; no last: until somebody ends it.

    The intervenants of the sites at risk under it are told, once. Raises PermissionDenied,
    ValidationError on `first` or `last`.
    """
    with transaction.atomic():
        abilities.require(scope, Ability.SET_HEATWAVE)
        if not heatwave_territories(scope).filter(pk=territory.pk).exists():
            raise PermissionDenied(NOT_THERE)
        row = _write(scope, territory, _checked(territory, first, last))
        enqueue("sites.tell_heatwave", row.pk)
    return row


def end_heatwave(scope: Scope, pk: int) -> Heatwave:
    """From today on there is none; one that has not begun before today is cancelled.

    Raises Http404, PermissionDenied.
    """
    today = timezone.localdate()
    with transaction.atomic():
        abilities.require(scope, Ability.SET_HEATWAVE)
        rows = Heatwave.objects.not_over(today).select_for_update(of=("self",))
        row: Heatwave | None = rows.filter(pk=pk).select_related("territory").first()
        if row is None:
            raise Http404("No such period")
        if not heatwave_territories(scope).filter(pk=row.territory_id).exists():
            raise PermissionDenied(NOT_THERE)
        if row.during.lower < today:
            row.during = DateRange(row.during.lower, today)
        else:
            row.cancelled_at = timezone.now()
        row.save(update_fields=["during", "cancelled_at"])
    return row


def set_heat_risk(scope: Scope, reference: str, at_risk: bool) -> Site:
    """Flags the site, or no longer. Raises Http404, PermissionDenied, ValidationError."""
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        require_open(site)
        if site.heat_risk != at_risk:
            site.heat_risk = at_risk
            site.save(update_fields=["heat_risk"])
            events.record(EventKind.SITE_HEAT_RISK, site, scope.membership_id, at_risk=at_risk)
            if at_risk:
                _tell_of(site)
    return site


def tell_heatwave(heatwave_id: int) -> int:
    """One event for each active site at risk under the period that has none yet; how many."""
    row = Heatwave.objects.filter(pk=heatwave_id, cancelled_at=None).first()
    if row is None:
        return 0
    told = Event.objects.filter(
        kind=EventKind.HEATWAVE_DECLARED, object_id=row.pk, site=OuterRef("pk")
    )
    sites = Site.objects.active().filter(~Exists(told), heat_risk=True)
    if row.territory.level != Level.NATION:
        sites = sites.filter(departement=row.territory_id)
    found = list(sites.order_by("reference"))
    for site in found:
        events.record(EventKind.HEATWAVE_DECLARED, site, row.author_id, row.pk)
    return len(found)


def _tell_of(site: Site) -> None:
    """Flagged while there is one: its intervenants learn of it then."""
    today = timezone.localdate()
    over = Heatwave.objects.in_force(today).filter(
        Q(territory=site.departement_id) | Q(territory__level=Level.NATION)
    )
    for pk in over.order_by("pk").values_list("pk", flat=True):
        enqueue("sites.tell_heatwave", pk)


def _write(scope: Scope, territory: Territory, during: DateRange) -> Heatwave:
    try:
        with transaction.atomic():
            return Heatwave.objects.create(
                territory=territory,
                during=during,
                author_id=scope.membership_id,  # type: ignore[misc]
            )
    except IntegrityError:  # somebody else's, written at the same moment
        raise ValidationError({"first": "Une canicule vient d’y être déclarée."}) from None


def _checked(territory: Territory, first: date, last: date | None) -> DateRange:
    today = timezone.localdate()
    if last and last < first:
        raise ValidationError({"last": "La fin précède le début."})
    if not today - timedelta(days=MOST_DAYS) <= first <= today + timedelta(days=MOST_DAYS):
        raise ValidationError({"first": "Une date à moins d’un an d’aujourd’hui est attendue."})
    if last and (last - first).days > MOST_DAYS:
        raise ValidationError({"last": "Une canicule dure moins d’un an."})
    during = DateRange(first, last + timedelta(days=1) if last else None)
    there = Heatwave.objects.filter(
        territory=territory, during__overlap=during, cancelled_at=None
    ).first()
    if there:
        days = heatwave_words(there)
        raise ValidationError({"first": f"Une canicule y est déjà déclarée : {days}."})
    return during


def heatwave_words(row: Heatwave) -> str:
    """du 3 au 7 juillet: as a person says it, both days included."""
    first, upper = row.during.lower, row.during.upper
    if upper is None:
        return f"depuis le {first:%d/%m/%Y}"
    return f"du {first:%d/%m/%Y} au {upper - timedelta(days=1):%d/%m/%Y}"
