"""What the address and the reader's browser say of columns and order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict

from actors.scope import Scope
from layers.listing.columns import SITE, USUAL_SORT, Column, available
from layers.listing.sorts import Sort
from layers.paging import Order

NAME = "colonnes"
COOKIE, COOKIE_AGE, COOKIE_BETWEEN = "colonnes", 365 * 24 * 3600, "."
TURNED = "-"
# The map alone knows where the device is: one comes from there by a link, and that is no mistake.
OF_THE_MAP = frozenset({"distance"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """`known`: all that this reader may choose. `asked`: the columns as the address names them,
    empty when they come from elsewhere."""

    columns: tuple[Column, ...]
    known: tuple[Column, ...]
    asked: str = ""

    @property
    def usual(self) -> bool:
        return self.columns == _usual(self.known)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The order of the list; `column` may be one that is not shown."""

    column: Column
    sort: Sort
    turned: bool

    @property
    def name(self) -> str:
        return f"{TURNED if self.turned else ''}{self.column.name}"

    @property
    def asked(self) -> str:
        """As an address says it: nothing for the usual order."""
        return "" if self.name == USUAL_SORT else self.name

    @property
    def words(self) -> str:
        return f"{self.sort.words}, {self.sort.ways[self.turned]}"

    @property
    def direction(self) -> str:
        """In the words of ARIA."""
        return "descending" if self.sort.descending != self.turned else "ascending"

    def order(self, scope: Scope) -> Order:
        return self.sort.order(scope, self.turned)


def read_columns(params: QueryDict, cookies: Mapping[str, str], scope: Scope) -> Chosen:
    """Those of the address; else those remembered; else the usual ones.

    ValidationError on one that does not exist for this reader; a remembered one is passed over.
    """
    known = tuple(available(scope))
    if asked := _split(",".join(params.getlist(NAME)), ","):
        possible = [column.name for column in known]
        if wrong := [name for name in asked if name not in possible]:
            raise ValidationError({NAME: _unknown("cette colonne", wrong[0], possible)})
        columns = tuple(column for column in known if column.name in asked)
        return Chosen(columns, known, names(columns))
    remembered = _split(cookies.get(COOKIE, ""), COOKIE_BETWEEN)
    columns = tuple(column for column in known if column.name in remembered)
    return Chosen(columns or _usual(known), known)


def remember(response: HttpResponse, chosen: Chosen, secure: bool) -> None:
    """In the reader's browser, for a year; the usual columns are remembered by nothing."""
    if chosen.usual:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        COOKIE_BETWEEN.join(column.name for column in chosen.columns),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def read_sort(params: QueryDict, scope: Scope) -> Sorted:
    """`tri`: a column's name, after a `-` for the other way; ValidationError when there is none."""
    given = params.getlist("tri")
    if len(given) > 1:
        raise ValidationError({"tri": "Ce tri est donné deux fois."})
    name = (given[0] if given else "") or USUAL_SORT
    if name.removeprefix(TURNED) in OF_THE_MAP:
        name = USUAL_SORT
    possible = {column.name: column for column in (SITE, *available(scope)) if column.sort}
    column = possible.get(name.removeprefix(TURNED))
    if column is None or column.sort is None:
        raise ValidationError({"tri": _unknown("ce tri", name, possible)})
    return Sorted(column, column.sort, turned=name.startswith(TURNED))


def names(columns: Iterable[Column]) -> str:
    return ",".join(column.name for column in columns)


def _unknown(what: str, name: str, possible: Iterable[str]) -> str:
    return f"« {name[:40]} » : {what} n’existe pas. Choix possibles : {', '.join(possible)}."


def _usual(known: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(column for column in known if column.shown)


def _split(text: str, between: str) -> list[str]:
    return [part for part in text.split(between) if part]
