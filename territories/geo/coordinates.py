"""Read the coordinates that a person types or pastes."""

import re

from django.contrib.gis.geos import Point

from territories.geo.measures import LAMBERT_93, WGS84, CoordinatesError, check_point, to_wgs84

LONGEST = 100
UNREADABLE = (
    "Coordonnées illisibles. Exemples : « 45.7601, 4.8590 », « 45°45'36\"N 4°51'32\"E » "
    "ou, en Lambert-93, « 842000 6519000 »."
)
LAMBERT_93_X, LAMBERT_93_Y = (0, 1_300_000), (6_000_000, 7_200_000)

_SAME = str.maketrans({"º": "°", "’": "'", "′": "'", "”": '"', "″": '"', "−": "-"})
_NUMBER = r"\d+(?:[.,]\d+)?"
_ANGLE = rf"""[-+]?{_NUMBER}(?:\s*°(?:\s*{_NUMBER}\s*'(?:\s*{_NUMBER}\s*(?:"|''))?)?)?"""
# "45 45 36 N": without marks, a letter tells where the angle ends.
_SPACED_ANGLE = rf"\d{{1,3}}\s{_NUMBER}(?:\s{_NUMBER})?\s?[NSEOW]"
_PART = rf"(?:[NSEOW]\s*{_ANGLE}|{_SPACED_ANGLE}|{_ANGLE}(?:\s*[NSEOW])?)"
_TWO_PARTS = re.compile(rf"({_PART})(?:\s*[,;/|]\s*|\s+|(?<=[NSEOW]))({_PART})")
_GEO_URI = re.compile(r"GEO:(-?[\d.]+),(-?[\d.]+)(?:[,;?].*)?")
_SPACED_METRES = re.compile(r"(\d{1,3}) (\d{3})([.,]\d+)?[ ,;]+(\d) (\d{3}) (\d{3})([.,]\d+)?")


def parse_coordinates(text: str) -> Point:
    """What a person types → Point in EPSG:4326. CoordinatesError if it is not a place in France.

    Degrees, latitude first unless letters say otherwise ("45.7601, 4.8590", "45,7601 4,8590",
    "4.8590 E 45.7601 N", "(45.7601, 4.8590)", "geo:45.7601,4.8590"), sexagesimal
    (45°45'36"N 4°51'32"E, 45 45 36 N 4 51 32 E), or Lambert-93 metres, X then Y ("842000 6519000",
    "842 000 6 519 000").
    """
    first, second = _two_parts(text)
    x, y = _number(first), _number(second)
    if x is not None and y is not None and max(abs(x), abs(y)) > 180:
        lon, lat = _from_lambert_93(x, y)
    else:
        lon, lat = _lon_lat(first, second)
    check_point(lon, lat)
    return Point(lon, lat, srid=WGS84)


def _two_parts(text: str) -> tuple[str, str]:
    text = " ".join(text.upper().translate(_SAME).split())
    text = re.sub(r"\b[XY] ?[:=] ?", "", text.strip("()[] "))
    if shared := _GEO_URI.fullmatch(text):
        text = f"{shared[1]},{shared[2]}"
    if spaced := _SPACED_METRES.fullmatch(text):
        x, x_end, x_rest, y, y_mid, y_end, y_rest = (part or "" for part in spaced.groups())
        return x + x_end + x_rest, y + y_mid + y_end + y_rest
    found = _TWO_PARTS.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        raise CoordinatesError(UNREADABLE)
    return found[1], found[2]


def _number(part: str) -> float | None:
    """A bare number, or None for an angle with marks or letters."""
    try:
        return float(part.replace(",", "."))
    except ValueError:
        return None


def _from_lambert_93(x: float, y: float) -> tuple[float, float]:
    if _between(x, LAMBERT_93_X) and _between(y, LAMBERT_93_Y):
        return to_wgs84(x, y, LAMBERT_93)
    if _between(y, LAMBERT_93_X) and _between(x, LAMBERT_93_Y):
        raise CoordinatesError("X et Y semblent inversés : en Lambert-93, X vient d’abord.")
    raise CoordinatesError(
        "Ces nombres ne sont ni des degrés (latitude, longitude) ni des mètres en Lambert-93 (X Y)."
    )


def _lon_lat(first: str, second: str) -> tuple[float, float]:
    """Latitude first, unless a letter puts either part on the other axis."""
    axes = _axis(first), _axis(second)
    if axes[0] and axes[0] == axes[1]:
        raise CoordinatesError("Il faut une latitude (N ou S) et une longitude (E ou O).")
    if axes[0] == "lon" or axes[1] == "lat":
        first, second = second, first
    return _angle(second), _angle(first)


def _axis(part: str) -> str:
    if re.search("[NS]", part):
        return "lat"
    return "lon" if re.search("[EOW]", part) else ""


def _angle(part: str) -> float:
    """Degrees, minutes, seconds and a letter → signed degrees."""
    values = [float(value.replace(",", ".")) for value in re.findall(_NUMBER, part)]
    degrees, minutes, seconds = [*values, 0.0, 0.0][:3]
    if minutes >= 60 or seconds >= 60:
        raise CoordinatesError("Les minutes et les secondes vont de 0 à 59.")
    value = degrees + minutes / 60 + seconds / 3600
    backward = bool(re.search("[SOW]", part))
    if "-" in part and re.search("[NSEOW]", part):
        raise CoordinatesError("Un signe moins ou une lettre (S, O), pas les deux.")
    return -value if backward or "-" in part else value


def _between(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
