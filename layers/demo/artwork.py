"""Drawn pictures for the journals of the demonstration: no photo of anybody's home is shown.

Flat shapes in a few colours, the same for the same luck; a sheet of paper for the documents.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from layers.demo.chance import Chance

SIZE = WIDTH, HEIGHT = 1_200, 900  # pixels
PAGE = (1_240, 1_754)  # A4 at 150 dots an inch
HORIZON = 520
SKIES = ("#bcd7ea", "#d9dee3", "#f1dcc0", "#a9c3d9")
GROUNDS = ("#a89a7c", "#8f9b6f", "#b6a58a", "#9a9a90")
WALLS = ("#8c5a3c", "#5f7f8f", "#b7a26b", "#77796f", "#a34f43")
ROOFS = ("#4a4a4a", "#7a3b2e", "#3f5a6b")
Draw = ImageDraw.ImageDraw


class Subject(Enum):
    SITE = "site"
    WATER = "water"
    WASTE = "waste"
    FIRE = "fire"


def picture(subject: Subject, chance: Chance) -> bytes:
    """A JPEG of `SIZE`."""
    image = Image.new("RGB", SIZE, chance.choice(SKIES))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=chance.choice(GROUNDS))
    _trees(draw, chance)
    for left in range(40, WIDTH - 200, 230):
        _cabin(draw, left + chance.number(-30, 30), HORIZON + chance.number(20, 120), chance)
    _ADD[subject](draw, chance)
    draw.text((24, HEIGHT - 48), "Image dessinée pour la démonstration", "#ffffff", _font(26))
    return _saved(image, "JPEG")


def report(title: str, lines: list[str]) -> bytes:
    """One page of a PDF."""
    image = Image.new("RGB", PAGE, "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((110, 120), title, "#161616", _font(44))
    for rank, line in enumerate(lines):
        draw.text((110, 240 + rank * 48), line, "#3a3a3a", _font(28))
    return _saved(image, "PDF")


def _trees(draw: Draw, chance: Chance) -> None:
    for _ in range(chance.number(3, 7)):
        x, width = chance.number(0, WIDTH), chance.number(60, 150)
        draw.rectangle((x - 8, HORIZON - 70, x + 8, HORIZON), fill="#5b4636")
        draw.ellipse(
            (x - width // 2, HORIZON - 70 - width, x + width // 2, HORIZON - 40), fill="#5d7a4a"
        )


def _cabin(draw: Draw, left: int, floor: int, chance: Chance) -> None:
    width, height = chance.number(130, 190), chance.number(90, 140)
    top = floor - height
    draw.rectangle((left, top, left + width, floor), fill=chance.choice(WALLS))
    roof = ((left - 14, top), (left + width + 14, top), (left + width - 20, top - 40))
    draw.polygon((*roof, (left + 6, top - 40)), fill=chance.choice(ROOFS))
    draw.rectangle((left + 20, floor - 78, left + 62, floor), fill="#3b2f2a")
    draw.rectangle((left + width - 58, top + 24, left + width - 22, top + 58), fill="#e8e3c8")


def _nothing(draw: Draw, chance: Chance) -> None:
    """The site as it is."""


def _tap(draw: Draw, chance: Chance) -> None:
    x, y = chance.number(300, 800), 700
    draw.ellipse((x - 130, y + 60, x + 190, y + 130), fill="#7fa9c4")
    draw.rectangle((x, y - 160, x + 22, y + 90), fill="#4d5358")
    draw.rectangle((x, y - 160, x + 90, y - 138), fill="#4d5358")
    draw.rectangle((x + 68, y - 160, x + 90, y - 112), fill="#4d5358")
    for drop in range(3):
        draw.ellipse((x + 70, y - 90 + drop * 44, x + 88, y - 66 + drop * 44), fill="#4f86ab")


def _bags(draw: Draw, chance: Chance) -> None:
    for _ in range(14):
        x, y, width = chance.number(250, 850), chance.number(680, 790), chance.number(50, 110)
        draw.ellipse((x, y, x + width, y + width), fill=chance.choice(("#2b2d30", "#44506b")))


def _flames(draw: Draw, chance: Chance) -> None:
    x = chance.number(350, 750)
    for inset, colour in ((0, "#c9491d"), (34, "#e69f00"), (62, "#f6dd7a")):
        draw.polygon(
            ((x + inset, 800), (x + 100, 560 + inset * 2), (x + 200 - inset, 800)), fill=colour
        )


_ADD: Mapping[Subject, Callable[[Draw, Chance], None]] = {
    Subject.SITE: _nothing,
    Subject.WATER: _tap,
    Subject.WASTE: _bags,
    Subject.FIRE: _flames,
}


def _font(size: int) -> ImageFont.FreeTypeFont:
    """That of the screens: Pillow's own has no accents."""
    return ImageFont.truetype(str(finders.find("dsfr/dist/fonts/Marianne-Regular.woff")), size)


def _saved(image: Image.Image, kind: str) -> bytes:
    kept = BytesIO()
    image.save(kept, kind)
    return kept.getvalue()
