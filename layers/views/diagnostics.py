"""All the diagnostics of a site: a curve, and what was read each time."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from layers.curve import curve_of
from sites.access import get_site
from sites.enums import ConditionLevel, SurveyGroup, SurveyMethod
from sites.models import CONDITION_FIELDS, SHELTER_FIELDS, Survey

FIGURES = (
    ("Personnes", "people"),
    ("Femmes et filles", "women"),
    ("Ménages", "households"),
    ("Mineurs", "minors"),
    ("Scolarisés", "schooled_minors"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` of a living condition only; `is_read`: that day, else carried from before."""

    label: str
    words: str
    is_read: bool
    level: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    survey: Survey
    method: str
    cells: tuple[Cell, ...]


@require_safe
def page(request: Request, reference: str) -> HttpResponse:
    site = get_site(request, reference)
    rows = list(
        Survey.objects.filter(site=site)
        .select_related("author__organisation")
        .order_by("-observed_on", "-pk")
    )
    lines = [Line(row, _method(row), tuple(_cells(row))) for row in rows]
    context = {
        "site": site,
        "lines": lines,
        "curve": curve_of(rows),
        "may_survey": site.is_active and abilities.may(request.scope, Ability.SURVEY_SITE, site),
    }
    return render(request, "layers/diagnostics.html", context)


def _method(row: Survey) -> str:
    return SurveyMethod(row.method).label if row.method else ""


def _cells(row: Survey) -> Iterator[Cell]:
    is_read = SurveyGroup.POPULATION in row.groups
    for label, name in FIGURES:
        yield Cell(label, _number(getattr(row, name)), is_read)
    known = [value for name in SHELTER_FIELDS if (value := getattr(row, name)) is not None]
    yield Cell("Abris", _number(sum(known) if known else None), SurveyGroup.ABRIS in row.groups)
    for group, name in CONDITION_FIELDS.items():
        level = getattr(row, name)
        yield Cell(str(group.label), ConditionLevel(level).label, group in row.groups, level)


def _number(value: int | None) -> str:
    return "inconnu" if value is None else str(value)
