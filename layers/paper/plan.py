"""The small map of a site as a drawing of ours: no tile, no network, a scale that holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

Position = tuple[float, float]  # longitude, latitude
Ring = Sequence[Position]

WIDTH, HEIGHT = 480, 320
MARGIN = 32
LEAST_METRES = 200  # what the drawing's height shows around a point alone
METRES_PER_DEGREE = 111_320
BARS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
LONGEST_BAR = WIDTH / 3


@dataclass(frozen=True, slots=True)
class Plan:
    """In pixels, `y` downwards; north is up."""

    point: Position
    footprint: tuple[str, ...]  # each ring as SVG's polygon takes it
    outline: tuple[str, ...]
    bar: float
    bar_metres: int
    width: int = WIDTH
    height: int = HEIGHT


def plan_of(point: Position, footprint: Sequence[Ring] = (), outline: Sequence[Ring] = ()) -> Plan:
    """Centred on the point; the whole footprint is in it, of the commune what meets it."""
    scale = _scale(point, footprint)
    most = max(bar for bar in BARS if bar * scale <= LONGEST_BAR or bar == BARS[0])
    return Plan(
        (WIDTH / 2, HEIGHT / 2),
        tuple(_drawn(ring, point, scale) for ring in footprint),
        tuple(_drawn(ring, point, scale) for ring in outline),
        round(most * scale, 1),
        most,
    )


def _scale(point: Position, rings: Sequence[Ring]) -> float:
    """Pixels a metre."""
    metres = [_metres(place, point) for ring in rings for place in ring]
    east = max((abs(x) for x, _ in metres), default=0)
    north = max(LEAST_METRES / 2, *(abs(y) for _, y in metres), 0)
    across = (WIDTH / 2 - MARGIN) / east if east else float("inf")
    return min(across, (HEIGHT / 2 - MARGIN) / north)


def _metres(place: Position, origin: Position) -> Position:
    """East and north of the origin; flat, which it is at this size."""
    east = (place[0] - origin[0]) * METRES_PER_DEGREE * cos(radians(origin[1]))
    return east, (place[1] - origin[1]) * METRES_PER_DEGREE


def _drawn(ring: Ring, origin: Position, scale: float) -> str:
    places = (_metres(place, origin) for place in ring)
    return " ".join(f"{WIDTH / 2 + x * scale:.1f},{HEIGHT / 2 - y * scale:.1f}" for x, y in places)
