from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from sites.errors import StaleVersion


def require_version(row: Model, version: int | None, current: Mapping[str, Any]) -> None:
    """Raises StaleVersion, with the row's `current` values, unless `version` is the row's own.

    The row is locked by the caller. None: the caller read no version (a one-click action).
    """
    now = row.version  # type: ignore[attr-defined]
    if version is not None and version != now:
        raise StaleVersion({"version": now, **current})
