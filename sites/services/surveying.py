"""Dated readings of a site: each takes its place by date, and carries what it did not read."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
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
from sites.conditions import CONDITIONS, check_answers, work_out
from sites.enums import EventKind, LevelSource, SurveyGroup, SurveyMethod
from sites.errors import UsedElsewhere
from sites.models import (
    CONDITION_FIELDS,
    GROUP_FIELDS,
    READING_FIELDS,
    Site,
    SitePeriod,
    Survey,
    unknown,
)
from sites.services.closed import correction_reason, require_open
from sites.services.dates import not_in_future
from sites.services.figures import check_figures

LONGEST_MAKER = 120
BY_GROUP = ("dates", "answers", "sources")  # what is kept by group, and carried with it


@dataclass(frozen=True, slots=True)
class Observation:
    """What was read on a day: for each group that was, the values of its columns.

    {SurveyGroup.POPULATION: {"people": 54, "minors": None}, SurveyGroup.EAU: {"water": "bon"}};
    a column left out of a group that was read is unknown. `answers` to the questions of
    `sites.conditions`, of groups that were read: they give the level, where none is stated.
    `made_by`: the name of the structure that made it, where it is another one. `reason`: why
    a closed site is corrected.
    """

    observed_on: date
    groups: Mapping[SurveyGroup, Mapping[str, Any]]
    uuid: UUID = field(default_factory=uuid4)
    answers: Mapping[SurveyGroup, Mapping[str, Any]] = field(default_factory=dict)
    method: str = ""
    made_by: str = ""
    reason: str = ""


Refusal = Callable[[Site], None]


def _never(site: Site) -> None:
    pass


def survey(
    scope: Scope, reference: str, observation: Observation, refuse: Refusal = _never
) -> Survey:
    """Adds a survey; the same uuid again gives the same row. `refuse` is called with the locked
    site before anything is written, and raises what it has against it.

    Raises Http404, PermissionDenied, UsedElsewhere, ValidationError by field.
    """
    mine = Survey.objects.filter(author=scope.membership_id, uuid=observation.uuid)
    try:
        return _survey(scope, reference, observation, mine, refuse)
    except IntegrityError:
        if mine.exists():  # for another site, a moment sooner: this one's row was locked
            raise UsedElsewhere from None
        raise


def _survey(
    scope: Scope,
    reference: str,
    observation: Observation,
    mine: QuerySet[Survey],
    refuse: Refusal,
) -> Survey:
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        refuse(site)
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
        answers={group: dict(given) for group, given in observation.answers.items() if given},
        sources=_sources(observation),
        method=observation.method,
        made_by=observation.made_by,
        **_values(observation),
    )
    surveys = list(Survey.objects.filter(site=site).order_by("observed_on", "pk"))
    place = bisect_right([row.observed_on for row in surveys], written.observed_on)
    surveys.insert(place, written)
    carry_forward(surveys)
    written.save()
    Survey.objects.bulk_update(surveys[:place][-1:], ["during"])
    later = surveys[place + 1 :]
    Survey.objects.bulk_update(later, [*READING_FIELDS, *BY_GROUP, "during"])
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
    """Raises ValidationError on what contradicts itself, by field; a question's is named
    `<group>_<question>`."""
    not_in_future(observed_on=observation.observed_on)
    if not observation.groups:
        raise ValidationError({"groups": "Indiquez au moins une rubrique constatée."})
    _check_making(observation)
    _check_answers(observation)
    check_figures(_values(observation))


def _check_making(observation: Observation) -> None:
    if observation.method and observation.method not in SurveyMethod.values:
        raise ValidationError({"method": "Choisissez une des méthodes proposées."})
    if len(observation.made_by) > LONGEST_MAKER or "\0" in observation.made_by:
        raise ValidationError({"made_by": f"{LONGEST_MAKER} caractères au plus."})


def _check_answers(observation: Observation) -> None:
    wrong: dict[str, str] = {}
    for group, answers in observation.answers.items():
        if group not in CONDITIONS:
            raise ValidationError({"answers": "Cette rubrique n’a pas de questions."})
        if group not in observation.groups:
            name = f"{group}_{next(iter(answers), '')}" if answers else "answers"
            wrong[name] = "Cette rubrique n’est pas parmi celles qui ont été constatées."
            continue
        for question, words in check_answers(group, answers).items():
            wrong[f"{group}_{question}"] = words
    if wrong:
        raise ValidationError(wrong)


def _values(observation: Observation) -> dict[str, Any]:
    """Every column of a reading, unknown where nothing was read."""
    values = {name: unknown(name) for name in READING_FIELDS}
    for group, read in observation.groups.items():
        for name in GROUP_FIELDS[group]:
            if (value := read.get(name)) not in (None, ""):
                values[name] = value
        if _is_deduced(observation, group):
            values[CONDITION_FIELDS[group]] = work_out(group, observation.answers[group]).level
    return values


def _sources(observation: Observation) -> dict[str, str]:
    """{group: where its level comes from}, of those that were read and say something."""
    sources = {}
    for group, name in CONDITION_FIELDS.items():
        if group in observation.groups and observation.groups[group].get(name):
            sources[str(group)] = LevelSource.CONSTATE.value
        elif observation.answers.get(group):
            sources[str(group)] = LevelSource.DEDUIT.value
    return sources


def _is_deduced(observation: Observation, group: SurveyGroup) -> bool:
    """A level stated by hand stays stated."""
    name = CONDITION_FIELDS.get(group)
    if name is None or observation.groups[group].get(name):
        return False
    return bool(observation.answers.get(group))


def carry_forward(surveys: Sequence[Survey]) -> None:
    """Fills, in rows sorted by date, each group that was not read from the row before.

    `dates` keeps for each group the day it was read, `answers` and `sources` what was said of it
    then; `during` runs to the next row's day: of two
    on the same day the later one holds, and the other's range is empty.
    """
    before: Survey | None = None
    for row in surveys:
        for group, names in GROUP_FIELDS.items():
            if group not in row.groups:
                for name in names:
                    setattr(row, name, getattr(before, name) if before else unknown(name))
        row.dates = dict.fromkeys(row.groups, row.observed_on.isoformat())
        for name in BY_GROUP:
            setattr(row, name, _carried(row, before, name))
        if before:
            before.during = DateRange(before.observed_on, row.observed_on)
        before = row
    if before:
        before.during = DateRange(before.observed_on, None)


def _carried(row: Survey, before: Survey | None, name: str) -> dict[str, Any]:
    """What was said that day of the groups that were read, and before of the others."""
    kept = getattr(before, name) if before else {}
    return {
        group: said[group]
        for group in GROUP_FIELDS
        if group in (said := getattr(row, name) if group in row.groups else kept)
    }
