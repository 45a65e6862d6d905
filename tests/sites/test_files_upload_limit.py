"""What a request brings lies on the disk, and too much of it is refused in words."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from sites import uploads as limit
from sites.services.files import MOST_FILES, MOST_OCTETS
from tests import uploads
from tests.uploads import upload

JSON = {"Accept": "application/json"}


@pytest.fixture
def path(entry):
    return reverse("journal-post", args=[entry.site.reference])


def form(*files):
    return {"uuid": str(uuid4()), "body": "Bonjour", "files": list(files)}


@pytest.fixture
def low(monkeypatch):
    monkeypatch.setattr(limit, "most_octets", lambda: 3 * 1024 * 1024)


def test_ten_files_of_20_mb_are_let_in():
    assert limit.most_octets() > MOST_FILES * MOST_OCTETS == 10 * 20 * 1024 * 1024


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_body_past_the_limit_is_413_in_french(client_of, cast, path, low, headers):
    sent = form(upload("a.bin", b"x" * 4 * 1024 * 1024))
    answer = client_of(cast.owner).post(path, sent, headers=headers)
    assert answer.status_code == 413
    assert "dépasse 3" in answer.content.decode()
    assert "Rien n" in answer.content.decode()


def test_below_it_is_let_in(client_of, cast, path, low):
    sent = form(upload("a.bin", b"x" * 2 * 1024 * 1024))
    assert client_of(cast.owner).post(path, sent).status_code != 413


def test_who_is_not_signed_in_brings_no_file(client_of, path):
    sent = form(upload("a.bin", b"x" * 3 * 1024 * 1024))
    answer = client_of(None).post(reverse("account_login"), sent)
    assert answer.status_code == 413


def test_more_files_than_anybody_sends_is_400_in_french(client_of, cast, path):
    answer = client_of(cast.owner).post(path, form(*[upload("a.bin", b"x")] * 101), headers=JSON)
    assert answer.status_code == 400
    assert "trop de fichiers" in answer.json()["detail"]


def test_a_photo_comes_by_the_disk(cast):
    sent = form(upload("a.jpg", uploads.jpeg() + b"\0" * 400_000))
    request = RequestFactory().post("/", sent)
    request.user = cast.owner.user
    (came,) = request.FILES.getlist("files")
    assert isinstance(came, TemporaryUploadedFile)
    came.close()
