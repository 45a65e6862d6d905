"""The whole real vintage, as the command has put it in the demonstration's database."""

import os

import pytest
from django.db import connection

from territories.importing.run import import_territories
from territories.models import Territory
from tests import databases
from tests.territories.vintages import REAL

COUNTS = {
    "nation": 1,
    "region": 18,
    "departement": 101,
    "arrondissement": 333,
    "epci": 1255,
    "ept": 11,
    "commune": 34_875,
    "arrondissement-municipal": 45,
}
LLIVIA_M2 = 12.98e6


@pytest.fixture
def whole(django_db_setup, django_db_blocker):
    """Our connection, on a copy of that database."""
    name, ours = f"geo_whole_{os.getpid()}", connection.settings_dict["NAME"]
    databases.copy(databases.seeded(), name)
    with django_db_blocker.unblock():
        _move_to(name)
        yield
        _move_to(ours)
    databases.drop(name)


def _move_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@pytest.mark.xdist_group("whole_vintage")
def test_the_real_vintage_is_there_and_comes_only_once(whole, handler_calls):
    assert outlines_that_fail() == 0
    assert communes_without("epci") == 4
    assert communes_without("departement") == communes_without("region") == 0
    assert [t.code for t in pierrefitte()] == ["93066"]
    for text, index in (("saint den", "territory_name_trgm"), ("93200", "territory_codes_trgm")):
        plan = search_plan(text)
        assert index in plan
        assert "Seq Scan" not in plan

    before = newest_version()
    again = import_territories(REAL, force=True)
    assert (again.written, newest_version()) == (0, before)
    assert handler_calls == []
    assert again.counts == COUNTS
    assert again.orphans == []
    assert again.holes[0] == pytest.approx(LLIVIA_M2, rel=0.02)
    assert sum(again.holes[1:]) < 100_000


def outlines_that_fail() -> int:
    """Invalid, missing, or without their label point."""
    return scalar(
        "SELECT count(*) FROM territories_territory t"
        " LEFT JOIN territories_outline o ON o.territory_id = t.id"
        " WHERE NOT coalesce(ST_IsValid(boundary) AND ST_IsValid(simplified)"
        "   AND ST_Covers(boundary, label_point), false)"
    )


def communes_without(level: str) -> int:
    return scalar(
        "SELECT count(*) FROM territories_territory t WHERE level = 'commune' AND NOT EXISTS ("
        " SELECT FROM territories_inside i JOIN territories_territory c ON c.id = i.container_id"
        " WHERE i.territory_id = t.id AND c.level = %s)",
        level,
    )


def pierrefitte() -> list[Territory]:
    (placed,) = Territory.objects.covering([(2.3614, 48.9664)])
    return list(Territory.objects.filter(pk=placed.commune_id))


def search_plan(text: str) -> str:
    sql, parameters = Territory.objects.search(text).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", parameters)
        return "\n".join(line for (line,) in cursor)


def newest_version() -> int:
    """The newest transaction or savepoint that wrote a row."""
    tables = ("territory", "outline", "inside", "vintage")
    return max(
        scalar(f"SELECT max(xmin::text::bigint) FROM territories_{table}") for table in tables
    )


def scalar(sql: str, *parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]
