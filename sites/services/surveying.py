"""Dated readings of a site: each takes its place by date, and carries what it did not read."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from psycopg.types.range import DateRange

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites import copies, events
from sites.access import lock_site
from sites.enums import ConditionLevel, EventKind, SurveyGroup
from sites.errors import UsedElsewhere
from sites.models import GROUP_FIELDS, READING_FIELDS, Site, SitePeriod, Survey
from sites.services.closed import correction_reason, require_open
from sites.services.dates import not_in_future

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Observation:
    """What was read on a day: for each group that was, the values of its columns.

    {SurveyGroup.POPULATION: {"people": 54, "minors": None}, SurveyGroup.EAU: {"water": "bon"}};
    a column left out of a group that was read is unknown. `reason`: why a closed site is corrected.
    """

    observed_on: date
    groups: Mapping[SurveyGroup, Mapping[str, Any]]
    uuid: UUID = field(default_factory=uuid4)
    reason: str = ""


def survey(scope: Scope, reference: str, observation: Observation) -> Survey:
    """Adds a survey; the same uuid again gives the same row.

    Raises Http404, PermissionDenied, UsedElsewhere, ValidationError by field.
    """
    mine = Survey.objects.filter(author=scope.membership_id, uuid=observation.uuid)
    try:
        return _survey(scope, reference, observation, mine)
    except IntegrityError:
        if mine.exists():  # for another site, a moment sooner: this one's row was locked
            raise UsedElsewhere from None
        raise


def _survey(
    scope: Scope, reference: str, observation: Observation, mine: QuerySet[Survey]
) -> Survey:
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        if former := mine.first():
            if former.site_id != site.pk:
                raise UsedElsewhere
            return former
        reason = correction_reason(site, observation.reason)
        if reason:
            _while_open(site, observation.observed_on)
        written = write_survey(scope, site, observation)
        if reason:
            events.record(
                EventKind.SITE_CORRECTED, site, scope.membership_id, written.pk, reason=reason
            )
        copies.refresh([site.pk])
        Site.objects.filter(pk=site.pk).update(version=F("version") + 1)
    written.refresh_from_db()
    return written


def verify(scope: Scope, reference: str) -> Site:
    """ "Vérifié, rien de changé": the site counts as updated today.

    Raises Http404, PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        verify_each(scope, [site])
    site.refresh_from_db()
    return site


def verify_each(scope: Scope, sites: Sequence[Site]) -> None:
    """The same for sites that the caller has locked, all or none, in few statements: others wait
    for their rows meanwhile. Raises PermissionDenied, ValidationError."""
    abilities.require_each(scope, Ability.SURVEY_SITE, sites)
    for site in sites:
        require_open(site)
    ids = [site.pk for site in sites]
    with transaction.atomic():
        Site.objects.filter(pk__in=ids).update(verified_on=timezone.localdate())
        copies.refresh(ids)
        for site in sites:
            events.record(EventKind.SITE_VERIFIED, site, scope.membership_id)


def _while_open(site: Site, day: date) -> None:
    """A closed site is corrected as it was: nothing is read there afterwards."""
    over = SitePeriod.objects.get(site=site, during__upper_inf=True)
    if day > over.during.lower:
        words = f"Le site est clos depuis le {over.during.lower:%d/%m/%Y} : corrigez l’avant."
        raise ValidationError({"observed_on": words})


def write_survey(scope: Scope, site: Site, observation: Observation) -> Survey:
    """Checks it, puts it in its place by date, carries it over the later ones, and tells.

    The site is locked; its copies are the caller's to refresh.
    """
    check(observation)
    written = Survey(  # type: ignore[misc]
        uuid=observation.uuid,
        site=site,
        author_id=scope.membership_id,
        observed_on=observation.observed_on,
        groups=list(observation.groups),
        **_values(observation),
    )
    surveys = list(Survey.objects.filter(site=site).order_by("observed_on", "pk"))
    place = bisect_right([row.observed_on for row in surveys], written.observed_on)
    surveys.insert(place, written)
    carry_forward(surveys)
    written.save()
    touched = [*surveys[:place][-1:], *surveys[place + 1 :]]
    Survey.objects.bulk_update(touched, [*READING_FIELDS, "dates", "during"])
    events.record(
        EventKind.SITE_SURVEYED,
        site,
        scope.membership_id,
        written.pk,
        observed_on=written.observed_on.isoformat(),
        groups=list(written.groups),
    )
    return written


def check(observation: Observation) -> None:
    """Raises ValidationError on each figure that contradicts another, and on the date."""
    not_in_future(observed_on=observation.observed_on)
    if not observation.groups:
        raise ValidationError({"groups": "Indiquez au moins une rubrique constatée."})
    values = _values(observation)
    _check_values(values)
    people, households = values["people"], values["households"]
    minors, schooled = values["minors"], values["schooled_minors"]
    wrong: dict[str, str] = {}
    if _more(households, people):
        wrong["households"] = "Il y a plus de ménages que de personnes."
    if _more(minors, people):
        wrong["minors"] = "Il y a plus de mineurs que de personnes."
    if _more(schooled, minors):
        wrong["schooled_minors"] = "Il y a plus de mineurs scolarisés que de mineurs."
    elif _more(schooled, people):
        wrong["schooled_minors"] = "Il y a plus de mineurs scolarisés que de personnes."
    if wrong:
        raise ValidationError(wrong)


def _check_values(values: Mapping[str, Any]) -> None:
    """What forms and serializers refuse already; whoever else writes is told so too."""
    wrong = {}
    for name, value in values.items():
        if name in GROUP_FIELDS[SurveyGroup.POPULATION]:
            if value is not None and not 0 <= value <= MOST:
                wrong[name] = f"Indiquez un nombre entre 0 et {MOST}."
        elif value not in ConditionLevel.values:
            wrong[name] = "Choisissez un des quatre niveaux."
    if wrong:
        raise ValidationError(wrong)


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def _values(observation: Observation) -> dict[str, Any]:
    """Every column of a reading, unknown where nothing was read."""
    values: dict[str, Any] = dict.fromkeys(GROUP_FIELDS[SurveyGroup.POPULATION])
    for group, read in observation.groups.items():
        if group == SurveyGroup.POPULATION:
            values |= {name: read.get(name) for name in GROUP_FIELDS[group]}
        else:
            (name,) = GROUP_FIELDS[group]
            values[name] = read.get(name) or ConditionLevel.INCONNU
    return values


def carry_forward(surveys: Sequence[Survey]) -> None:
    """Fills, in rows sorted by date, each group that was not read from the row before.

    `dates` keeps for each group the day it was read; `during` runs to the next row's day: of two
    on the same day the later one holds, and the other's range is empty.
    """
    before: Survey | None = None
    for row in surveys:
        row.dates = dict(before.dates) if before else {}
        for group, names in GROUP_FIELDS.items():
            if group in row.groups:
                row.dates[group] = row.observed_on.isoformat()
            elif before:
                for name in names:
                    setattr(row, name, getattr(before, name))
            else:
                _forget(row, group)
        if before:
            before.during = DateRange(before.observed_on, row.observed_on)
        before = row
    if before:
        before.during = DateRange(before.observed_on, None)


def _forget(row: Survey, group: SurveyGroup) -> None:
    """Nothing was ever read of this group."""
    for name in GROUP_FIELDS[group]:
        unknown = None if group == SurveyGroup.POPULATION else ConditionLevel.INCONNU
        setattr(row, name, unknown)
