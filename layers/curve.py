"""People and minors over time as a drawing that the server makes: it prints and needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sites.enums import SurveyGroup
from sites.models import Survey

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 16, 40
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
MOST_LINES = 5
FEWEST = 2  # one reading makes no curve
_SERIES = (("people", "Personnes"), ("minors", "Mineurs"))


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    label: str
    points: str  # as SVG's polyline takes them
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid, at `at` pixels, with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    lines: tuple[Line, ...]
    heights: tuple[Mark, ...]
    years: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    ceiling: int = TOP


def curve_of(surveys: Sequence[Survey]) -> Curve | None:
    """Of the readings of the population, whatever their order; None when too few say a number."""
    read = sorted(
        (row for row in surveys if SurveyGroup.POPULATION in row.groups and row.people is not None),
        key=lambda row: (row.observed_on, row.pk),
    )
    if len({row.observed_on for row in read}) < FEWEST:
        return None
    first, last = read[0].observed_on, read[-1].observed_on
    most, step = _scale(max(row.people or 0 for row in read))
    return Curve(
        lines=tuple(_line(name, label, read, first, last, most) for name, label in _SERIES),
        heights=tuple(Mark(_y(value, most), str(value)) for value in range(0, most + 1, step)),
        years=tuple(Mark(_x(day, first, last), words) for day, words in _dates(first, last)),
    )


def _line(
    name: str, label: str, read: Sequence[Survey], first: date, last: date, most: int
) -> Line:
    dots = tuple(
        Dot(
            _x(row.observed_on, first, last),
            _y(value, most),
            f"{row.observed_on:%d/%m/%Y} : {value} {label.lower()}",
        )
        for row in read
        if (value := getattr(row, name)) is not None
    )
    return Line(name, label, " ".join(f"{dot.x},{dot.y}" for dot in dots), dots)


def _scale(highest: int) -> tuple[int, int]:
    """The top of the drawing and the step of its grid, round ones."""
    step = next((one for one in STEPS if highest <= one * MOST_LINES), STEPS[-1])
    return max(step, -(-highest // step) * step), step


def _dates(first: date, last: date) -> list[tuple[date, str]]:
    """Each first of January between, or both ends of what is shorter."""
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) > 1:
        return [(day, str(day.year)) for day in years]
    return [(first, f"{first:%d/%m/%Y}"), (last, f"{last:%d/%m/%Y}")]


def _x(day: date, first: date, last: date) -> float:
    share = (day - first) / max(last - first, timedelta(days=1))
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: int, most: int) -> float:
    return round(HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - TOP), 1)
