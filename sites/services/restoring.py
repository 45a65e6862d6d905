"""A value put back as it was before a change: through the verb that people use to write it.

What identifies a site is edited. A survey is never rewritten: its value is put back by another one
of the same day, which reads that group again, and the later of two surveys of one day holds.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.access import lock_site
from sites.enums import SurveyGroup
from sites.history import TABLES, Table, change_of
from sites.history.acts import Version
from sites.models import GROUP_FIELDS, Site, Survey
from sites.services.editing import PLAIN_FIELDS, SiteChanges, current_values, edit
from sites.services.outlining import outline
from sites.services.surveying import Observation, survey
from sites.services.versions import require_version
from territories.models import Territory

NOT_BACK = "Cette valeur ne se remet pas d’un clic : corrigez-la par le formulaire de la fiche."
ALREADY = "La fiche a déjà cette valeur : rien n’est changé."


def put_back(
    scope: Scope,
    reference: str,
    version: int | None,
    source: str,
    pgh_id: int,
    field: str,
    *,
    reason: str = "",
) -> Site:
    """Writes the value that `field` had before that row of history; `reason`: why a closed site is
    corrected.

    Raises Http404, PermissionDenied, StaleVersion, ValidationError in words when it cannot be.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        row = change_to_put_back(scope, site, source, pgh_id, field)
        require_version(site, version, current_values(site))
        _VERBS[source](scope, site, version, row, field, reason)
    return Site.objects.one(pk=site.pk)


def change_to_put_back(scope: Scope, site: Site, source: str, pgh_id: int, field: str) -> Version:
    """That row of history. Raises Http404, ValidationError where a click does not put it back."""
    table = next((table for table in TABLES if table.name == source), None)
    row = change_of(scope, site, TABLES, table, pgh_id) if table else None
    if row is None:
        raise Http404("No such change of this site")
    if not can_put_back(site, row, field):
        raise ValidationError(NOT_BACK)
    return row


def can_put_back(site: Site, row: Version, field: str) -> bool:
    """Whether a click does it: there was a value before, and a verb that writes it."""
    if row.before is None or row.table.name not in _VERBS:
        return False
    if field in _OUTLINED and not site.is_active:  # `outline` corrects none that is over
        return False
    column = _attname(row.table, field)
    return field in _FIELDS[row.table.name](row) and row.before.get(column) != row.after.get(column)


def _edited(
    scope: Scope, site: Site, version: int | None, row: Version, field: str, reason: str
) -> None:
    value: Any = (row.before or {}).get(_attname(row.table, field))
    before = site.version
    if field in _OUTLINED:
        kept = {"footprint": site.footprint, "parcels": site.parcels}
        shape = {field: _geometry(value) if field == "footprint" else value}
        after = outline(scope, site.reference, version, **kept | shape)
    else:
        after = edit(scope, site.reference, version, _changes(field, value), reason)
    if after.version == before:
        raise ValidationError(ALREADY)


def _changes(field: str, value: Any) -> SiteChanges:
    if field == "commune":
        value = Territory.objects.get(pk=value).code
    elif field == "location":
        value = _geometry(value)
    elif field == "settled_on" and value:
        value = date.fromisoformat(value)
    return SiteChanges(**{field: value})  # type: ignore[misc]


def _geometry(value: Any) -> Any:
    """From GeoJSON, as history tells it (WGS84)."""
    return GEOSGeometry(json.dumps(value)) if value else None


def _surveyed(
    scope: Scope, site: Site, version: int | None, row: Version, field: str, reason: str
) -> None:
    group = next(group for group, names in GROUP_FIELDS.items() if field in names)
    rows = Survey.objects.filter(site=site, observed_on=row.after["observed_on"])
    held = rows.order_by("-pk").first()
    if held is None:
        raise Http404("No survey of that day any more")
    value = (row.before or {}).get(field)
    if getattr(held, field) == value:
        raise ValidationError(ALREADY)
    values = {name: getattr(held, name) for name in GROUP_FIELDS[group]} | {field: value}
    answers = {group: held.answers[group]} if group in held.answers else {}
    again = Observation(
        held.observed_on,
        {group: values},
        answers=answers,
        method=held.method,
        made_by=held.made_by,
        reason=reason,
    )
    survey(scope, site.reference, again)


def _read(row: Version) -> set[str]:
    groups = [SurveyGroup(group) for group in row.after["groups"]]
    return {name for group in groups for name in GROUP_FIELDS[group]}


_OUTLINED = ("footprint", "parcels")
_Verb = Callable[[Scope, Site, int | None, Version, str, str], None]
_VERBS: Mapping[str, _Verb] = {"site": _edited, "diagnostic": _surveyed}
_FIELDS: Mapping[str, Callable[[Version], Any]] = {
    "site": lambda row: {*PLAIN_FIELDS, "location", "commune", *_OUTLINED},
    "diagnostic": _read,
}


def _attname(table: Table, field: str) -> str:
    names = {column.name: column.attname for column in table.fields()}
    return names.get(field, field)
