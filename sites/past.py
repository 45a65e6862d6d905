"""A site as it was: two clocks, never mixed.

`at_day`: what held on a day, as known today (periods, surveys and intervenants by their range; what
a site has no dates for, its name or its address, is as it is known today). `known_on`: what the
service knew at the end of a day, from the history rows. Both answer with a `Site` that is never
saved, so that what shows a site shows a past one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sites.enums import IntervenantState
from sites.feature import with_solutions
from sites.models import (
    LIVE,
    READING_FIELDS,
    ClosingSolution,
    Intervenant,
    Site,
    SitePeriod,
    SitePhase,
    Survey,
)
from territories.days import date_format
from territories.enums import Level
from territories.models import Inside, Territory

AT, KNOWN = "au", "connu_au"
NOT_BOTH = (
    "Choisissez ce qui était vrai à une date, ou ce qui était connu à une date, pas les deux."
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A row that held, and the day it was recorded when that was later only."""

    row: Any
    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class Past:
    site: Site
    survey: Dated | None
    periods: list[Dated]
    intervenants: list[Dated]
    phases: list[Dated]


def read_day(params: Mapping[str, str], name: str) -> date:
    """Raises ValidationError on the parameter."""
    text = params.get(name, "")
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError({name: "Une date est attendue, comme 2026-03-01."})
    if day > timezone.localdate():
        raise ValidationError({name: "Cette date est à venir."})
    return day


def at_day(site: Site, day: date) -> Past:
    """What held on that day. Raises ValidationError on `au` before the site's first period.

    Three queries, whatever the site holds, and one for phases.
    """
    begun = SitePeriod.objects.filter(site=site, during__startswith__lte=day)
    periods = list(with_solutions(begun))
    periods.sort(key=lambda row: row.during.lower, reverse=True)
    if not periods:
        first = SitePeriod.objects.filter(site=site).earliest("during").during.lower
        words = f"Rien n’est connu de ce site avant le {date_format(first)}."
        raise ValidationError({AT: words})
    held = Survey.objects.filter(site=site, during__contains=day).order_by("-pk").first()
    _wear(site, periods[0].status, held, day)
    return Past(
        site,
        _dated(held, day) if held else None,
        [_dated(row, day) for row in periods],
        [_dated(row, day) for row in _intervening(site, day)],
        [_dated(row, day) for row in SitePhase.objects.filter(site=site, on__lte=day)],
    )


def _wear(site: Site, status: str, survey: Survey | None, day: date) -> None:
    """What a site copies, as of that day; in memory alone."""
    site.status, site.latest_survey = status, survey
    blank = Survey()
    for name in READING_FIELDS:
        setattr(site, name, getattr(survey or blank, name))
    site.surveyed_on = survey.observed_on if survey else None
    if site.verified_on and site.verified_on > day:
        site.verified_on = None
    reported = timezone.localtime(site.created_at).date()
    read = [known for known in (site.surveyed_on, site.verified_on) if known]
    site.updated_on = max(read) if read else min(reported, day)


def _intervening(site: Site, day: date) -> models.QuerySet[Intervenant]:
    """Those in force that day; of the ended ones, those that ever were (a proposal that another
    row made needless ends too, and never was)."""
    history: Any = Intervenant._meta.get_field("history").related_model
    was = history.objects.filter(pgh_obj=OuterRef("pk"), state__in=LIVE)
    in_force = Q(state__in=LIVE) | (Q(state=IntervenantState.TERMINE) & Exists(was))
    rows = Intervenant.objects.filter(in_force, site=site, during__contains=day)
    return rows.select_related("organisation", "user").order_by("organisation__name", "pk")


def _dated(row: Any, day: date) -> Dated:
    return Dated(row, recorded_after(row.recorded_at, day))


def recorded_after(at: datetime, day: date) -> date | None:
    """The day a row was recorded, when that was later than the day that is told of."""
    recorded = timezone.localtime(at).date()
    return recorded if recorded > day else None


# -- connu au ---------------------------------------------------------------------------------


def known_on(site: Site, day: date) -> Past:
    """What the service knew at the end of that day, of that day. Raises ValidationError on
    `connu_au` before the site was reported. One query a table."""
    end = end_of(day)
    rows = versions(Site, end, pgh_obj=site.pk)
    if not rows:
        reported = date_format(timezone.localtime(site.created_at))
        words = f"Le service ne connaissait pas encore ce site : il a été signalé le {reported}."
        raise ValidationError({KNOWN: words})
    _rewrite(site, rows[0])
    periods = [row for row in versions(SitePeriod, end, site=site.pk) if row.during.lower <= day]
    periods.sort(key=lambda row: row.during.lower, reverse=True)
    _offer(periods, end)
    surveys = versions(Survey, end, site=site.pk)
    newest = max(surveys, key=lambda row: (row.observed_on, row.pk), default=None)
    _wear(site, periods[0].status if periods else site.status, newest, day)
    people = [
        row
        for row in versions(Intervenant, end, site=site.pk)
        if row.state in LIVE and day in row.during
    ]
    _named(people)
    phases = [row for row in versions(SitePhase, end, site=site.pk) if row.on and row.on <= day]
    return Past(
        site,
        Dated(newest, None) if newest else None,
        [Dated(row, None) for row in periods],
        [Dated(row, None) for row in people],
        [Dated(row, None) for row in phases],
    )


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def versions(model: type[models.Model], end: datetime, **where: Any) -> list[Any]:
    """The rows of a table as they were before that moment, each rebuilt from its last version.

    `where` holds of that version and of today's: a merge takes rows to another site, its undo takes
    them back, and what stands elsewhere now is not for the readers of this one.
    """
    history: Any = model._meta.get_field("history").related_model
    once = history.objects.filter(**where).values("pgh_obj_id")
    every = history.objects.filter(pgh_obj_id__in=once)
    then = every.filter(pgh_created_at__lt=end)
    now = history.objects.filter(_newest(every), **where)
    found = history.objects.filter(_newest(then), pgh_obj_id__in=now.values("pgh_obj_id"), **where)
    told = _tracked(model)
    return [
        model(**{name: getattr(row, name) for name in told}) for row in found.order_by("pgh_obj_id")
    ]


def _newest(rows: models.QuerySet) -> Q:
    last = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return Q(pk__in=last.values("pk"))


def _tracked(model: type[models.Model]) -> list[str]:
    """The columns that history keeps of a row, its id among them."""
    history: Any = model._meta.get_field("history").related_model
    names = {column.attname for column in history._meta.concrete_fields}
    return [column.attname for column in model._meta.concrete_fields if column.attname in names]


def _rewrite(site: Site, former: Site) -> None:
    """The columns of that time, over a site that is never saved."""
    moved = former.commune_id != site.commune_id
    for name in _tracked(Site):
        setattr(site, name, getattr(former, name))
    if moved:
        _place(site)


def _place(site: Site) -> None:
    """The department, the region and the EPCI of the commune of that time; one query."""
    around = Territory.objects.filter(
        pk__in=Inside.objects.filter(territory=site.commune_id).values("container")
    )
    by_level = {place.level: place for place in around}
    for name, level in (
        ("commune", Level.COMMUNE),
        ("departement", Level.DEPARTEMENT),
        ("region", Level.REGION),
        ("epci", Level.EPCI),
    ):
        setattr(site, name, by_level.get(level))


def _offer(periods: list[SitePeriod], end: datetime) -> None:
    """What was offered at each closing, as `with_solutions` gives it; one query."""
    known = versions(ClosingSolution, end, period__in=[row.pk for row in periods])
    for row in periods:
        row.offered = [  # type: ignore[attr-defined]
            {"solution": one.solution, "people": one.people, "households": one.households}
            for one in known
            if one.period_id == row.pk and not one.withdrawn
        ]


def _named(rows: list[Intervenant]) -> None:
    """Their structures and contacts, in one query each."""
    models.prefetch_related_objects(rows, "organisation", "user")
