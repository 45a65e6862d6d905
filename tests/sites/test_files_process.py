"""What a worker makes of a file: nothing of a photo stays but its pixels."""

import socket
from io import BytesIO
from socketserver import StreamRequestHandler, ThreadingTCPServer
from struct import unpack
from threading import Thread

import pytest
from celery.exceptions import Retry
from PIL import Image, ImageCms

from sites import antivirus, storage
from sites.enums import FileState
from sites.models import Event, File
from sites.services import files
from sites.services.files import images
from sites.tasks import process_file
from tests import uploads
from tests.sites.test_files_hang import on_disk
from tests.uploads import SECRETS, hang_on, processed, upload


def content(path):
    with storage.private().open(path) as file:
        return file.read()


PHOTOS = {
    "jpeg": (uploads.jpeg, "image/jpeg", "photo.jpg"),
    "png": (uploads.png, "image/png", "photo.png"),
    "webp": (uploads.webp, "image/webp", "photo.webp"),
    "heic": (uploads.heic, "image/jpeg", "photo.jpg"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_loses_its_place_and_all_that_it_tells(vault, entry, jobs_done, name):
    make, media_type, called = PHOTOS[name]
    given = make()
    before = Image.open(BytesIO(given)).getexif()
    assert before.get_ifd(0x8825), "the photo must have a place to lose"
    with jobs_done():
        hang_on(entry, upload("photo.bin", given))
    file = File.objects.get()
    assert (file.state, file.media_type) == (FileState.READY, media_type)
    assert file.name in {called, f"photo.bin{called[5:]}"}
    for path in (file.shown, file.thumbnail):
        kept = content(path)
        image = Image.open(BytesIO(kept))
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
        assert not any(secret in kept for secret in (*SECRETS, b"Exif", b"EXIF"))
    assert on_disk(vault) == {file.shown, file.thumbnail}, "the original is gone"
    assert (file.stored, file.size) == ("", len(content(file.shown)))


def test_the_secrets_were_there():
    assert all(secret in uploads.jpeg() for secret in SECRETS)


def test_a_photo_stands_upright_and_is_not_larger_than_needed(vault, entry):
    (file,) = processed(entry, upload("a.jpg", uploads.jpeg(5000, 3000)))
    assert (file.width, file.height) == (2458, 4096)
    image = Image.open(BytesIO(content(file.shown)))
    assert image.size == (2458, 4096)
    # the red corner was on the left, above: a quarter to the right puts it on the right
    (_, left, _), (red, right, _) = (image.getpixel((x, 500)) for x in (400, 2000))
    assert left > 200 > 100 > right
    assert red > 200
    thumbnail = Image.open(BytesIO(content(file.thumbnail)))
    assert (thumbnail.format, max(thumbnail.size)) == ("WEBP", 640)


def test_a_photo_of_a_heic_is_not_turned_twice(vault, entry):
    (file,) = processed(entry, upload("a.heic", uploads.heic()))
    given = Image.open(BytesIO(uploads.heic()))
    assert (file.width, file.height) == given.size


def test_what_is_transparent_stays_so(vault, entry):
    (file,) = processed(entry, upload("a.png", uploads.png(mode="RGBA")))
    assert Image.open(BytesIO(content(file.shown))).mode == "RGBA"


def test_of_what_moves_the_first_picture_is_kept(vault, entry):
    frames = [Image.new("RGB", (60, 40), "blue")]
    moving = uploads.webp(save_all=True, append_images=frames)
    assert Image.open(BytesIO(moving)).n_frames == 2
    (file,) = processed(entry, upload("a.webp", moving))
    assert getattr(Image.open(BytesIO(content(file.shown))), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16", "LA", "CMYK"])
def test_every_kind_of_pixels_is_read(mode):
    image = Image.new(mode, (30, 20))
    form = "JPEG" if mode == "CMYK" else "PNG"
    made = images.remake(uploads.saved(image, form), f"image/{form.lower()}")
    assert (made.width, made.height) == (30, 20)


def test_grey_in_sixteen_bits_is_not_washed_out():
    image = Image.new("I;16", (30, 20), 0x8000)
    made = images.remake(uploads.saved(image, "PNG"), "image/png")
    assert 120 < Image.open(BytesIO(made.image)).getpixel((5, 5)) < 136


def test_colours_of_another_space_are_brought_to_that_of_screens():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    odd = uploads.saved(uploads.picture(), "JPEG", icc_profile=profile)
    made = images.remake(odd, "image/jpeg")  # a profile that does not fit is left aside
    assert "icc_profile" not in Image.open(BytesIO(made.image)).info


def test_documents_and_sounds_stay_as_they_came(vault, entry):
    pdf, sound = processed(entry, upload("a.pdf", uploads.pdf()), upload("b.wav", uploads.wav()))
    assert content(sound.stored) == uploads.wav()
    assert {pdf.state, sound.state} == {FileState.READY}
    assert on_disk(vault) == {pdf.stored, sound.stored}


def test_a_photo_that_does_not_open_is_refused_and_its_author_told(vault, entry):
    (file,) = hang_on(entry, upload("a.jpg", uploads.vast_png(50)))
    assert files.process(file.pk) == FileState.REFUSED
    event = Event.objects.get(kind="journal.file-refused")
    assert (event.site, event.actor, event.object_id) == (entry.site, None, entry.pk)
    assert event.facts == {"file": "a.png", "reason": "illisible"}
    assert File.objects.get().stored == ""


def test_a_second_run_changes_nothing(vault, entry, jobs_done):
    with jobs_done():
        hang_on(entry, upload("a.jpg", uploads.jpeg()))
    before, disk = File.objects.values().get(), on_disk(vault)
    assert files.process(before["id"]) is None
    assert (File.objects.values().get(), on_disk(vault)) == (before, disk)


def test_two_workers_at_once_leave_one_result(vault, entry, monkeypatch):
    """The other one finishes while this one makes its own."""
    (file,) = hang_on(entry, upload("a.jpg", uploads.jpeg()))
    real = images.remake
    turns = []

    def remake(*args):
        if not turns:
            turns.append(1)
            assert files.process(file.pk) == FileState.READY
        return real(*args)

    monkeypatch.setattr(images, "remake", remake)
    assert files.process(file.pk) is None
    file.refresh_from_db()
    assert on_disk(vault) >= {file.shown, file.thumbnail}
    assert len(on_disk(vault)) <= 3  # the original leaves with the commit


def test_a_worker_that_dies_in_the_middle_leaves_it_waiting(vault, entry, monkeypatch):
    (file,) = hang_on(entry, upload("a.jpg", uploads.jpeg()))
    monkeypatch.setattr(images, "remake", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        files.process(file.pk)
    monkeypatch.undo()
    file.refresh_from_db()
    assert (file.state, on_disk(vault)) == (FileState.WAITING, {file.stored})
    assert files.process(file.pk) == FileState.READY


# The antivirus


class Clamd(StreamRequestHandler):
    """What clamd answers to INSTREAM: the bytes decide."""

    def handle(self):
        command = self._until_nul()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        assert command == b"zINSTREAM"
        received = b""
        while size := unpack("!L", self.rfile.read(4))[0]:
            received += self.rfile.read(size)
            if b"PARTI" in received:
                return  # gone in the middle, without a word
        self.server.received.append(received)
        if b"INFECT" in received:
            self.wfile.write(b"stream: Eicar-Signature FOUND\0")
        elif b"ERREUR" in received:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.wfile.write(b"stream: OK\0")

    def _until_nul(self):
        command = b""
        while (octet := self.rfile.read(1)) not in {b"\0", b""}:
            command += octet
        return command


@pytest.fixture
def clamd(settings):
    with ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.received = []
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.fixture
def no_clamd(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{port}"


def pdf_with(words):
    return upload("a.pdf", uploads.pdf() + words)


def test_what_the_antivirus_finds_clean_is_read(vault, entry, clamd):
    given = uploads.wav() + b"x" * 200_000
    (file,) = processed(entry, upload("a.wav", given))
    assert file.state == FileState.READY
    assert clamd.received == [given]


def test_what_it_finds_is_refused_removed_and_told(vault, entry, clamd, jobs_done):
    with jobs_done():
        hang_on(entry, pdf_with(b"INFECT"))
    file = File.objects.get()
    assert (file.state, file.stored, on_disk(vault)) == (FileState.REFUSED, "", set())
    event = Event.objects.get(kind="journal.file-refused")
    assert event.facts == {"file": "a.pdf", "reason": "infecte"}


@pytest.mark.parametrize("words", [b"PARTI", b"ERREUR"])
def test_no_verdict_is_never_a_clean_one(vault, entry, clamd, words):
    (file,) = hang_on(entry, pdf_with(words + b"x" * 300_000))
    with pytest.raises(antivirus.Unreachable):
        files.process(file.pk)
    file.refresh_from_db()
    assert (file.state, on_disk(vault)) == (FileState.WAITING, {file.stored})


def test_without_antivirus_to_reach_a_file_waits_and_is_tried_again(
    vault, entry, no_clamd, monkeypatch
):
    (file,) = hang_on(entry, pdf_with(b""))
    asked = []

    def retry(exc=None, countdown=None, **_):
        asked.append((type(exc), countdown))
        raise Retry

    monkeypatch.setattr(process_file, "retry", retry)
    with pytest.raises(Retry):
        process_file(file.pk)
    assert asked[0][0] is antivirus.Unreachable
    file.refresh_from_db()
    assert file.state == FileState.WAITING
    assert not antivirus.answers()


def test_it_speaks_by_a_socket_of_the_machine_too(settings, tmp_path):
    path = tmp_path / "clamd"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(1)

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"PONG\0")

        thread = Thread(target=answer)
        thread.start()
        settings.CLAMAV_URL = f"unix://{path}"
        assert antivirus.answers()
        thread.join()
