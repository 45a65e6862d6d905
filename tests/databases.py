"""Databases that every test process copies: one migrated, one with the demonstration as well.

Whoever comes first makes them: `bin/test` begins at once, beside its other checks, by
`python -m tests.databases`.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]


def migrated() -> str:
    """Its name, once it is there."""
    return _once("geo_migrated", "template1", ["migrate", "-v0"])


def seeded() -> str:
    """Its name, once it is there."""
    return _once("geo_seeded", migrated(), ["import_territories"], ["seed_demo"])


def copy(template: str, name: str) -> None:
    drop(name)
    with _server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def drop(name: str) -> None:
    with _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def environment(database: str, **more: str) -> dict[str, str]:
    """Of a process of the service that stands on `database`."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "geo_resorption.settings.dev",
        "DATABASE_URL": _renamed(os.environ["DATABASE_URL"], database),
        "DATABASE_OWNER_URL": _renamed(os.environ["DATABASE_OWNER_URL"], database),
    }
    return env | more


def owner_of(database: str) -> str:
    """The owner's address of `database`, as psycopg writes it."""
    url = _renamed(os.environ["DATABASE_OWNER_URL"], database)
    return url.replace("postgis://", "postgresql://")


def _once(name: str, template: str, *commands: list[str]) -> str:
    """Made under another name: a database that has this one is whole."""
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            copy(template, f"{name}_begun")
            for words in commands:
                _manage(f"{name}_begun", *words)
            server.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


def _manage(database: str, *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    env = environment(database, PROCESS_KIND="owner", EMAIL_URL="consolemail://")
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _server() -> psycopg.Connection:
    return psycopg.connect(owner_of("postgres"), autocommit=True)


def _renamed(url: str, name: str) -> str:
    """The database address with another base's name (`…/geo?host=…` → `…/name?host=…`)."""
    server, _, options = url.partition("?")
    return f"{server.rpartition('/')[0]}/{name}?{options}"


if __name__ == "__main__":
    seeded()
