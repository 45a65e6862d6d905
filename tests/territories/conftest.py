from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from django.db import connection

from territories.importing.bundle import Bundle, write
from territories.importing.report import Report
from territories.importing.run import import_territories
from tests.territories.vintages import excerpt, squares

# Homonyms, Paris, Lyon and Marseille, both sides of a department's limit, the islands.
REAL_CODES = (
    *("93066", "93001", "93027", "93039", "97411", "11339", "30247", "01344"),
    *("69123", "69266", "69029", "69001", "75056", "13055", "94038", "42218"),
    *("2A004", "97101", "97209", "97302", "97611", "81202", "15141", "15031"),
)

calls: list[tuple] = []


def record(moved: list[tuple[int, int]], vintage: int, changed: list[int]) -> int:
    """A succession handler that only notes what it is told."""
    calls.append((moved, vintage, changed))
    return len(moved)


def fail(moved: list[tuple[int, int]], vintage: int, changed: list[int]) -> int:
    raise RuntimeError("the handler failed")


@pytest.fixture(autouse=True)
def handler_calls(settings) -> list[tuple]:
    """What the one declared handler was told during this test."""
    calls.clear()
    settings.TERRITORY_SUCCESSION_HANDLERS = {"témoin": "tests.territories.conftest.record"}
    return calls


@pytest.fixture
def put_in_force(db, tmp_path: Path) -> Callable[..., Report]:
    """``put_in_force(bundle)`` writes its files and imports them."""

    def put(bundle: Bundle, **options: object) -> Report:
        write(tmp_path / "vintage", bundle)
        return import_territories(tmp_path / "vintage", **options)

    return put


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory) -> Callable[[str], Path]:
    """``folder_of("drawn" | "real")``: a vintage's files, written once a session."""

    @cache
    def written(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        write(folder, squares() if name == "drawn" else excerpt(*REAL_CODES))
        return folder

    return written


@pytest.fixture
def drawn(db, folder_of) -> Report:
    """The 30 squares are in force."""
    return import_territories(folder_of("drawn"))


@pytest.fixture
def real(db, folder_of) -> Report:
    """The communes of REAL_CODES are in force."""
    return import_territories(folder_of("real"))


@pytest.fixture
def as_owner(as_app_role):
    """The import runs as the role that owns the tables: only it may ANALYZE them."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
