"""A plan as PNG, for files that hold no drawing: the same as `layers/paper/_plan.html`."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from layers.paper.plan import Plan, Position, Shape

FINE = 4  # pixels for one of the plan
LETTERS = "DejaVuSans.ttf"  # of fonts-dejavu-core, which the system needs anyway
PAPER, GROUND, LINE, DARK = "#f6f6f6", "#ffffff", "#929292", "#161616"
INSIDE, BLUE, RED, SQUARES = "#dadafc", "#000091", "#c9191e", "#dddddd"


def png(plan: Plan) -> bytes:
    image = Image.new("RGB", (plan.width * FINE, plan.height * FINE), PAPER)
    draw = ImageDraw.Draw(image)
    for ends in plan.grid:
        draw.line([_fine(end) for end in ends], SQUARES, FINE)
    for shape in plan.around:
        _fill(draw, shape, GROUND, LINE, FINE)
    for shape in plan.inside:
        _fill(draw, shape, INSIDE, BLUE, round(1.5 * FINE))
    letters = ImageFont.truetype(LETTERS, 11 * FINE)
    for name in plan.names:
        colour = BLUE if name.is_main else DARK
        at = _fine((name.x, name.y))
        draw.text(at, name.words, colour, letters, "mm", stroke_width=6, stroke_fill=GROUND)
    draw.circle(_fine(plan.point), 7 * FINE, GROUND)
    draw.circle(_fine(plan.point), 5 * FINE, RED)
    _scale(draw, plan, letters)
    last = (plan.width * FINE - 1, plan.height * FINE - 1)
    draw.rectangle([(0, 0), last], outline=LINE, width=FINE)
    held = BytesIO()
    image.quantize(64).save(held, "PNG", optimize=True)
    return held.getvalue()


def _fill(draw: ImageDraw.ImageDraw, shape: Shape, inside: str, line: str, width: int) -> None:
    for ring in shape.rings:
        places = [_fine(place) for place in ring]
        draw.polygon(places, fill=inside)
        draw.line(places, line, width, joint="curve")


def _scale(draw: ImageDraw.ImageDraw, plan: Plan, letters: ImageFont.FreeTypeFont) -> None:
    left, floor = 16.0, plan.height - 11.0
    right = left + plan.bar
    back = [_fine((left - 6, floor - 19)), _fine((right + 6, floor + 5))]
    draw.rectangle(back, fill=GROUND)
    bar: Sequence[Position] = ((left, floor - 5), (left, floor), (right, floor), (right, floor - 5))
    draw.line([_fine(place) for place in bar], DARK, round(1.5 * FINE))
    draw.text(_fine((left + 2, floor - 5)), plan.bar_words, DARK, letters, anchor="ls")


def _fine(place: Position) -> Position:
    return place[0] * FINE, place[1] * FINE
