"""What becomes of a territory that is no more, and of what hangs on it.

``settings.TERRITORY_SUCCESSION_HANDLERS``: label → dotted name of a callable

    handler(moved: list[tuple[int, int]], vintage: int, changed: list[int]) -> int

called in the transaction of the import, after the territories, outlines and containment:
``moved``, (id of the ended territory, id of its successor), at every level; ``changed``, ids of
the communes in force that are new, or whose outline or containers changed. What has a point in one
of these is placed anew by ``Territory.objects.covering`` (a commune that is re-established takes
its land back from one that stays in force), and what copies its department, region or EPCI copies
them again. It returns the number of rows it moved, for the report.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.backends.utils import CursorWrapper
from django.utils.module_loading import import_string

# A commune's successor is told by the vintage (`former`), else it is the one in force that covers
# its label point. A group's is the one in force, of its level, with most of its communes.
_END = """
WITH ended AS (
  SELECT t.id, t.level, t.code, t.label_point, t.first_vintage FROM territories_territory t
  WHERE t.last_vintage IS NULL AND NOT EXISTS (
    SELECT FROM stage_territory s WHERE (s.level, s.code) = (t.level, t.code)
  )
), heirs AS (
  SELECT e.id, coalesce(
    (SELECT n.id FROM stage_former f JOIN territories_territory n
       ON (n.level, n.code) = (f.level, f.code) AND n.last_vintage IS NULL
     WHERE (f.level, f.former) = (e.level, e.code) ORDER BY n.code LIMIT 1),
    (SELECT n.id FROM stage_territory s JOIN territories_territory n
       ON (n.level, n.code) = (s.level, s.code) AND n.last_vintage IS NULL
     WHERE e.level = 'commune' AND s.level = 'commune'
       AND ST_Covers(s.boundary, e.label_point) ORDER BY n.code LIMIT 1),
    (SELECT n.id FROM territories_inside was
     JOIN territories_territory c ON c.id = was.territory_id AND c.level = 'commune'
     JOIN stage_inside s ON (s.level, s.code) = (c.level, c.code) AND s.container_level = e.level
     JOIN territories_territory n
       ON (n.level, n.code) = (s.container_level, s.container_code) AND n.last_vintage IS NULL
     WHERE e.level NOT IN ('commune', 'arrondissement-municipal') AND was.container_id = e.id
     GROUP BY n.id, n.code ORDER BY count(*) DESC, n.code LIMIT 1)
  ) AS successor_id
  FROM ended e
)
UPDATE territories_territory t
SET last_vintage = greatest(t.first_vintage, %(vintage)s - 1), successor_id = h.successor_id
FROM heirs h WHERE h.id = t.id
RETURNING t.id, h.successor_id, t.level || '-' || t.code
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A territory no longer in force. ``successor_id`` None: nothing succeeds it."""

    id: int
    successor_id: int | None
    slug: str


def end_territories(cursor: CursorWrapper, vintage: int) -> list[Ended]:
    """End what the staged vintage no longer holds; the new territories are already there."""
    cursor.execute(_END, {"vintage": vintage})
    return sorted((Ended(*row) for row in cursor), key=lambda ended: ended.slug)


def hand_over(moved: list[tuple[int, int]], vintage: int, changed: list[int]) -> dict[str, int]:
    """Label of each declared handler → the rows it moved."""
    return {
        label: import_string(name)(moved, vintage, changed)
        for label, name in settings.TERRITORY_SUCCESSION_HANDLERS.items()
    }
