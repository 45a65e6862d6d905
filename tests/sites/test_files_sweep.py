"""What sudden deaths and lost messages leave behind is found."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from geo_resorption.celery import app as celery_app
from sites import antivirus, storage
from sites.enums import FileState
from sites.models import File
from sites.services import files
from sites.tasks import sweep_files, sweep_orphans
from tests import uploads
from tests.sites.test_files_hang import on_disk
from tests.uploads import hang_on, processed, upload


@pytest.fixture
def two(vault, entry):
    """A photo that is ready and a document that waits, both of two days ago."""
    (photo,) = processed(entry, upload("a.jpg", uploads.jpeg()))
    (document,) = hang_on(entry, upload("b.pdf", uploads.pdf()))
    storage.remove(on_disk(vault) - {photo.shown, photo.thumbnail, document.stored})
    File.objects.update(created_at=timezone.now() - timedelta(days=2))
    return photo, document


@pytest.fixture
def asked(monkeypatch):
    asked = []
    monkeypatch.setattr(celery_app, "send_task", lambda name, args, **_: asked.append(args[0]))
    return asked


@pytest.fixture
def later(time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=2))


def test_a_file_that_waits_is_asked_for_again(two, asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sweep_files()
    assert asked == [two[1].pk]


def test_one_that_has_just_come_is_left_to_its_job(two, asked, django_capture_on_commit_callbacks):
    File.objects.update(created_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        sweep_files()
    assert asked == []


def test_nothing_piles_up_while_the_antivirus_is_away(
    two, asked, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(antivirus, "answers", lambda: False)
    with django_capture_on_commit_callbacks(execute=True):
        sweep_files()
    assert asked == []


def test_what_rows_name_is_kept(vault, two, later):
    before = on_disk(vault)
    assert files.sweep_orphans() == (0, 0)
    assert on_disk(vault) == before
    assert len(before) == 3


def test_bytes_that_no_row_names_leave_after_a_day(vault, two, time_machine):
    before = on_disk(vault)
    left = storage.private().save("ab/cd/left", ContentFile(b"left behind"))
    assert files.sweep_orphans() == (0, 0), "perhaps of a transaction that is not over"
    assert left in on_disk(vault)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert files.sweep_orphans() == (0, 1)
    assert on_disk(vault) == before


def test_a_row_that_hangs_on_nothing_leaves_with_its_bytes(vault, two, later, entry):
    files.unhang(two[0].hangs_on, [entry.pk])
    sweep_orphans()
    assert not File.objects.exists()
    assert on_disk(vault) == set()


def test_what_is_refused_keeps_no_bytes(vault, entry, later, monkeypatch):
    """Even if the worker died before it could remove them."""
    (file,) = hang_on(entry, upload("a.pdf", uploads.pdf()))
    monkeypatch.setattr(antivirus, "finds_something", lambda content: True)
    assert files.process(file.pk) == FileState.REFUSED
    assert len(on_disk(vault)) == 1, "removed with the commit"
    assert files.sweep_orphans() == (0, 1)
    assert on_disk(vault) == set()


def test_an_empty_house_is_swept_too(vault, db):
    assert files.sweep_orphans() == (0, 0)
