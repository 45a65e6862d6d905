"""Where entries meet files and points d’attention.

SEAM, until both are there: each function below becomes the call that its docstring names.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from actors.scope import Scope
from journal.models import Entry
from journal.services.details import Request


def check_files(uploads: Sequence[tuple[UUID, Any]]) -> list[Any]:
    """`sites.services.files.check(uploads)`. Raises ValidationError on `files`."""
    if uploads:
        raise ValidationError({"files": "Les fichiers ne sont pas encore acceptés."})
    return []


def hang_files(scope: Scope, entry: Entry, checked: Sequence[Any]) -> None:
    """`sites.services.files.hang(scope, entry.site, ENTRY, entry.pk, checked)`."""


def raise_point(scope: Scope, entry: Entry, request: Request) -> None:
    """`journal.services.attention.raise_point`. Raises ValidationError on `attention_…`."""
    raise ValidationError({"attention": "Les points d’attention ne sont pas encore acceptés."})
