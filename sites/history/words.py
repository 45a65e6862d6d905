"""Values of history rows as a person reads them: « mineurs scolarisés : 4 → 9 »."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Field
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format

from actors.models import Membership, Organisation, User
from actors.scope import Scope
from sites.conditions import CONDITIONS, answered
from sites.enums import ConditionLevel
from sites.models import READING_FIELDS, Site
from sites.models.reading import CONDITION_FIELDS
from territories.days import date_format
from territories.models import Territory

if TYPE_CHECKING:
    from sites.history.acts import Version

UNKNOWN, EMPTY, HIDDEN = "inconnu", "non renseigné", "un site hors de votre territoire"
_RANGE = re.compile(r"[\[(](\d{4}-\d\d-\d\d)?,(\d{4}-\d\d-\d\d)?[\])]")


@dataclass(frozen=True, slots=True)
class Line:
    """`words` says it all at once where a before and an after would not be read."""

    name: str
    label: str
    before: str = ""
    after: str = ""
    words: str = ""


# field of a table → how its change is told, where its type does not say: (before, after) → lines
Teller = Callable[["Version", "Names"], Iterable[Line]]
SPECIAL: dict[tuple[str, str], Teller] = {}


def tells(table: str, name: str) -> Callable[[Teller], Teller]:
    """Declares how a field of one JSON or one geometry is told; once, by the app that knows."""

    def declare(teller: Teller) -> Teller:
        SPECIAL[table, name] = teller
        return teller

    return declare


class Names:
    """What the foreign keys of these versions name, one query for each kind of row; a site only
    when the reader sees it."""

    def __init__(self, scope: Scope, versions: Iterable["Version"]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for version in versions:
            for column in version.table.fields():
                if isinstance(column, models.ForeignKey):
                    for state in (version.before, version.after):
                        if state and state.get(column.attname) is not None:
                            wanted[column.related_model].add(state[column.attname])
        self._found = {
            model: {row.pk: _READERS[model][1](row) for row in _READERS[model][0](scope, ids)}
            for model, ids in wanted.items()
            if model in _READERS
        }

    def of(self, model: type[models.Model], pk: int) -> str:
        nobody = HIDDEN if model is Site else UNKNOWN
        return self._found.get(model, {}).get(pk, nobody)

    def sees(self, pk: int | None) -> bool:
        return pk is None or pk in self._found.get(Site, {})


_Rows = Callable[[Scope, set[int]], Iterable[Any]]
_READERS: Mapping[type[models.Model], tuple[_Rows, Callable[[Any], str]]] = {
    Site: (
        lambda scope, ids: Site.objects.visible_to(scope).filter(pk__in=ids),
        lambda row: row.reference,
    ),
    Territory: (lambda scope, ids: Territory.objects.filter(pk__in=ids), lambda row: row.name),
    Organisation: (
        lambda scope, ids: Organisation.objects.filter(pk__in=ids),
        lambda row: row.name,
    ),
    User: (lambda scope, ids: User.objects.filter(pk__in=ids), lambda row: row.get_full_name()),
    Membership: (
        lambda scope, ids: Membership.objects.filter(pk__in=ids).select_related(
            "user", "organisation"
        ),
        str,
    ),
}


def title_of(version: "Version", names: Names) -> str:
    """« Diagnostic du 3 mars 2026 », « Phase préparatoire : Diagnostic social »."""
    table, state = version.table, version.after
    said = [
        value_in_words(column, state.get(column.attname), names)
        for column in map(table.model._meta.get_field, table.title)
        if isinstance(column, Field)
    ]
    if table.title[:1] == ("observed_on",):
        groups = f" ({', '.join(said[1:]).lower()})" if said[1:] else ""
        return f"{table.label} du {said[0]}{groups}"
    return " : ".join([table.label, *said[:1]])


def lines_of(version: "Version", names: Names) -> tuple[Line, ...]:
    """Each field that changed; of a new row, each one that is known."""
    return tuple(
        line for column in version.table.fields() for line in _told(version, column, names)
    )


def _told(version: "Version", column: Field, names: Names) -> Iterable[Line]:
    table, (before, after) = version.table, _states(version)
    was, now = before.get(column.attname), after.get(column.attname)
    compares = bool(version.before)
    if was == now or (version.is_new and column.name in table.title):
        return ()
    if not compares and _says_nothing(column, now):
        return ()
    if column.name in table.across and not _both_seen(version, names):
        return ()
    if special := SPECIAL.get((table.name, column.name)):
        return special(version, names)
    if version.is_new and column.name == "site":
        return ()
    label, said = table.label_of(column.name), value_in_words(column, now, names)
    if not compares:
        return (Line(column.name, label, after=said),)
    former = value_in_words(column, was, names)
    return (Line(column.name, label, former, said),) if former != said else ()


def _states(version: "Version") -> tuple[dict[str, Any], dict[str, Any]]:
    """Of a new survey, only what it read is compared: the rest was carried."""
    return version.before or {}, version.after


def _says_nothing(column: Field, value: Any) -> bool:
    empty = value in (None, "", [], {}, False)
    return empty or (column.name in CONDITION_FIELDS.values() and value == ConditionLevel.INCONNU)


def _both_seen(version: "Version", names: Names) -> bool:
    keys = [c.attname for c in version.table.fields() if c.related_model is Site]
    return all(names.sees(version.after.get(key)) for key in keys)


def value_in_words(column: Field, value: Any, names: Names) -> str:
    if value in (None, "", []):
        unknown = isinstance(column, models.IntegerField | models.BooleanField | models.ForeignKey)
        return UNKNOWN if unknown or column.name in READING_FIELDS else EMPTY
    if isinstance(column, ArrayField):
        known = dict(column.base_field.flatchoices)
        return ", ".join(str(known.get(one, one)) for one in value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if column.related_model:
        return names.of(column.related_model, value)  # type: ignore[arg-type]
    for kinds, say in _SAYERS:
        if isinstance(column, kinds):
            return say(value)
    return str(value)


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value))


def _moment(value: str) -> str:
    at = parse_datetime(value)
    return date_format(timezone.localtime(at), r"j F Y \à H:i") if at else value


def range_in_words(value: str) -> str:
    found = _RANGE.fullmatch(value)
    lower, upper = found.groups() if found else (None, None)
    if upper is None:
        return f"depuis le {_day(lower)}" if lower else EMPTY
    return f"du {_day(lower)} au {_day(upper)}" if lower else f"jusqu’au {_day(upper)}"


# the first kind that a field is of says its value
_SAYERS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (models.PositiveSmallIntegerField, str),  # a year
    (models.IntegerField, _number),
    (models.BooleanField, lambda value: "oui" if value else "non"),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (DateRangeField, range_in_words),
)


@tells("site", "location")
def _position(version: "Version", names: Names) -> Iterable[Line]:
    if version.metres is None:
        yield Line("location", "position", words="placée sur la carte")
    else:
        yield Line("location", "position", words=f"déplacée de {_metres(version.metres)}")


@tells("site", "footprint")
def _footprint(version: "Version", names: Names) -> Iterable[Line]:
    was, now = version.area_before, version.area_after
    if now is None:
        yield Line("footprint", "emprise", words="effacée")
    elif was is None:
        yield Line("footprint", "emprise", words=f"dessinée, {_surface(now)}")
    elif round(was) == round(now):
        yield Line("footprint", "emprise", words=f"redessinée, {_surface(now)}")
    else:
        yield Line("footprint", "emprise", _surface(was), _surface(now))


@tells("site", "verified_on")
def _verified(version: "Version", names: Names) -> Iterable[Line]:
    if day := version.after.get("verified_on"):
        yield Line("verified_on", "vérifié, rien de changé", words=_day(day))


@tells("diagnostic", "answers")
def _answers(version: "Version", names: Names) -> Iterable[Line]:
    """Question by question, of the groups whose answers are not those of before."""
    was, now = (version.before or {}).get("answers") or {}, version.after.get("answers") or {}
    for group in CONDITIONS:
        before = dict(answered(group, was.get(group) or {}))
        after = dict(answered(group, now.get(group) or {}))
        for label in dict.fromkeys([*before, *after]):
            if before.get(label) != after.get(label):
                said = before.get(label, EMPTY) if version.before else ""
                yield Line("answers", f"{group.label}, {label}", said, after.get(label, EMPTY))


def _metres(value: float) -> str:
    if value < 1:
        return "moins d’un mètre"
    if value < 10_000:
        return f"{_number(round(value))} m"
    return f"{number_format(value / 1000, 1, force_grouping=True)} km"


def _surface(value: float) -> str:
    return f"{_number(round(value))} m²"
