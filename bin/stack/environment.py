"""What the application reads from its environment, for a local stack.

A value that is already set stays: DATABASE_URL and REDIS_URL may name servers of your own.
"""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from stack import database
from stack.places import Place

SETTINGS = "DJANGO_SETTINGS_MODULE"
Env = dict[str, str]
KEPT = (
    "ALLOWED_HOSTS",
    "DATABASE_OWNER_URL",
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "PRIVATE_FILES",
    "PUBLIC_URL",
    "REDIS_URL",
    "SECRET_KEY",
)


def of_stack(place: Place, settings: str, servers: Mapping[str, str]) -> Env:
    """`servers`: the addresses of the private servers, for those that are not given."""
    env = {name: value for name, value in os.environ.items() if value}
    # Where compiled modules are not kept, each start of each process would take seconds more.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    defaults = {
        "SECRET_KEY": _secret_key(place),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PRIVATE_FILES": str(place.folder / "files"),
    }
    if "DATABASE_URL" in env:  # one role may play both
        defaults["DATABASE_OWNER_URL"] = env["DATABASE_URL"]
    env = defaults | dict(servers) | env
    env |= {SETTINGS: f"geo_resorption.settings.{settings}", "PYTHONUNBUFFERED": "1"}
    return env


def of_servers(sockets: Path, redis_url: str) -> Env:
    """The addresses of the private servers that are needed."""
    servers = {}
    if not os.environ.get("DATABASE_URL"):
        servers["DATABASE_URL"] = database.socket_url(sockets, "geo_app")
        servers["DATABASE_OWNER_URL"] = database.socket_url(sockets, "geo_owner")
    if not os.environ.get("REDIS_URL"):
        servers["REDIS_URL"] = redis_url
    return servers


def of_kind(env: Mapping[str, str], kind: str) -> Env:
    """PROCESS_KIND tells the settings which role connects and how long a statement may last."""
    return {**env, "PROCESS_KIND": kind}


def _secret_key(place: Place) -> str:
    key = place.recall("secret_key")
    if not key:
        key = secrets.token_urlsafe(50)
        place.remember("secret_key", key)
    return key


def keep(place: Place, env: Env) -> None:
    """For bin/manage and the others: what we chose, and the servers that were given."""
    place.remember("environment", json.dumps({name: env[name] for name in KEPT if name in env}))


def kept(place: Place) -> Env:
    values: Env = json.loads(place.recall("environment") or "{}")
    return dict(os.environ) | values
