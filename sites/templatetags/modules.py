from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def modules(folder: str) -> list[tuple[str, str]]:
    """(bare name, address) of each ES module in `static/js/<folder>/`: "map/app" and its file."""
    return [(f"{folder}/{name}", static(f"js/{folder}/{name}.js")) for name in _names(folder)]


@cache
def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in Path(settings.BASE_DIR, f"static/js/{folder}").glob("*.js"))
