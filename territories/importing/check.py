"""What keeps a vintage out: bad data never replaces good."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from territories.enums import Level
from territories.geo import area_m2
from territories.importing.bundle import Bundle
from territories.importing.derive import Row, Shapes

SHOWN = 10
# From one vintage to the next a level may lose or gain this share, or this number if more.
COUNT_SHARE, COUNT_LEAST = 0.02, 5
# The land is the same: the area of France may move this much (outlines are redrawn at times).
AREA_SHARE = 0.01
HOLE_SEEN_M2 = 10_000
# The widest true hole is Llívia, a Spanish town of 13 km².
HOLE_REFUSED_M2 = 20_000_000


class ImportRefused(Exception):
    """The vintage is not fit; nothing was changed. ``problems``: one French sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True, slots=True)
class InForce:
    """What the database holds. ``area_m2``: of the nation, None if there is none."""

    vintage: int | None
    counts: Mapping[str, int]
    area_m2: float | None


def check_bundle(bundle: Bundle, communes: Shapes) -> None:
    """ImportRefused unless codes, memberships and outlines hold together."""
    problems = [*_membership(bundle), *_missing_outlines(bundle, communes)]
    if not problems:
        problems = [*_unsound(communes), *_unsound(_municipal_outlines(bundle))]
    if problems:
        raise ImportRefused(problems)


def check_change(vintage: int, rows: list[Row], holes: list[float], now: InForce) -> None:
    """ImportRefused if this is older than, or far from, what is in force. Holes in m²."""
    counts = Counter(row.level for row in rows)
    problems = [*_wide(holes), *_far(counts, now.counts)]
    if now.vintage and vintage < now.vintage:
        problems.append(f"Le millésime {vintage} est plus ancien que celui en vigueur.")
    nation = next(row for row in rows if row.level == Level.NATION)
    area = area_m2(nation.boundary)
    if now.area_m2 and abs(area - now.area_m2) > AREA_SHARE * now.area_m2:
        problems.append(
            f"La superficie totale passerait de {now.area_m2 / 1e6:.0f} à {area / 1e6:.0f} km²."
        )
    if problems:
        raise ImportRefused(problems)


def hole_areas(rows: list[Row]) -> list[float]:
    """m² of the holes inside the nation, the widest first; narrower than 1 ha left out."""
    nation = next(row.boundary for row in rows if row.level == Level.NATION)
    rings = [shapely.Polygon(ring) for part in nation.geoms for ring in part.interiors]
    areas = sorted(map(area_m2, rings), reverse=True)
    return [area for area in areas if area >= HOLE_SEEN_M2]


def _membership(bundle: Bundle) -> Iterator[str]:
    known = {(group.level, group.code) for group in bundle.groups}
    codes = {commune.code for commune in bundle.communes}
    if not codes:
        yield "Aucune commune."
    keys: set[tuple[str, str]] = set()
    for c in bundle.communes:
        keys |= {(Level.DEPARTEMENT, c.departement), (Level.ARRONDISSEMENT, c.arrondissement)}
        keys |= {(Level.EPCI, c.epci), (Level.EPT, c.ept)}
    keys |= {(Level.REGION, g.parent) for g in bundle.groups if g.level == Level.DEPARTEMENT}
    unknown = {key for key in keys - known if key[1] or key[0] == Level.DEPARTEMENT}
    yield from _listed("Territoires inconnus", ("-".join(key) for key in unknown))
    empty = {key for key in known - keys if key[0] != Level.NATION}
    yield from _listed("Territoires sans commune", ("-".join(key) for key in empty))
    orphans = (m.code for m in bundle.municipal if m.commune not in codes)
    yield from _listed("Arrondissements sans leur commune", orphans)
    every = Counter([*(c.code for c in bundle.communes), *(m.code for m in bundle.municipal)])
    yield from _listed("Codes en double", (code for code, count in every.items() if count > 1))


def _missing_outlines(bundle: Bundle, communes: Shapes) -> Iterator[str]:
    missing = {commune.code for commune in bundle.communes} - set(communes)
    missing |= {m.code for m in bundle.municipal} - set(bundle.outlines)
    yield from _listed("Sans contour", missing)


def _unsound(outlines: Shapes) -> Iterator[str]:
    if not outlines:
        return
    codes, shapes = np.array(list(outlines)), np.array(list(outlines.values()), dtype=object)
    invalid = codes[~shapely.is_valid(shapes) | shapely.is_empty(shapes)]
    yield from _listed("Contours non valides", invalid)
    if not len(invalid):
        clashing = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
        yield from _listed("Contours qui se chevauchent ou mal jointifs", codes[clashing])


def _municipal_outlines(bundle: Bundle) -> Shapes:
    codes = {municipal.code for municipal in bundle.municipal}
    return {code: shape for code, shape in bundle.outlines.items() if code in codes}


def _wide(holes: list[float]) -> Iterator[str]:
    wide = [f"{area / 1e6:.1f} km²" for area in holes if area > HOLE_REFUSED_M2]
    yield from _listed("Trous dans le territoire", wide)


def _far(counts: Mapping[str, int], now: Mapping[str, int]) -> Iterator[str]:
    for level, before in now.items():
        after = counts.get(level, 0)
        allowed = max(COUNT_LEAST, COUNT_SHARE * before)
        if abs(after - before) > allowed or not after:
            yield f"{Level(level).label} : {before} en vigueur, {after} à importer."


def _listed(title: str, found: Iterable[str]) -> Iterator[str]:
    names = sorted(found)
    if names:
        more = "…" if len(names) > SHOWN else ""
        yield f"{title} ({len(names)}) : {', '.join(names[:SHOWN])}{more}."
