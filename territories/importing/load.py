"""Rows to temporary tables by COPY, then into ours, only where something differs."""

from collections.abc import Iterable
from typing import Any

import shapely
from django.db.backends.utils import CursorWrapper

from territories.importing.derive import Derived, Row

_STAGE = """
DROP TABLE IF EXISTS pg_temp.stage_territory, pg_temp.stage_former, pg_temp.stage_inside,
  pg_temp.stage_wanted;
CREATE TEMPORARY TABLE stage_territory (
  level text, code text, name text, population integer, postcodes varchar(5)[],
  label_point geometry(Point, 4326), boundary geometry(MultiPolygon, 4326),
  simplified geometry(MultiPolygon, 4326), PRIMARY KEY (level, code)
) ON COMMIT DROP;
CREATE TEMPORARY TABLE stage_former (level text, code text, former text) ON COMMIT DROP;
CREATE TEMPORARY TABLE stage_inside (
  level text, code text, container_level text, container_code text
) ON COMMIT DROP;
"""
_ANALYZE_STAGE = "ANALYZE stage_territory, stage_former, stage_inside"

INSERT_TERRITORIES = """
INSERT INTO territories_territory
  (level, code, name, population, postcodes, label_point, first_vintage)
SELECT s.level, s.code, s.name, s.population, s.postcodes, s.label_point, %(vintage)s
FROM stage_territory s
WHERE NOT EXISTS (
  SELECT FROM territories_territory t
  WHERE (t.level, t.code) = (s.level, s.code) AND t.last_vintage IS NULL
)
ORDER BY s.level, s.code
"""

UPDATE_TERRITORIES = """
UPDATE territories_territory t
SET name = s.name, population = s.population, postcodes = s.postcodes, label_point = s.label_point
FROM stage_territory s
WHERE (t.level, t.code) = (s.level, s.code) AND t.last_vintage IS NULL
  AND (t.name, t.population, t.postcodes, t.label_point::bytea)
    IS DISTINCT FROM (s.name, s.population, s.postcodes, s.label_point::bytea)
"""

DELETE_OUTLINES = """
DELETE FROM territories_outline o USING territories_territory t
WHERE t.id = o.territory_id AND t.last_vintage IS NOT NULL
"""

# To the byte: the geometry's own "=" forgets nothing but is not an IS DISTINCT FROM.
UPDATE_OUTLINES = """
UPDATE territories_outline o SET boundary = s.boundary, simplified = s.simplified
FROM territories_territory t
JOIN stage_territory s ON (t.level, t.code) = (s.level, s.code)
WHERE t.id = o.territory_id AND t.last_vintage IS NULL
  AND (o.boundary::bytea <> s.boundary::bytea OR o.simplified::bytea <> s.simplified::bytea)
"""

CHANGED_COMMUNES = """
SELECT t.id FROM territories_territory t
JOIN stage_territory s ON (t.level, t.code) = (s.level, s.code)
LEFT JOIN territories_outline o ON o.territory_id = t.id
WHERE t.level = 'commune' AND t.last_vintage IS NULL
  AND (o.territory_id IS NULL OR o.boundary::bytea <> s.boundary::bytea)
"""

REGROUPED_COMMUNES = """
SELECT t.id FROM territories_territory t
JOIN (
  SELECT territory_id, container_id FROM stage_wanted
  EXCEPT SELECT territory_id, container_id FROM territories_inside
  UNION
  (SELECT territory_id, container_id FROM territories_inside
   EXCEPT SELECT territory_id, container_id FROM stage_wanted)
) differing ON differing.territory_id = t.id
WHERE t.level = 'commune' AND t.last_vintage IS NULL
"""

INSERT_OUTLINES = """
INSERT INTO territories_outline (territory_id, level, boundary, simplified)
SELECT t.id, t.level, s.boundary, s.simplified
FROM territories_territory t
JOIN stage_territory s ON (t.level, t.code) = (s.level, s.code)
LEFT JOIN territories_outline o ON o.territory_id = t.id
WHERE t.last_vintage IS NULL AND o.territory_id IS NULL
ORDER BY t.level, s.label_point
"""

_WANTED = """
CREATE TEMPORARY TABLE stage_wanted ON COMMIT DROP AS
SELECT t.id AS territory_id, c.id AS container_id
FROM stage_inside s
JOIN territories_territory t
  ON (t.level, t.code) = (s.level, s.code) AND t.last_vintage IS NULL
JOIN territories_territory c
  ON (c.level, c.code) = (s.container_level, s.container_code) AND c.last_vintage IS NULL;
ANALYZE stage_wanted;
"""

# The rows of a territory that has ended stay, so that nothing that hangs on it is lost to sight.
DELETE_INSIDE = """
DELETE FROM territories_inside i USING territories_territory t
WHERE t.id = i.territory_id AND t.last_vintage IS NULL AND NOT EXISTS (
  SELECT FROM stage_wanted w
  WHERE (w.territory_id, w.container_id) = (i.territory_id, i.container_id)
)
"""

INSERT_INSIDE = """
INSERT INTO territories_inside (territory_id, container_id)
SELECT w.territory_id, w.container_id FROM stage_wanted w
WHERE NOT EXISTS (
  SELECT FROM territories_inside i
  WHERE (i.territory_id, i.container_id) = (w.territory_id, w.container_id)
)
ORDER BY w.container_id, w.territory_id
"""

_TABLES = "territories_territory, territories_outline, territories_inside"


def stage(cursor: CursorWrapper, derived: Derived) -> None:
    """Fill this transaction's temporary tables."""
    cursor.execute(_STAGE)
    columns = "level, code, name, population, postcodes, label_point, boundary, simplified"
    _copy(cursor, f"stage_territory ({columns})", map(_territory, derived.rows))
    former = ((row.level, row.code, old) for row in derived.rows for old in row.former)
    _copy(cursor, "stage_former (level, code, former)", former)
    inside = ((*inner, *outer) for inner, outer in derived.inside)
    _copy(cursor, "stage_inside (level, code, container_level, container_code)", inside)
    cursor.execute(_ANALYZE_STAGE)


def write_territories(cursor: CursorWrapper, vintage: int) -> tuple[int, int]:
    """(inserted, updated)."""
    inserted = run(cursor, INSERT_TERRITORIES, vintage=vintage)
    if inserted:
        # An empty table that the server has vacuumed counts for one row: each join that follows
        # would be a loop over all territories for each of them, minutes long.
        cursor.execute("ANALYZE territories_territory")
    return inserted, run(cursor, UPDATE_TERRITORIES)


def changed_communes(cursor: CursorWrapper) -> tuple[set[int], set[int]]:
    """Ids of communes in force whose outline is about to change or to come; whose containers
    are. Once the territories are written, before their outlines and containment."""
    cursor.execute(_WANTED)
    cursor.execute(CHANGED_COMMUNES)
    redrawn = {pk for (pk,) in cursor}
    cursor.execute(REGROUPED_COMMUNES)
    return redrawn, {pk for (pk,) in cursor}


def write_outlines(cursor: CursorWrapper) -> int:
    """Rows written. Those of ended territories go: they would overlap their successor's."""
    return sum(run(cursor, sql) for sql in (DELETE_OUTLINES, UPDATE_OUTLINES, INSERT_OUTLINES))


def write_inside(cursor: CursorWrapper) -> int:
    return run(cursor, DELETE_INSIDE) + run(cursor, INSERT_INSIDE)


def analyze(cursor: CursorWrapper) -> None:
    """Fresh statistics, or the first requests after an import are planned blindly."""
    cursor.execute(f"ANALYZE {_TABLES}")


def run(cursor: CursorWrapper, sql: str, **parameters: Any) -> int:
    cursor.execute(sql, parameters)
    return cursor.rowcount


def _copy(cursor: CursorWrapper, target: str, rows: Iterable[tuple]) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _territory(row: Row) -> tuple:
    return (
        *(row.level, row.code, row.name, row.population, list(row.postcodes)),
        *(_ewkb(shape) for shape in (row.label_point, row.boundary, row.simplified)),
    )


def _ewkb(shape: shapely.Geometry) -> str:
    return shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, include_srid=True)
