"""The ES modules of a folder of `static/js/`, for the import map and for preloading."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(settings.BASE_DIR, "static/js")
IMPORTED = re.compile(r'^import (?:.* from )?"([a-z/-]+)";$', re.MULTILINE)

register = template.Library()


@register.simple_tag
def modules(folder: str) -> list[tuple[str, str]]:
    """(bare name, address) of each one in `static/js/<folder>/`: "map/app" and its file."""
    # an f-string, for a template's string is no plain one, and paths intern theirs
    names = sorted(path.stem for path in Path(f"{FOLDER}/{folder}").glob("*.js"))
    return [(f"{folder}/{name}", _address(f"{folder}/{name}")) for name in names]


@register.simple_tag
def needed(entry: str) -> list[str]:
    """Addresses of this module ("map/main") and of all that it imports."""
    return [_address(name) for name in _closure(entry)]


def _address(name: str) -> str:
    return static(f"js/{name}.js")


@cache
def _closure(entry: str) -> tuple[str, ...]:
    known: dict[str, None] = {}  # in the order of the imports
    _gather(entry, known)
    return tuple(known)


def _gather(name: str, known: dict[str, None]) -> None:
    if name in known:
        return
    known[name] = None
    for imported in IMPORTED.findall(Path(f"{FOLDER}/{name}.js").read_text()):
        _gather(imported, known)
