"""What a worker makes of a file before anybody but its author knows of it."""

from hashlib import sha256
from typing import Any

from django.db import transaction

from sites import antivirus, files, storage
from sites.enums import FileKind, FileState, Refusal
from sites.models import File
from sites.services.files import images
from sites.services.files.checking import fitting_name


def process(file_id: int) -> FileState | None:
    """Scans it, remakes a photo, and lets it be read, or refuses it; None: nothing to do.

    May run twice, also at once, and die anywhere: the row alone says that it is done, and what it
    names is there. Raises antivirus.Unreachable, OSError: it then waits on.
    """
    file = File.objects.waiting().filter(pk=file_id).first()
    if file is None:
        return None
    with storage.private().open(file.stored) as stored:
        content = stored.read()
    if antivirus.finds_something(content):
        return _refuse(file_id, Refusal.INFECTED)
    if file.kind != FileKind.IMAGE:
        return _pass(file_id)
    try:
        return _show(file_id, images.remake(content, file.media_type))
    except images.Unreadable:
        return _refuse(file_id, Refusal.UNREADABLE)


@transaction.atomic
def _show(file_id: int, made: images.Made) -> FileState | None:
    """The original leaves, and its metadata with it."""
    file = _locked(file_id)
    if file is None:
        return None
    storage.remove_on_commit(file.stored)
    return _become(
        file,
        FileState.READY,
        stored="",
        shown=storage.write(made.image),
        thumbnail=storage.write(made.thumbnail),
        name=fitting_name(file.name, made.form),
        media_type=made.form.media_type,
        size=len(made.image),
        digest=sha256(made.image).hexdigest(),
        width=made.width,
        height=made.height,
    )


@transaction.atomic
def _pass(file_id: int) -> FileState | None:
    """Documents and sounds are read as they came."""
    file = _locked(file_id)
    return _become(file, FileState.READY) if file else None


@transaction.atomic
def _refuse(file_id: int, reason: Refusal) -> FileState | None:
    file = _locked(file_id)
    if file is None:
        return None
    storage.remove_on_commit(file.stored)
    state = _become(file, FileState.REFUSED, stored="")
    kind = files.KINDS.get(file.hangs_on)
    if kind and file.object_id is not None:
        kind.refused(file, reason)
    return state


def _locked(file_id: int) -> File | None:
    return File.objects.waiting().select_for_update(of=("self",)).filter(pk=file_id).first()


def _become(file: File, state: FileState, **values: Any) -> FileState:
    for name, value in values.items():
        setattr(file, name, value)
    file.state = state
    file.save(update_fields=["state", *values])
    return state
