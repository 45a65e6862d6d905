"""What a screen shows of the map: a rectangle and a zoom, read from an address."""

import math

from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError

from territories.geo import WGS84

DEEPEST = 22


def read_box(given: list[str]) -> Polygon:
    """`west,south,east,north` in WGS84 degrees, given once. Raises ValidationError on `bbox`."""
    try:
        (text,) = given
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise _wrong_box("Quatre nombres sont attendus, une fois : ouest,sud,est,nord.") from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise _wrong_box("Les quatre nombres doivent être finis.")
    if -180 <= east < west <= 180:
        raise _wrong_box(
            "Attendu : ouest < est. Un rectangle à cheval sur l’antiméridien (180°) n’est pas "
            "possible : demandez ses deux moitiés."
        )
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _wrong_box("Attendu : ouest < est entre -180 et 180, sud < nord entre -90 et 90.")
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = WGS84
    return box


def read_zoom(given: list[str]) -> int:
    """A level of zoom of web maps, given once. Raises ValidationError on `zoom`."""
    text = given[0] if len(given) == 1 else ""
    digits = text.isascii() and text.isdigit() and len(text) <= 2
    if not digits or int(text) > DEEPEST:
        raise ValidationError(
            {"zoom": f"Un nombre entier de 0 à {DEEPEST} est attendu, une seule fois."}
        )
    return int(text)


def _wrong_box(words: str) -> ValidationError:
    return ValidationError({"bbox": words})
