"""Small maps as drawings of ours: no tile, no network, a scale that holds.

Geometries are shapely's, in WGS84 degrees (EPSG:4326); what is drawn is in pixels, `y` downwards
and north up. At this size the ground is flat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Position = tuple[float, float]
Ring = tuple[Position, ...]

HEIGHT = 250
MARGIN = 24
BLEED = 8  # clipped so far out of the frame, no edge of the clipping is seen
LEAST_METRES = 160  # a tiny footprint is still shown with the ground around it
METRES_PER_DEGREE = 111_320
BARS = tuple(digit * 10**power for power in range(1, 6) for digit in (1, 2, 5))
LONGEST_BAR = 90
LETTER, LINE = 6.4, 14  # what a letter of a name takes, and a line of them
MARKER = 9


@dataclass(frozen=True, slots=True)
class Shape:
    """Outer rings and holes alike: filled by the even-odd rule."""

    rings: tuple[Ring, ...]

    @property
    def path(self) -> str:
        """As SVG takes it."""
        return "".join(f"M{' '.join(f'{x},{y}' for x, y in ring)}Z" for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Name:
    x: float
    y: float
    words: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """`inside` is what it is about; `around` stands beside it; `grid` has squares of the bar."""

    title: str
    point: Position
    inside: tuple[Shape, ...]
    around: tuple[Shape, ...]
    names: tuple[Name, ...]
    grid: tuple[tuple[Position, Position], ...]
    bar: float
    bar_words: str
    width: int
    height: int = HEIGHT


@dataclass(frozen=True)
class Frame:
    """What a drawing of `width` pixels shows: these bounds in its middle, and the ground around.

    `bounds`: (west, south, east, north); `least`: the metres that it shows at least, either way.
    """

    bounds: tuple[float, float, float, float]
    width: int
    least: float = 0

    @cached_property
    def centre(self) -> Position:
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2

    @cached_property
    def scale(self) -> float:
        """Pixels a metre."""
        west, south, east, north = self.bounds
        wide = max((east - west) * self._metres_east, self.least)
        high = max((north - south) * METRES_PER_DEGREE, self.least)
        return min((self.width - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """All that the drawing shows, as `bounds`."""
        x, y = self.centre
        east = self.width / 2 / self.scale / self._metres_east
        north = HEIGHT / 2 / self.scale / METRES_PER_DEGREE
        return x - east, y - north, x + east, y + north

    @property
    def bar_metres(self) -> int:
        return max(bar for bar in BARS if bar * self.scale <= LONGEST_BAR or bar == BARS[0])

    def place(self, lon: float, lat: float) -> Position:
        ((x, y),) = self._drawn(np.array([[lon, lat]])).tolist()
        return x, y

    def shape(self, geometry: BaseGeometry) -> Shape:
        drawn = shapely.transform(geometry, self._drawn)
        seen = shapely.clip_by_rect(drawn, -BLEED, -BLEED, self.width + BLEED, HEIGHT + BLEED)
        # of each part: of several at once it finds none
        rings = shapely.get_rings(shapely.get_parts(seen)) if seen.area else []
        return Shape(tuple(tuple(map(tuple, np.array(one.coords).round(1))) for one in rings))

    def shapes(self, geometries: Sequence[BaseGeometry]) -> tuple[Shape, ...]:
        drawn = (self.shape(one) for one in geometries)
        return tuple(one for one in drawn if one.rings)

    def grid(self) -> tuple[tuple[Position, Position], ...]:
        """Lines a bar apart, from the middle."""
        step = self.bar_metres * self.scale
        xs = _steps(self.width / 2, step, self.width)
        ys = _steps(HEIGHT / 2, step, HEIGHT)
        upright = [((x, 0.0), (x, float(HEIGHT))) for x in xs]
        return (*upright, *(((0.0, y), (float(self.width), y)) for y in ys))

    @cached_property
    def _metres_east(self) -> float:
        """In a degree of longitude."""
        return METRES_PER_DEGREE * cos(radians(self.centre[1]))

    def _drawn(self, places: np.ndarray) -> np.ndarray:
        x, y = self.centre
        east = (places[:, 0] - x) * self._metres_east * self.scale
        north = (places[:, 1] - y) * METRES_PER_DEGREE * self.scale
        return np.column_stack((self.width / 2 + east, HEIGHT / 2 - north)).round(1)


def bar_words(metres: int) -> str:
    return f"{metres // 1000}\u00a0km" if metres >= 1000 else f"{metres}\u00a0m"


def named(
    frame: Frame, point: Position, wanted: Sequence[tuple[Position, str]]
) -> tuple[Name, ...]:
    """The names (at their degrees) that find room without covering each other or the site's point
    (in pixels), the first before the others; the first is the main one."""
    taken = [_box(*point, 2 * MARKER, 2 * MARKER), _box(LONGEST_BAR / 2, HEIGHT - 14, 130, 40)]
    placed = []
    for number, (at, words) in enumerate(wanted):
        x, y = frame.place(*at)
        for shift in (0, -LINE - 4, LINE + 4):
            room = _box(x, y + shift, LETTER * len(words), LINE)
            if _is_free(room, taken, frame.width):
                taken.append(room)
                placed.append(Name(x, round(y + shift, 1), words, is_main=number == 0))
                break
    return tuple(placed)


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, width: float, height: float) -> _Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _is_free(room: _Box, taken: Sequence[_Box], width: int) -> bool:
    left, top, right, bottom = room
    if left < 2 or right > width - 2 or top < 2 or bottom > HEIGHT - 2:
        return False
    return all(
        right <= one[0] or left >= one[2] or bottom <= one[1] or top >= one[3] for one in taken
    )


def _steps(middle: float, step: float, end: float) -> list[float]:
    before = int(middle // step)
    first = middle - before * step
    return [round(first + number * step, 1) for number in range(int((end - first) // step) + 1)]
