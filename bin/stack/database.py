"""Roles, extensions, and what has already been done in a database."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from stack.places import Refused

NAME = "geo"
EXTENSIONS = ("postgis", "unaccent", "pg_trgm", "btree_gist")
CREATE_EXTENSIONS = "\n".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
# The owner migrates and makes the test databases; the app only serves.
ROLES = f"""
CREATE ROLE geo_app LOGIN;
CREATE ROLE geo_owner LOGIN CREATEDB IN ROLE geo_app;
CREATE DATABASE {NAME} OWNER geo_owner;
"""
JOURNAL = """
CREATE SCHEMA IF NOT EXISTS stack;
CREATE TABLE IF NOT EXISTS stack.done (step text PRIMARY KEY, stamp text NOT NULL);
"""


def socket_url(sockets: Path, role: str, database: str = NAME) -> str:
    return f"postgis://{role}@/{database}?host={sockets}&port=5432"


def bootstrap(sockets: Path) -> None:
    """Roles and database of a private cluster, once.

    The extensions stand in template1 first: each database, tests' ones too, is made from it, and
    its owner may not create them.
    """
    template = socket_url(sockets, "geo", "template1")
    if query(template, f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"):
        return
    query(template, CREATE_EXTENSIONS)
    query(template, ROLES)


def query(url: str, sql: str) -> str:
    done = subprocess.run(
        ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"],
        input=sql,
        env=connection(url),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"The database refused: {done.stderr.strip()}")
    return done.stdout.strip()


def connection(url: str) -> dict[str, str]:
    """The environment that makes psql connect to `url`; a password stays out of its arguments."""
    parts = urlsplit(url)
    values = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGOPTIONS": "-c client_min_messages=warning",
    }
    values |= {f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)}
    return os.environ | {name: value for name, value in values.items() if value}


def is_done(url: str, step: str, stamp: str) -> bool:
    """In the database itself, so that a database that was dropped has nothing done."""
    if not query(url, "SELECT to_regclass('stack.done')"):
        return False
    found = query(url, f"SELECT stamp FROM stack.done WHERE step = '{step}'")
    return found == stamp


def mark_done(url: str, step: str, stamp: str) -> None:
    query(
        url,
        f"{JOURNAL} INSERT INTO stack.done VALUES ('{step}', '{stamp}') "
        "ON CONFLICT (step) DO UPDATE SET stamp = excluded.stamp",
    )
