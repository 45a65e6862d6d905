"""Small vintages: squares drawn by hand, and excerpts of the real one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import shapely

from territories.enums import Level
from territories.importing.bundle import Bundle, Commune, Group, MunicipalArrondissement, read

REAL = Path(__file__).resolve().parents[2] / "fixtures" / "territories"
WEST, SOUTH, SIDE = 2.0, 48.0, 0.125  # degrees; squares of about 9 × 14 km
COLUMNS, ROWS = 6, 5


def square(column: int, row: int, width: int = 1) -> shapely.MultiPolygon:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    # Each corner of a neighbour, be it half a square, is a point of the side: as in any coverage.
    low = [(west + step * SIDE / 2, south) for step in range(2 * width + 1)]
    high = [(x, south + SIDE) for x, _ in reversed(low)]
    return shapely.MultiPolygon([shapely.Polygon([*low, *high])])


def middle(column: int, row: int) -> tuple[float, float]:
    return WEST + (column + 0.5) * SIDE, SOUTH + (row + 0.5) * SIDE


def code(column: int, row: int) -> str:
    return f"{'91' if column < 3 else '77'}{column}{row}0"


def squares(vintage: int = 2025) -> Bundle:
    """30 communes in 6 columns × 5 rows: 91 is the three western columns, 77 the others. The
    column in the middle of an EPCI straddles both; 91000 has two municipal arrondissements."""
    places = [(column, row) for column in range(COLUMNS) for row in range(ROWS)]
    outlines = {code(*place): square(*place) for place in places}
    outlines |= {"91801": _half(0), "91802": _half(1)}
    del outlines["91000"]
    return Bundle(
        vintage,
        "dessinés à la main",
        tuple(_commune(*place) for place in places),
        tuple(
            MunicipalArrondissement(f"9180{n}", f"Carré {n}", 500, ("91000",), "91000")
            for n in (1, 2)
        ),
        (
            Group(Level.REGION, "11", "Île-de-France"),
            Group(Level.DEPARTEMENT, "77", "Seine-et-Marne", "11"),
            Group(Level.DEPARTEMENT, "91", "Essonne", "11"),
            Group(Level.ARRONDISSEMENT, "771", "Meaux"),
            Group(Level.ARRONDISSEMENT, "911", "Évry"),
            Group(Level.EPCI, "200000001", "CA de la Limite"),
            Group(Level.EPCI, "200000002", "CC du Couchant"),
            Group(Level.EPT, "200000003", "Territoire du Coin"),
        ),
        outlines,
    )


def _half(part: int) -> shapely.MultiPolygon:
    west, east = WEST + part * SIDE / 2, WEST + (part + 1) * SIDE / 2
    return shapely.MultiPolygon([shapely.box(west, SOUTH, east, SOUTH + SIDE)])


def _commune(column: int, row: int) -> Commune:
    departement = code(column, row)[:2]
    epci = {0: "200000002", 2: "200000001", 3: "200000001"}.get(column, "")
    ept = "200000003" if epci == "200000002" and row < 2 else ""
    name = f"Carré-{column}-{row}"
    postcode = (f"{departement}{column}0{row}",)
    return Commune(
        code(column, row), name, 1000, postcode, f"{departement}1", departement, epci, ept
    )


def merged(bundle: Bundle, vintage: int, gone: str, into: str) -> Bundle:
    """The next vintage, in which the commune ``gone`` is part of ``into``."""
    outlines = dict(bundle.outlines)
    outlines[into] = _united(outlines[into], outlines.pop(gone))
    communes = tuple(
        replace(commune, former=(*commune.former, gone)) if commune.code == into else commune
        for commune in bundle.communes
        if commune.code != gone
    )
    return replace(bundle, vintage=vintage, communes=communes, outlines=outlines)


def apart(bundle: Bundle, vintage: int, back: Commune, left: str, outline: object) -> Bundle:
    """The next vintage, in which ``back`` is a commune again, out of ``left``."""
    outlines = dict(bundle.outlines)
    outlines[back.code] = outline
    outlines[left] = _united(shapely.difference(outlines[left], outline))
    communes = tuple(
        replace(c, former=tuple(old for old in c.former if old != back.code))
        for c in bundle.communes
    )
    return replace(bundle, vintage=vintage, communes=(*communes, back), outlines=outlines)


def _united(*shapes: shapely.Geometry) -> shapely.MultiPolygon:
    union = shapely.union_all(shapes)
    return union if union.geom_type == "MultiPolygon" else shapely.MultiPolygon([union])


@cache
def _real() -> Bundle:
    return read(REAL)


def excerpt(*codes: str) -> Bundle:
    """The real communes of these codes, with all that holds them and their arrondissements."""
    real = _real()
    communes = tuple(commune for commune in real.communes if commune.code in codes)
    municipal = tuple(part for part in real.municipal if part.commune in codes)
    keys = {(Level.DEPARTEMENT, c.departement) for c in communes}
    keys |= {(Level.ARRONDISSEMENT, c.arrondissement) for c in communes}
    keys |= {(Level.EPCI, c.epci) for c in communes} | {(Level.EPT, c.ept) for c in communes}
    keys |= {(Level.REGION, g.parent) for g in real.groups if (g.level, g.code) in keys}
    drawn = {commune.code for commune in communes} | {part.code for part in municipal}
    return replace(
        real,
        communes=communes,
        municipal=municipal,
        groups=tuple(group for group in real.groups if (group.level, group.code) in keys),
        outlines={code: shape for code, shape in real.outlines.items() if code in drawn},
    )
