"""The chosen columns of the sites of a page, as the template draws them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actors.scope import Scope
from layers.listing.choosing import TURNED, Sorted
from layers.listing.columns import SITE, Column
from layers.totals import Known, Totals
from legal.feature import listed
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Heading:
    """`address` sorts by it, as `title` says; empty where one cannot. `direction`: of ARIA."""

    column: Column
    address: str
    title: str
    direction: str


@dataclass(frozen=True, slots=True)
class Way:
    """One of the orders that a list without headings offers."""

    words: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: Any


@dataclass(frozen=True, slots=True)
class Row:
    site: Site
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """`known` is None under a column that is not added up."""

    column: Column
    known: Known | None


def headings(
    columns: Sequence[Column], sort: Sorted, address: Callable[[str], str]
) -> list[Heading]:
    """`address` gives the query string for a value of `tri`."""
    return [_heading(column, sort, address) for column in (SITE, *columns)]


def ways(columns: Sequence[Column], sort: Sorted, address: Callable[[str], str]) -> list[Way]:
    """Both directions of each column that has an order."""
    found = []
    for column in (SITE, *columns):
        for turned in (False, True) if column.sort else ():
            one = Sorted(column, column.sort, turned)  # type: ignore[arg-type]  # it has one
            found.append(Way(one.words, address(one.asked), one == sort))
    return found


def rows(scope: Scope, columns: Sequence[Column], sites: Sequence[Site]) -> list[Row]:
    """One query for each column that has a `part`; one and an INSERT for all the legal ones."""
    ids = [site.pk for site in sites]
    parts = {column.name: column.part(scope, ids) for column in columns if column.part}
    parts |= listed(scope, ids, {column.name: column.legal for column in columns if column.legal})
    return [Row(site, tuple(_cell(column, site, parts) for column in columns)) for site in sites]


def foot(columns: Sequence[Column], sums: Totals) -> list[Foot]:
    return [Foot(column, sums.fields.get(column.sum)) for column in columns]


def _heading(column: Column, sort: Sorted, address: Callable[[str], str]) -> Heading:
    if column.sort is None:
        return Heading(column, "", "", "")
    is_sorted = column == sort.column
    turned = not sort.turned if is_sorted else column.sort.first == TURNED
    other = Sorted(column, column.sort, turned)
    direction = sort.direction if is_sorted else ""
    return Heading(column, address(other.asked), f"Trier par {other.words}", direction)


def _cell(column: Column, site: Site, parts: Mapping[str, Mapping[int, Any]]) -> Cell:
    is_part = column.name in parts
    return Cell(column, parts[column.name].get(site.pk) if is_part else column.read(site))
