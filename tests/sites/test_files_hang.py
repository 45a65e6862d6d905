"""Rows and bytes come together and go together."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from kombu.exceptions import OperationalError

from actors.services import scope_of
from geo_resorption.celery import app as celery_app
from journal.readable import ENTRY
from sites import storage
from sites.enums import FileState
from sites.errors import UsedElsewhere
from sites.models import File
from sites.services.files import check, hang
from tests import uploads
from tests.sites.test_files_check import TAKEN
from tests.uploads import hang_on, pairs, upload


class Undone(Exception):
    pass


def on_disk(folder):
    return {str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file()}


@pytest.fixture
def given():
    return upload("releve.pdf", uploads.pdf())


def test_a_file_waits_with_its_bytes_out_of_reach_of_others(vault, entry, given):
    (file,) = hang_on(entry, given)
    path = vault / file.stored
    assert path.read_bytes() == uploads.pdf() or path.stat().st_size == file.size
    assert file.state == FileState.WAITING
    assert (file.site, file.author, file.object_id) == (entry.site, entry.author, entry.pk)
    assert path.stat().st_mode & 0o777 == 0o600
    folders = [path.parent, path.parent.parent]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}
    assert file.name not in file.stored
    assert str(file.uuid).replace("-", "") not in file.stored


@pytest.mark.parametrize("name", TAKEN)
def test_what_came_by_the_disk_is_kept_octet_for_octet(vault, entry, name):
    """Once each reader has looked at it."""
    content = TAKEN[name][0]()
    came = TemporaryUploadedFile("a.bin", "", len(content), None)
    came.write(content)
    (file,) = hang_on(entry, came)
    came.close()
    assert (vault / file.stored).read_bytes() == content
    assert (vault / file.stored).stat().st_mode & 0o777 == 0o600
    assert file.digest == sha256(content).hexdigest()


def test_nobody_is_given_an_address_of_the_bytes(vault, entry, given):
    (file,) = hang_on(entry, given)
    with pytest.raises(ValueError, match="no address"):
        storage.private().url(file.stored)


def test_nothing_stays_of_what_is_rolled_back(vault, entry, given):
    with suppress(Undone), transaction.atomic():
        hang_on(entry, given, upload("photo.jpg", uploads.jpeg()))
        assert len(on_disk(vault)) == 2
        raise Undone
    assert on_disk(vault) == set()
    assert not File.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_when_the_whole_transaction_goes(vault, entry, given):
    with suppress(Undone), transaction.atomic():
        hang_on(entry, given)
        assert len(on_disk(vault)) == 1
        raise Undone
    assert on_disk(vault) == set()
    assert not File.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_stays_even_with_the_broker_away(vault, entry, given, monkeypatch):
    """And the sender is told that it is done: it is."""

    def send_task(*_, **__):
        raise OperationalError("no broker")

    monkeypatch.setattr(celery_app, "send_task", send_task)
    (file,) = hang_on(entry, given)
    with transaction.atomic():
        hang_on(entry, upload("photo.jpg", uploads.jpeg()))
    assert File.objects.count() == len(on_disk(vault)) == 2
    assert file.stored in on_disk(vault)


def test_a_disk_that_fails_halfway_keeps_nothing(vault, entry, given, monkeypatch):
    real = storage.PrivateStorage.save
    calls = []

    def save(self, path, content, *rest):
        real(self, path, content, *rest)
        calls.append(path)
        if len(calls) == 2:
            raise OSError("No space left on device")
        return path

    monkeypatch.setattr(storage.PrivateStorage, "save", save)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        hang_on(entry, given, upload("photo.jpg", uploads.jpeg()))
    assert len(calls) == 2
    assert on_disk(vault) == set()


def test_the_same_uuid_again_writes_nothing(vault, entry):
    author = scope_of(entry.author.user, entry.author.pk)
    sent = pairs(upload("a.pdf", uploads.pdf()), upload("b.pdf", uploads.pdf()))
    first = hang(author, entry.site, ENTRY, entry.pk, check(sent))
    again = hang(author, entry.site, ENTRY, entry.pk, check(sent))
    assert [file.pk for file in again] == [file.pk for file in first]
    assert [file.rank for file in again] == [0, 1]
    assert len(on_disk(vault)) == 2
    with pytest.raises(UsedElsewhere):
        hang(author, entry.site, ENTRY, entry.pk + 1, check(sent))


def test_two_authors_may_have_chosen_the_same_uuid(vault, entry, cast):
    uuid = uuid4()
    for person in (cast.owner, cast.colleague):
        sent = check([(uuid, upload("a.pdf", uploads.pdf()))])
        hang(scope_of(person.user, person.pk), entry.site, ENTRY, entry.pk, sent)
    assert File.objects.filter(uuid=uuid).count() == 2


def test_the_worker_is_asked_once_it_is_committed(
    vault, entry, given, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(celery_app, "send_task", lambda name, args, **_: asked.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        (file,) = hang_on(entry, given)
        assert asked == []
    assert asked == [("sites.process_file", (file.pk,))]
