"""A copy of the stack's database to write in, gone at the end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[1]
SCRATCH = f"geo_bench_{os.getpid()}"


@contextmanager
def scratch() -> Iterator[dict[str, str]]:
    """The copy's addresses, for the environment of a process. OperationalError when in use."""
    source = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE {SCRATCH} TEMPLATE "{source}"')
    try:
        yield {name: _moved(os.environ[name]) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    finally:
        with connection._nodb_cursor() as cursor:
            # Not by force: that would have to end an autovacuum, which is a superuser's to end
            cursor.execute(f"DROP DATABASE {SCRATCH}")


def _moved(url: str) -> str:
    address, _, options = url.partition("?")
    return f"{address.rpartition('/')[0]}/{SCRATCH}?{options}"


def again(script: str, word: str, addresses: dict[str, str]) -> None:
    """The same bench on the copy, in a process of its own."""
    env = os.environ | addresses
    subprocess.run([sys.executable, script, word], env=env, cwd=ROOT, check=True)
