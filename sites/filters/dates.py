"""What was verified when, and what held on a day of the past."""

from datetime import date, timedelta
from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sites.enums import ACTIVE, SiteStatus
from sites.filters import parsing
from sites.filters.declaration import Choice, Control, Filter
from sites.models import SitePeriod
from territories.days import date_format

FOLD = "Actualisation et dates"
MOST_DAYS = 3_650
USUAL_DAYS = (30, 90, 180)


def _not_updated_for(days: int) -> Q:
    return Q(updated_on__lte=timezone.localdate() - timedelta(days=days))


def _active_on(day: date) -> Q:
    """By the periods as they are known today; what was cancelled has never been."""
    then = SitePeriod.objects.filter(
        site=OuterRef("pk"), status__in=ACTIVE, during__contains=day
    ).order_by()
    return Q(Exists(then)) & ~Q(status=SiteStatus.ANNULE)


DATES = (
    Filter(
        "sans_maj",
        "Jours sans actualisation, au moins",
        partial(parsing.whole, 1, MOST_DAYS),
        _not_updated_for,
        intcomma,
        offers=lambda: tuple(Choice(str(days), f"{days} jours") for days in USUAL_DAYS),
        control=Control.NUMBER,
        fold=FOLD,
        expects=f"un nombre de jours, de 1 à {MOST_DAYS}",
    ),
    Filter(
        "ouvert_le",
        "Actif à une date",
        parsing.past_day,
        _active_on,
        date_format,
        control=Control.DATE,
        fold=FOLD,
        expects="une date de 1990 à aujourd’hui, comme 2024-03-01",
    ),
)
