"""What no reading of one file shows: directions, names and promises across the house."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from geo_resorption.celery import app as celery
from geo_resorption.settings import env
from journal.enums import AttentionEvent, EntryEvent
from legal.enums import LegalEvent
from sites.enums import EventKind

ROOT = Path(settings.BASE_DIR)
# From the lowest up; each may point at those before it, and at third parties.
HOUSE = ("territories", "actors", "sites", "legal", "journal", "layers")
SOURCES = [path for name in (*HOUSE, "geo_resorption") for path in (ROOT / name).rglob("*.py")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Refused by the CSP, or done by `eval`.
FORBIDDEN = re.compile(r"""\sstyle\s*=|\son[a-z]+\s*=|\bhx-on\b|["']\s*js:|\bjavascript:""")
DATABASES = {"DATABASE_URL", "DATABASE_OWNER_URL"}  # a process reads one of them


def relations():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in HOUSE:
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model:
                    yield model, field


def test_foreign_keys_point_downward_only():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in relations()
        if (target := field.related_model._meta.app_label) in HOUSE
        and HOUSE.index(target) > HOUSE.index(model._meta.app_label)
    ]
    assert upward == []


def test_no_cascade_deletes_what_the_application_never_deletes():
    kept = {"Site", "Survey", "Entry", "SitePeriod", "Intervenant", "Event"}
    kept |= {"Owner", "Procedure", "Step", "EvacuationDate", "Read"}
    loose = [
        f"{model._meta.label}.{field.name}"
        for model, field in relations()
        if model.__name__ in kept
        and field.many_to_one
        and field.remote_field.on_delete.__name__ != "PROTECT"
    ]
    assert loose == []


def test_every_job_that_is_asked_for_exists():
    celery.loader.import_default_modules()
    asked = {
        name
        for path in SOURCES
        for name in re.findall(r"""\benqueue\(\s*["']([\w.]+)["']""", path.read_text())
    }
    asked |= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert asked
    assert asked - set(celery.tasks) == set()


def test_every_kind_of_event_is_in_the_table_and_every_handler_exists():
    kinds = {
        str(kind.value)
        for enum in (EventKind, LegalEvent, EntryEvent, AttentionEvent)
        for kind in enum
    }
    assert set(settings.EVENT_HANDLERS) == kinds
    handlers = [name for names in settings.EVENT_HANDLERS.values() for name in names]
    for name in (
        *handlers,
        *settings.TERRITORY_SUCCESSION_HANDLERS.values(),
        *settings.MERGE_HANDLERS.values(),
        *settings.MERGE_COUNTERS.values(),
    ):
        assert callable(import_string(name))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_csp_refuses(path):
    found = [line.strip() for line in path.read_text().splitlines() if FORBIDDEN.search(line)]
    assert found == []


def test_every_setting_that_is_read_is_documented():
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs/configuration.md").read_text()))
    assert (env.NAMES | DATABASES) - documented == set()


def test_no_file_of_python_has_grown_into_a_giant():
    sizes = {path: len(path.read_text().splitlines()) for path in SOURCES}
    giants = {
        str(path.relative_to(ROOT)): size
        for path, size in sizes.items()
        if size > 300 and "migrations" not in path.parts and path.name != "base.py"
    }
    assert giants == {}
