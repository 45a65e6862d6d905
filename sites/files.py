"""On what files hang: upper apps declare who reads those rows, and tell of a refused file."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from actors.scope import Scope
from sites.enums import FileState, Refusal
from sites.errors import Conflict
from sites.models import File

Readable = Callable[[Scope, Collection[int]], set[int]]
Refused = Callable[[File, Refusal], None]
Served = Callable[[Scope, File], None]


@dataclass(frozen=True, slots=True)
class Kind:
    readable: Readable
    refused: Refused
    served: Served


# `File.hangs_on` → its rules; a kind that is not here is nobody's to read
KINDS: dict[str, Kind] = {}

NOT_READY = {
    FileState.WAITING: "Ce fichier est en cours de vérification. Réessayez dans un instant.",
    FileState.REFUSED: "Ce fichier a été refusé et n’est pas conservé.",
}


def _nobody_is_told(file: File, reason: Refusal) -> None:
    """For rows whose author learns it from the row's own page."""


def _nothing_is_kept(scope: Scope, file: File) -> None:
    """For rows whose readings are nobody's business."""


def declare(
    kind: str,
    readable: Readable,
    refused: Refused = _nobody_is_told,
    served: Served = _nothing_is_kept,
) -> None:
    """Called once, by the app that knows, when it is ready.

    `readable(scope, ids)`: those of the rows that this reader reads. `refused(file, reason)`: in
    the transaction in which the worker refuses a file. `served(scope, file)`: whenever a reader is
    given one.
    """
    KINDS[kind] = Kind(readable, refused, served)


def find_file(scope: Scope, uuid: UUID) -> File:
    """The file, if one reads the row on which it hangs; else Http404, as for what never was.

    Raises Conflict for its author as long as it is not ready. An uuid is one author's own: the
    eldest that one reads answers, so that nobody can put another file in its place.
    """
    for file in File.objects.filter(uuid=uuid).order_by("pk"):
        if not reads(scope, file):
            continue
        if file.state == FileState.READY:
            KINDS[file.hangs_on].served(scope, file)
            return file
        if file.author_id == scope.membership_id:
            raise Conflict(NOT_READY[FileState(file.state)])
    raise Http404("No such file for this reader")


def reads(scope: Scope, file: File) -> bool:
    kind = KINDS.get(file.hangs_on)
    if kind is None or file.object_id is None:
        return False
    return file.object_id in kind.readable(scope, [file.object_id])
