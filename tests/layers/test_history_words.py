"""Every column that history keeps has its words, or is declared mute."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.contrib.gis.db.models import GeometryField
from django.contrib.postgres.fields import ArrayField
from django.db.models import JSONField

from actors.scope import NOBODY
from layers.history import TABLES
from sites.history.tables import MACHINE
from sites.history.words import SPECIAL, Names, range_in_words, value_in_words
from sites.models import Heatwave, Site, Survey

# Tracked, and of no one site: told nowhere here.
ELSEWHERE = {Heatwave}
TOLD = [(table, column) for table in TABLES for column in table.fields()]


def test_every_tracked_model_of_a_site_has_its_table():
    tracked = {
        model
        for name in ("sites", "legal")
        for model in apps.get_app_config(name).get_models()
        if any(field.name == "history" for field in model._meta.get_fields())
    }
    assert tracked - {table.model for table in TABLES} - ELSEWHERE == set()


def test_what_is_mute_is_declared_and_exists():
    for table in TABLES:
        columns = {column.name for column in table.model._meta.concrete_fields}
        assert (table.silent | table.across | set(table.title)) <= columns, table.name
        told = {column.name for column in table.fields()}
        kept = {c.name for c in table.history._meta.concrete_fields if not c.name.startswith("pgh")}
        assert kept == told | (kept & (MACHINE | table.silent)), table.name


@pytest.mark.parametrize(
    ("table", "column"), TOLD, ids=[f"{table.name}.{column.name}" for table, column in TOLD]
)
def test_each_column_has_a_label_in_words_and_a_way_to_say_its_value(table, column):
    assert table.label_of(column.name)
    assert "_" not in table.label_of(column.name)
    if isinstance(column, GeometryField | JSONField):
        assert (table.name, column.name) in SPECIAL, "declare how it is told (`words.tells`)"
        return
    said = value_in_words(column, _example(column), Names(NOBODY, []))
    assert said
    assert "{" not in said


def _example(column):
    """Some value as the JSON of a row holds it."""
    if isinstance(column, ArrayField):
        return [value for value, _ in column.base_field.flatchoices][:1] or ["x"]
    if column.choices:
        value, _ = column.flatchoices[0]
        return value
    kind = column.get_internal_type()
    return {
        "DateField": "2026-03-01",
        "DateTimeField": "2026-03-01T10:00:00+00:00",
        "DateRangeField": "[2026-03-01,)",
        "BooleanField": True,
        "ForeignKey": 1,
    }.get(kind, 12)


@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Survey, "people", 1234, "1\u202f234"),
        (Survey, "people", None, "inconnu"),
        (Survey, "people", 0, "0"),
        (Survey, "water", "a-ameliorer", "À améliorer"),
        (Survey, "groups", ["eau", "dechets"], "Eau, Déchets"),
        (Site, "target_year", 2030, "2030"),
        (Site, "settled_on", "2026-03-02", "2 mars 2026"),
        (Site, "heat_risk", False, "non"),
        (Site, "name", "", "non renseigné"),
    ],
)
def test_a_value_is_said_as_people_write_it(model, name, value, words):
    column = model._meta.get_field(name)
    assert value_in_words(column, value, Names(NOBODY, [])).replace("\xa0", "\u202f") == words


def test_ranges_are_said_as_from_and_until():
    day = date(2026, 3, 2).isoformat()
    assert range_in_words(f"[{day},)") == "depuis le 2 mars 2026"
    assert range_in_words(f"[{day},2026-04-01)") == "du 2 mars 2026 au 1er avril 2026"
    assert json.dumps(range_in_words("(,)"))
