"""What is taken and what is not: by the bytes, whatever the name says."""

import pytest
from django.core.exceptions import ValidationError

from sites.services.files import MOST_OCTETS, check
from sites.services.files.checking import clean_name
from tests import uploads
from tests.uploads import pairs, upload

TAKEN = {
    "jpeg": (uploads.jpeg, "image/jpeg", ".jpg"),
    "png": (uploads.png, "image/png", ".png"),
    "webp": (uploads.webp, "image/webp", ".webp"),
    "heic": (uploads.heic, "image/heic", ".heic"),
    "pdf": (uploads.pdf, "application/pdf", ".pdf"),
    "docx": (uploads.docx, f"{uploads.OFFICE}wordprocessingml.document", ".docx"),
    "xlsx": (uploads.xlsx, f"{uploads.OFFICE}spreadsheetml.sheet", ".xlsx"),
    "odt": (uploads.odt, "application/vnd.oasis.opendocument.text", ".odt"),
    "mp3": (uploads.mp3, "audio/mpeg", ".mp3"),
    "m4a": (uploads.m4a, "audio/mp4", ".m4a"),
    "aac": (uploads.aac, "audio/aac", ".aac"),
    "ogg": (uploads.ogg, "audio/ogg", ".ogg"),
    "webm": (uploads.webm, "audio/webm", ".webm"),
    "wav": (uploads.wav, "audio/wav", ".wav"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_each_accepted_type_is_known_by_its_bytes(name):
    make, media_type, suffix = TAKEN[name]
    (checked,) = check(pairs(upload("nimporte.quoi", make())))
    assert checked.form.media_type == media_type
    assert checked.name == f"nimporte.quoi{suffix}"


BOMB = "démesuré"
REFUSED = {
    "an executable": (uploads.executable, "type accepté"),
    "a web page": (lambda: b"<html><script>alert(1)</script></html>", "type accepté"),
    "a drawing with script": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type accepté"),
    "plain text": (lambda: b"Bonjour", "type accepté"),
    "nothing": (bytes, "vide"),
    "too heavy": (
        lambda: uploads.jpeg() + b"\0" * MOST_OCTETS,
        "pèse 20,1 Mo : la limite est de 20 Mo",
    ),
    "100 megapixels": (uploads.vast_png, "70 mégapixels"),
    "a vast WebP": (uploads.vast_webp, "70 mégapixels"),
    "half a JPEG": (lambda: uploads.jpeg()[:-40], "abîmé"),
    "half a PNG": (lambda: uploads.png()[:-20], "abîmé"),
    "half a WebP": (lambda: uploads.webp()[:-20], "abîmé"),
    "half a HEIC": (lambda: uploads.heic()[:40], "abîmé"),
    "a head of JPEG": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 50, "abîmé"),
    "a broken PDF": (lambda: b"%PDF-1.7\n" + b"x" * 500, "abîmé"),
    "half a PDF": (lambda: uploads.pdf()[:120], "abîmé"),
    "a locked PDF": (lambda: uploads.pdf("sesame"), "mot de passe"),
    "a zip bomb": (uploads.bomb, BOMB),
    "an archive": (lambda: uploads.archive({"a.txt": "a"}), "abîmé"),
    "a Java program": (lambda: uploads.archive({"META-INF/MANIFEST.MF": "a"}), "abîmé"),
    "half a document": (lambda: uploads.docx()[:-30], "abîmé"),
    "a document with macros": (
        lambda: uploads.docx("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "hidden macros": (lambda: uploads.docx(**{"word/vbaProject.bin": "x"}), "macros"),
    "macros of the open format": (lambda: uploads.odt(**{"Basic/a.xml": "x"}), "macros"),
    "a locked ODT": (lambda: uploads.odt(manifest="<encryption-data/>"), "mot de passe"),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format"),
    "a film": (lambda: uploads.m4a(b"vide"), "vidéo"),
    "a film of the web": (lambda: uploads.webm(b"V_VP8"), "vidéo"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_and_names_the_file(name):
    make, word = REFUSED[name]
    with pytest.raises(ValidationError) as refusal:
        check(pairs(upload("photo.jpg", make())))
    (said,) = refusal.value.message_dict["files"]
    assert said.startswith("« photo.jpg » ")
    assert word in said


def test_a_pdf_that_anybody_may_open_is_taken():
    """What forbids to print or to copy hides nothing."""
    assert check(pairs(upload("formulaire.pdf", uploads.pdf(""))))


def test_a_bomb_is_not_opened_to_be_known(monkeypatch):
    bomb = uploads.bomb()
    monkeypatch.setattr("zipfile.ZipFile.open", lambda *_, **__: pytest.fail("inflated"))
    with pytest.raises(ValidationError, match=BOMB):
        check(pairs(upload("a.docx", bomb)))


def test_an_endless_table_of_contents_is_not_read(monkeypatch):
    monkeypatch.setattr("sites.services.files.archives.MOST_TABLE", 50)
    with pytest.raises(ValidationError, match=BOMB):
        check(pairs(upload("a.docx", uploads.docx())))


def test_eleven_files_are_one_too_many():
    many = [upload(f"{number}.pdf", uploads.pdf()) for number in range(11)]
    assert len(check(pairs(*many[:10]))) == 10
    with pytest.raises(ValidationError) as refusal:
        check(pairs(*many))
    assert "11 fichiers" in refusal.value.message_dict["files"][0]


def test_each_unfit_file_has_its_sentence():
    wrong = [upload("a.jpg", b""), upload("b.jpg", uploads.jpeg()), upload("c.exe", b"MZ\0\0")]
    with pytest.raises(ValidationError) as refusal:
        check(pairs(*wrong))
    assert [said[:9] for said in refusal.value.message_dict["files"]] == ["« a.jpg »", "« c.exe »"]


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\photo été.jpg", "photo été.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\r\nSet-Cookie: b\x00", "aSet-Cookie: b"),
        ("  .. ", "fichier"),
        ("", "fichier"),
        ("é" * 300, "é" * 150),
        ("a\u00a0b\u2028c", "a bc"),
    ],
)
def test_a_name_is_one_plain_line(given, clean):
    assert clean_name(given) == clean


def test_a_name_ends_as_its_content_wants_it():
    given = [("photo.JPEG", uploads.png()), ("facture.exe", uploads.pdf())]
    names = [item.name for item in check(pairs(*(upload(*one) for one in given)))]
    assert names == ["photo.png", "facture.exe.pdf"]
    (long,) = check(pairs(upload("a" * 200, uploads.pdf())))
    assert (len(long.name), long.name[-4:]) == (150, ".pdf")
