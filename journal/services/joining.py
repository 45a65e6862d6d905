"""Where entries meet files, points d’attention and the outbox.

SEAM, until they are there: each function below becomes the call that its docstring names.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal.models import Entry
from journal.services.details import Details, Request
from sites.models import Site


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


def hurry() -> None:
    """`enqueue("journal.deliver", is_swept=True)`: what waited may leave."""


def alerted(
    site: Site,
    readers: MembershipQuerySet,
    author_id: int | None,
    details: Details,
    thread_id: int | None,
) -> MembershipQuerySet:
    """`journal.recipients.alerted(site, readers, author_id, details.mentions,
    details.attention.addressees, is_point, thread_id)`; without it, all the readers."""
    return readers.exclude(user__memberships=author_id)
