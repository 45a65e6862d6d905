"""From a vintage's files to the rows to hold: every level dissolved, simplified, labelled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from territories.enums import Level
from territories.importing.bundle import NATION_CODE, Bundle, Commune

Key = tuple[str, str]
Shapes = dict[str, shapely.MultiPolygon]

# By level: degrees, as the square root of the area that a corner must weigh (Visvalingam–Whyatt),
# and decimals (4: 10 m). The 96 departments of the métropole then weigh about 100 kB compressed,
# and the communes of one department some tens.
DRAWING = {
    Level.NATION: (0.02, 4),
    Level.REGION: (0.015, 4),
    Level.DEPARTEMENT: (0.01, 4),
    Level.ARRONDISSEMENT: (0.008, 4),
    Level.EPCI: (0.006, 4),
    Level.EPT: (0.003, 4),
    Level.COMMUNE: (0.003, 5),
    Level.ARRONDISSEMENT_MUNICIPAL: (0.001, 5),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One territory to hold. ``former``: codes of the same level that it succeeds."""

    level: str
    code: str
    name: str
    population: int | None
    postcodes: tuple[str, ...]
    former: tuple[str, ...]
    label_point: shapely.Point
    boundary: shapely.MultiPolygon
    simplified: shapely.MultiPolygon


@dataclass(frozen=True)
class Derived:
    """``inside``: (level, code) of a territory, and of what holds it; itself included."""

    vintage: int
    rows: list[Row]
    inside: set[tuple[Key, Key]]


def commune_outlines(bundle: Bundle) -> Shapes:
    """One outline a commune: its own, or the union of its municipal arrondissements."""
    parts = defaultdict(list)
    for municipal in bundle.municipal:
        parts[municipal.commune].append(bundle.outlines.get(municipal.code))
    united = {
        code: _multi(shapely.coverage_union_all(shapes))
        for code, shapes in parts.items()
        if code not in bundle.outlines and None not in shapes
    }
    known = {commune.code for commune in bundle.communes}
    return {code: shape for code, shape in (bundle.outlines | united).items() if code in known}


def derive(bundle: Bundle, communes: Shapes, step: Callable[[str], None]) -> Derived:
    """Every level of ``bundle``, whose ``communes`` (code → outline) were checked."""
    members = _members(bundle)
    people = {commune.code: commune.population for commune in bundle.communes}
    rows: list[Row] = []
    for level in Level:
        step(level.label)
        if level in (Level.COMMUNE, Level.ARRONDISSEMENT_MUNICIPAL):
            continue
        codes = sorted(code for at, code in members if at == level)
        shapes = [_dissolve(communes, members[level, code]) for code in codes]
        names = {group.code: group.name for group in bundle.groups if group.level == level}
        names.setdefault(NATION_CODE, "France")
        for code, shape, simple, label in _drawn(codes, shapes, level):
            total = sum(people[member] or 0 for member in members[level, code]) or None
            rows.append(Row(level, code, names[code], total, (), (), label, shape, simple))
    rows += _commune_rows(bundle, communes)
    rows += _municipal_rows(bundle)
    return Derived(bundle.vintage, rows, set(_inside(bundle, members)))


def _members(bundle: Bundle) -> dict[Key, set[str]]:
    """(level, code) of each group of communes → their codes."""
    region = {g.code: g.parent for g in bundle.groups if g.level == Level.DEPARTEMENT}
    members = defaultdict(set)
    for commune in bundle.communes:
        for key in _groups_of(commune, region):
            members[key].add(commune.code)
    return members


def _groups_of(commune: Commune, region: dict[str, str]) -> Iterator[Key]:
    yield Level.NATION, NATION_CODE
    yield Level.REGION, region[commune.departement]
    yield Level.DEPARTEMENT, commune.departement
    # Mayotte has no arrondissement, four islands no EPCI, and only Grand Paris has EPT.
    optional = (commune.arrondissement, commune.epci, commune.ept)
    for level, code in zip((Level.ARRONDISSEMENT, Level.EPCI, Level.EPT), optional, strict=True):
        if code:
            yield level, code


# What may be inside what; between groups, when every commune of the one is in the other.
HELD_BY = {
    Level.NATION: (),
    Level.REGION: (Level.NATION,),
    Level.DEPARTEMENT: (Level.REGION, Level.NATION),
    Level.ARRONDISSEMENT: (Level.DEPARTEMENT, Level.REGION, Level.NATION),
    Level.EPCI: (Level.DEPARTEMENT, Level.REGION, Level.NATION),
    Level.EPT: (Level.EPCI, Level.DEPARTEMENT, Level.REGION, Level.NATION),
}


def _inside(bundle: Bundle, members: dict[Key, set[str]]) -> Iterator[tuple[Key, Key]]:
    holders = defaultdict(set)
    for group, codes in members.items():
        for code in codes:
            holders[code].add(group)
    for group, codes in members.items():
        yield group, group
        for holder in set.intersection(*(holders[code] for code in codes)):
            if holder[0] in HELD_BY[Level(group[0])]:
                yield group, holder
    for code, groups in holders.items():
        commune = (Level.COMMUNE, code)
        yield commune, commune
        yield from ((commune, group) for group in groups)
    for municipal in bundle.municipal:
        part = (Level.ARRONDISSEMENT_MUNICIPAL, municipal.code)
        yield part, part
        yield part, (Level.COMMUNE, municipal.commune)
        yield from ((part, group) for group in holders[municipal.commune])


def _commune_rows(bundle: Bundle, communes: Shapes) -> Iterator[Row]:
    attributes = {commune.code: commune for commune in bundle.communes}
    codes = sorted(attributes)
    drawn = _drawn(codes, [communes[code] for code in codes], Level.COMMUNE)
    for code, shape, simple, label in drawn:
        c = attributes[code]
        yield Row(
            *(Level.COMMUNE, code, c.name, c.population, c.postcodes, c.former),
            *(label, shape, simple),
        )


def _municipal_rows(bundle: Bundle) -> Iterator[Row]:
    attributes = {municipal.code: municipal for municipal in bundle.municipal}
    codes = sorted(attributes)
    shapes = [bundle.outlines[code] for code in codes]
    for code, shape, simple, label in _drawn(codes, shapes, Level.ARRONDISSEMENT_MUNICIPAL):
        m = attributes[code]
        yield Row(
            *(Level.ARRONDISSEMENT_MUNICIPAL, code, m.name, m.population, m.postcodes, ()),
            *(label, shape, simple),
        )


def _drawn(
    codes: list[str], shapes: list[shapely.MultiPolygon], level: Level
) -> Iterable[tuple[str, shapely.MultiPolygon, shapely.MultiPolygon, shapely.Point]]:
    """(code, outline, simplified outline, label point) of the territories of one level."""
    if not shapes:
        return ()
    outlines = np.array(shapes, dtype=object)
    simplified = [_multi(shape) for shape in simplify(outlines, *DRAWING[level])]
    return zip(codes, shapes, simplified, label_points(outlines), strict=True)


def simplify(outlines: NDArray[np.object_], tolerance: float, decimals: int) -> NDArray[np.object_]:
    """A coverage simplified as one, so that neighbours keep their shared border."""
    simple = shapely.coverage_simplify(outlines, tolerance)
    for shorter in (decimals, decimals + 1):
        # Rounding may pinch a narrow neck: then one decimal more, or all of them.
        rounded = shapely.transform(simple, partial(np.round, decimals=shorter))
        if shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded):
            return rounded
    return simple


def label_points(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """The centre of the largest part where it is inside, else a point that is; on 1e-6 °."""
    largest = np.array([max(outline.geoms, key=lambda part: part.area) for outline in outlines])
    points = _rounded(shapely.centroid(largest))
    outside = ~shapely.contains_properly(largest, points)
    points[outside] = _rounded(shapely.point_on_surface(largest[outside]))
    return points


def _rounded(points: NDArray[np.object_]) -> NDArray[np.object_]:
    return shapely.transform(points, lambda xy: np.round(xy, 6))


def _dissolve(communes: Shapes, codes: set[str]) -> shapely.MultiPolygon:
    return _multi(shapely.coverage_union_all([communes[code] for code in sorted(codes)]))


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shape if isinstance(shape, shapely.MultiPolygon) else shapely.MultiPolygon([shape])
