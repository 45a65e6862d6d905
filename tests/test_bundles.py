"""The bundles of our modules: each page's is there, and no page names a source."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines

NAMED = re.compile(r"static ['\"]([^'\"]+\.js)['\"]")
MODULE = re.compile(r'{% module "([^"]+)" %}')
STATICALLY = re.compile(r'(?:from|import)"(\.\./shared/[^"]+)"')
IMPORTED = re.compile(r'(?:from |import\()"([^"]+)"')
TEMPLATES = settings.BASE_DIR / "templates"


def test_every_script_that_a_page_names_is_there():
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    named = {name for text in texts for name in NAMED.findall(text)}
    bundles = {f"built/{name}.js" for text in texts for name in MODULE.findall(text)}
    assert {"built/map/main.js", "built/page.js"} <= bundles
    missing = [name for name in named | bundles if name[:3] == "js/" or not finders.find(name)]
    assert not missing


def test_a_page_asks_at_once_for_all_that_its_module_imports():
    tag = engines["django"].from_string('{% load bundles %}{% module "map/main" %}').render()
    asked = re.findall(r'<link rel="modulepreload" href="/static/(built/[^"]+)" />', tag)
    entry = Path(finders.find("built/map/main.js")).read_text()
    imported = {f"built/{name.removeprefix('../')}" for name in STATICALLY.findall(entry)}
    assert imported
    assert imported <= {*asked}


@pytest.mark.slow
def test_a_release_collects_them_all(settings, tmp_path):
    """As production does: hashed, the imports inside rewritten, none left out, compressed."""
    hashed = {"BACKEND": "geo_resorption.static.Storage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": hashed}
    settings.STATIC_ROOT = tmp_path

    call_command("collectstatic", interactive=False, verbosity=0)

    (entry,) = tmp_path.glob("built/map/main.*.js")
    imported = IMPORTED.findall(entry.read_text())
    assert imported
    assert all((entry.parent / name).with_suffix(".js.br").is_file() for name in imported)
    assert not list(tmp_path.glob("js"))
