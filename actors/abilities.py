"""One table: structure kind × ability → grant or condition. Printed on `/aide/droits/`.

No test of a role stands anywhere else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from actors.enums import Ability as A
from actors.enums import Condition as C
from actors.enums import Grant as G
from actors.enums import OrganisationKind as K
from actors.scope import Scope

Cell = G | C
Test = Callable[[Scope, Any], bool]
# The same test of many rows in one query: the pks of those that pass.
TestOfMany = Callable[[Scope, Iterable[Any]], set[int]]

_KINDS = (K.DIHAL, K.PREFECTURE, K.DDETS, K.ARS, K.EDUCATION, K.COLLECTIVITE, K.OPERATEUR, K.AUTRE)
_ALL = (G.YES,) * 8
_STATE = (G.YES,) * 3
_NO, _YES, _EXC = G.NO, G.YES, G.BY_EXCEPTION

_ROWS: Mapping[A, tuple[Cell, ...]] = {
    A.VIEW_SITE: _ALL,
    A.REPORT_SITE: _ALL,
    A.CONFIRM_SITE: (*_STATE, _NO, _NO, _EXC, _EXC, _NO),
    A.SURVEY_SITE: (*_STATE, _YES, C.IS_INTERVENANT, _YES, C.IS_INTERVENANT, _NO),
    A.WRITE_JOURNAL: (*_STATE, _YES, _YES, _YES, C.IS_INTERVENANT, _NO),
    A.MODERATE_JOURNAL: (_YES, _YES, _NO, _NO, _NO, _NO, _NO, _NO),
    A.HANDLE_ATTENTION: (_YES, *(C.IS_ADDRESSED,) * 5, _NO, _NO),
    A.CONFIRM_INTERVENANT: (*_STATE, C.HEALTH_ONLY, _NO, _NO, _NO, _NO),
    A.VIEW_OWNER: (*_STATE, _NO, _NO, _EXC, _NO, _NO),
    A.VIEW_LEGAL: (*_STATE, _NO, _NO, _EXC, _EXC, _NO),
    A.EDIT_LEGAL: (*_STATE, _NO, _NO, _EXC, _NO, _NO),
    A.VIEW_EVACUATION_DATE: (*_STATE, _YES, _NO, _NO, _EXC, _NO),
    A.VIEW_HEALTH: (_NO, _NO, _NO, _YES, _NO, _NO, C.CONFIRMED_FOR_HEALTH, _NO),
    A.PLAN_CAMPAIGN: (_YES, _NO, _NO, _YES, _NO, _NO, _NO, _NO),
    A.REPORT_VISIT: (_NO, _NO, _NO, _YES, _NO, _NO, C.IN_ITS_TEAM, _NO),
    A.SET_HEATWAVE: (*_STATE, _YES, _NO, _NO, _NO, _NO),
    A.SET_TARGET: (*_STATE, _NO, _NO, _NO, _NO, _NO),
    A.IMPORT_SITES: (*_STATE, _NO, _NO, _NO, _NO, _NO),
    A.EXPORT_SITES: (*(_YES,) * 7, _NO),
    A.USE_TOKENS: (*(_YES,) * 4, _EXC, _EXC, _EXC, _NO),
    A.VIEW_READS: (_YES, C.IN_ITS_TERRITORY, _NO, _NO, _NO, _NO, _NO, _NO),
    A.MANAGE_USERS: (*(C.OWN_AND_TERRITORY,) * 2, *(C.OWN_STRUCTURE,) * 5, _NO),
}
TABLE: Mapping[A, Mapping[K, Cell]] = {
    ability: dict(zip(_KINDS, cells, strict=True)) for ability, cells in _ROWS.items()
}

# Who answers to a request of exception; the Dihal for the whole nation.
EXCEPTION_DECIDERS: Mapping[K, Cell] = {K.DIHAL: _YES, K.PREFECTURE: C.IN_ITS_TERRITORY}

_TESTS: dict[C, Test] = {}
_TESTS_OF_MANY: dict[C, TestOfMany] = {}


def declare(condition: C, test: Test, of_many: TestOfMany | None = None) -> None:
    """Gives a condition its test; called once, by the app that knows, when it is ready.

    `of_many` is for a condition that is asked of many rows at once, and must agree with `test`.
    Raises ValueError when another test stands already.
    """
    if _TESTS.setdefault(condition, test) is not test:
        raise ValueError(f"{condition} has a test already")
    if of_many:
        _TESTS_OF_MANY[condition] = of_many


def cell(scope: Scope, ability: A) -> Cell:
    """What the table says for this reader's kind of structure."""
    return TABLE[ability][scope.kind] if scope.kind else G.NO


def may(scope: Scope, ability: A, on: Any = None) -> bool:
    """Whether this reader may do it, to `on` (a site or an organisation) where it matters.

    That the reader may see `on` at all is settled before, by fetching it through the scope. A
    condition that no app declares yet, or that lacks its object, is a no.
    """
    granted = cell(scope, ability)
    if granted == G.YES:
        return True
    if granted == G.BY_EXCEPTION:
        return scope.has_exception(ability, on)
    test = _TESTS.get(granted) if isinstance(granted, C) else None
    return test is not None and on is not None and test(scope, on)


def among(scope: Scope, ability: A, rows: Iterable[Any]) -> set[int]:
    """The pks of the rows to which this reader may do it: `may` of each, in one query at most
    where the condition has a test of many.
    """
    granted = cell(scope, ability)
    if isinstance(granted, C) and (of_many := _TESTS_OF_MANY.get(granted)):
        return of_many(scope, rows)
    return {row.pk for row in rows if may(scope, ability, row)}


def require(scope: Scope, ability: A, on: Any = None) -> None:
    """Raises PermissionDenied (403) with the ability in words."""
    if not may(scope, ability, on):
        raise PermissionDenied(_lacking(ability))


def require_each(scope: Scope, ability: A, rows: Sequence[Any]) -> None:
    """`require` of each of the rows, in one query at most."""
    if len(among(scope, ability, rows)) < len({row.pk for row in rows}):
        raise PermissionDenied(_lacking(ability))


def somewhere(scope: Scope, ability: A) -> bool:
    """Whether the table leaves the structure a way to it: what a menu asks before any object."""
    if scope.kind is None:
        return False
    cell = TABLE[ability][scope.kind]
    return cell != G.NO and (cell != G.BY_EXCEPTION or scope.has_exception(ability))


def exceptional_for(scope: Scope) -> list[A]:
    """What the table lets the structure ask for."""
    if scope.kind is None:
        return []
    return [ability for ability, cells in TABLE.items() if cells[scope.kind] == G.BY_EXCEPTION]


def _lacking(ability: A) -> str:
    return f"Votre structure n’a pas ce droit : {ability.label.lower()}."
