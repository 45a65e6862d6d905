"""Typed readings of the environment that name the variable when its value is wrong.

Every variable read here is documented in `docs/configuration.md`; a test compares the two.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()
_REQUIRED: Any = environ.Env.NOTSET
NAMES: set[str] = set()


def _read(name: str, cast: Callable[..., Any], default: Any, expected: str) -> Any:
    NAMES.add(name)
    try:
        return cast(name, default=default)
    except ImproperlyConfigured:
        raise ImproperlyConfigured(f"{name} is not set: {expected} is expected.") from None
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"{name} is wrong: {expected} is expected.") from error


def text(name: str, default: Any = _REQUIRED) -> str:
    return _read(name, _env.str, default, "some text")


def flag(name: str, default: bool) -> bool:
    value = text(name, "true" if default else "false").lower()
    if value not in {"true", "false", "1", "0"}:
        raise ImproperlyConfigured(f"{name} is wrong: true or false is expected.")
    return value in {"true", "1"}


def number(name: str, default: int) -> int:
    return _read(name, _env.int, default, "a whole number")


def words(name: str, default: list[str]) -> list[str]:
    return _read(name, _env.list, default, "a comma-separated list")


def choice(name: str, choices: set[str], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is wrong: one of {', '.join(sorted(choices))}.")
    return value


def database(name: str) -> dict[str, Any]:
    """Reads `postgis://user:password@host:port/base`, or a socket folder by `?host=…&port=…`."""
    config = _read(name, _env.db_url, _REQUIRED, "postgis://user:password@host:port/base")
    if config.get("ENGINE") != "django.contrib.gis.db.backends.postgis":
        raise ImproperlyConfigured(f"{name} is wrong: it must begin with postgis://.")
    options = config.pop("OPTIONS", {})
    config["HOST"] = options.pop("host", config["HOST"])
    config["PORT"] = options.pop("port", config["PORT"])
    return {**config, "OPTIONS": options}


def redis(name: str) -> tuple[str, str]:
    """Returns the address for Django's cache and the one for Celery's broker, one base apart."""
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme == "unix":
        base = int(parse_qs(parts.query).get("db", ["0"])[0])
        return (
            f"unix://{parts.path}?db={base}",
            f"redis+socket://{parts.path}?virtual_host={base + 1}",
        )
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        base = int(parts.path.strip("/") or 0)
        root = f"{parts.scheme}://{parts.netloc}"
        return f"{root}/{base}", f"{root}/{base + 1}"
    raise ImproperlyConfigured(f"{name} is wrong: redis://host:port/0 or unix:///socket?db=0.")


def antivirus(name: str) -> str:
    """Reads `tcp://host:3310`, `unix:///socket`, or nothing."""
    value = text(name, "")
    expected = f"{name} is wrong: tcp://host:3310 or unix:///socket."
    parts = urlsplit(value)
    try:
        named = (parts.scheme == "tcp" and parts.hostname and parts.port) or (
            parts.scheme == "unix" and not parts.netloc and parts.path.strip("/")
        )
    except ValueError as error:  # a port that is none
        raise ImproperlyConfigured(expected) from error
    if value and not named:
        raise ImproperlyConfigured(expected)
    return value


def email(name: str) -> dict[str, Any]:
    config = _read(name, _env.email_url, _REQUIRED, "smtp://user:password@host:port")
    return {key: value for key, value in config.items() if key.startswith("EMAIL_")}
