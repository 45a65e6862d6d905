"""A page's module with all that it imports, asked for together.

    {% load bundles %}{% module "map/main" %}

`bin/bundle.mjs` makes the bundles, and the list of what each of them imports.
"""

import json
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LIST = Path(settings.BASE_DIR, "static/built/needed.json")

register = template.Library()


@register.simple_tag
def module(name: str) -> SafeString:
    """Else the browser would learn of what it imports once it is there: one more round trip."""
    imported = _needed(LIST.stat().st_mtime_ns).get(f"{name}.js", [])
    links = [(static(f"built/{one}"),) for one in imported]
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("", '<link rel="modulepreload" href="{}" />', links),
        static(f"built/{name}.js"),
    )


@lru_cache(1)
def _needed(changed: int) -> dict[str, list[str]]:
    """`changed` makes a new list be read again."""
    return json.loads(LIST.read_text())
