"""Where people's files lie: outside the web root, without an address, for the service alone.

What is written in a transaction goes with it if it rolls back; what is given up leaves with its
commit. Whatever a sudden death leaves behind is swept (`sites.services.files.sweeping`).
"""

import uuid
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction


class PrivateStorage(FileSystemStorage):
    """The folder PRIVATE_FILES, as `storages["private"]`; nobody but its owner reads it."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:  # type: ignore[override]  # a test moves it
        return settings.PRIVATE_FILES

    @property
    def location(self) -> str:  # type: ignore[override]
        return str(Path(settings.PRIVATE_FILES).absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address: only the view `file` serves it.")


def private() -> Storage:
    return storages["private"]


def write(content: File | bytes) -> str:
    """Writes under a fresh name, in two levels of folders, and returns the path.

    The bytes are removed if the caller's transaction, or its savepoint, rolls back.
    """
    name = uuid.uuid4().hex
    path = f"{name[:2]}/{name[2:4]}/{name}"
    try:
        private().save(path, ContentFile(content) if isinstance(content, bytes) else content)
    except BaseException:  # a full disk leaves half a file
        remove([path])
        raise
    _tie(path)
    return path


def _tie(path: str) -> None:
    """Apart, so that nothing but the connection holds the thread."""
    transaction.on_commit(_Tied(path), robust=True)


def remove(paths: Iterable[str]) -> None:
    for path in paths:
        if path:
            private().delete(path)


def remove_on_commit(*paths: str) -> None:
    transaction.on_commit(lambda: remove(paths), robust=True)


class _Tied:
    """Django tells of commits and never of rollbacks, but then it drops what waited for the
    commit: dropped without having been called, this takes its bytes along.

    A callback before it that fails drops it too: in a transaction that writes files, each of them
    is robust (`enqueue(…, is_swept=True)`), or bytes that were committed would go.
    """

    def __init__(self, path: str) -> None:
        self._end: Any = weakref.finalize(self, remove, [path])
        self._end.atexit = False  # a process that stops removes nothing: the sweep knows better

    def __call__(self) -> None:
        self._end.detach()
