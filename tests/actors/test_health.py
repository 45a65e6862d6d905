"""What a balancer reads: true, without a session, without a secret."""

import time

import pytest
from django.core.cache import cache
from django.db import connection

from actors.tasks import HEARTBEAT_KEY, heartbeat
from geo_resorption import health


def test_alive_touches_nothing(client):  # no database fixture: a query would fail
    response = client.get("/sante/vivant")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_ready_when_a_worker_beats(client, db):
    heartbeat()

    response = client.get("/sante/pret")

    assert response.json()["ok"] is True
    assert response.status_code == 200
    assert set(response.json()["parts"]) == {
        "database",
        "postgis",
        "redis",
        "worker",
        "migrations",
    }


def test_not_ready_without_a_worker(client, db):
    response = client.get("/sante/pret")

    assert response.status_code == 503
    assert response.json()["parts"]["worker"]["ok"] is False


def test_not_ready_with_a_migration_to_come(client, db, monkeypatch):
    heartbeat()
    monkeypatch.setattr(health, "_on_disk", lambda: frozenset({("sites", "9999_next")}))

    parts = client.get("/sante/pret").json()["parts"]

    assert parts["migrations"] == {"ok": False, "value": ["sites.9999_next"]}


def test_a_part_that_fails_says_its_kind_only(client, db, monkeypatch):
    def fail():
        raise ConnectionError("postgres://geo_app:secret@db")

    monkeypatch.setitem(health.QUESTIONS, "database", fail)

    response = client.get("/sante/pret")

    assert response.status_code == 503
    assert "secret" not in response.content.decode()
    assert response.json()["parts"]["database"] == {"ok": False, "error": "ConnectionError"}


@pytest.mark.django_db
def test_the_pulse_grows_old(client):
    cache.set(HEARTBEAT_KEY, time.time() - 42, 90)

    assert client.get("/sante/pret").json()["parts"]["worker"]["value"] == 42


@pytest.mark.django_db
def test_served_as_the_app_role(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == settings.DATABASE_APP_ROLE
