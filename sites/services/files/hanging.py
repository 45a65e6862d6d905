"""Files come to hang on a row, in the transaction that writes it."""

from collections.abc import Collection, Sequence
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile

from actors.jobs import enqueue
from actors.scope import Scope
from sites import storage
from sites.errors import UsedElsewhere
from sites.models import File, Site
from sites.services.files.checking import Checked


def hang(
    scope: Scope, site: Site, kind: str, object_id: int, checked: Sequence[Checked]
) -> list[File]:
    """Their rows, in order, with their bytes in private storage; both go if it rolls back.

    What the author hung there before under the same uuid is not written again. Raises
    UsedElsewhere when it hangs on another row.
    """
    uuids = [item.uuid for item in checked]
    mine = File.objects.filter(author=scope.membership_id, uuid__in=uuids)
    there = {file.uuid: file for file in mine}
    if any((file.hangs_on, file.object_id) != (kind, object_id) for file in there.values()):
        raise UsedElsewhere
    new = [
        File(  # type: ignore[misc]
            uuid=item.uuid,
            author_id=scope.membership_id,
            site=site,
            hangs_on=kind,
            object_id=object_id,
            rank=rank,
            name=item.name,
            kind=item.form.kind,
            media_type=item.form.media_type,
            size=item.size,
            digest=_digest(item.upload),
            stored=storage.write(item.upload),
        )
        for rank, item in enumerate(checked)
        if item.uuid not in there
    ]
    for file in File.objects.bulk_create(new):
        there[file.uuid] = file
        enqueue("sites.process_file", file.pk, is_swept=True)
    return [there[uuid] for uuid in uuids]


def unhang(kind: str, ids: Collection[int]) -> None:
    """For rows that are gone for everyone: what hung on them is no longer read, and is swept."""
    File.objects.filter(hangs_on=kind, object_id__in=ids).update(object_id=None)


def _digest(upload: UploadedFile) -> str:
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
