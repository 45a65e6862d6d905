"""Whether what somebody sends may hang on a row: told at once, and nothing is written."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from pypdf import PdfReader
from pypdf.errors import DependencyError

from sites.enums import FileKind
from sites.services.files import archives, formats, images
from sites.services.files.formats import ACCEPTED, PDF, Format, Unfit

MOST_FILES = 10
MOST_OCTETS = 20 * 1024 * 1024
LONGEST_NAME = 150
NAMELESS = "fichier"

EMPTY = "est vide."
TOO_HEAVY = "pèse {} Mo : la limite est de 20 Mo par fichier."
UNKNOWN = f"n’est pas d’un type accepté : {ACCEPTED}."
OLD_OFFICE = (
    "est d’un ancien format de bureautique ou protégé par un mot de passe : enregistrez-le sans "
    "protection en DOCX, XLSX ou PDF."
)
FILM = "est une vidéo : seules les notes audio sont acceptées."
BROKEN_PDF = "est abîmé : ce PDF ne s’ouvre pas."
LOCKED_PDF = "est protégé par un mot de passe : enregistrez ce PDF sans protection."


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be hung; `name` is clean, and ends as its content wants it."""

    uuid: UUID
    upload: UploadedFile
    name: str
    form: Format
    size: int


def check(uploads: Sequence[tuple[UUID, UploadedFile]]) -> list[Checked]:
    """In their order. Raises ValidationError on `files`, with a sentence for each that is unfit."""
    if len(uploads) > MOST_FILES:
        said = f"Vous joignez {len(uploads)} fichiers : la limite est de {MOST_FILES} à la fois."
        raise ValidationError({"files": [said]})
    checked: list[Checked] = []
    wrong: list[str] = []
    for uuid, upload in uploads:
        name = clean_name(upload.name or "")
        try:
            form = recognise(upload)
        except Unfit as unfit:
            wrong.append(f"« {name} » {unfit}")
        else:
            checked.append(Checked(uuid, upload, fitting_name(name, form), form, _size(upload)))
    if wrong:
        raise ValidationError({"files": wrong})
    return checked


def recognise(upload: UploadedFile) -> Format:
    """By its content alone. Raises Unfit."""
    size = _size(upload)
    if size == 0:
        raise Unfit(EMPTY)
    if size > MOST_OCTETS:
        raise Unfit(TOO_HEAVY.format(_megabytes(size)))
    file: Any = upload.file
    file.seek(0)
    head = file.read(formats.HEAD)
    if formats.is_old_office(head):
        raise Unfit(OLD_OFFICE)
    if head.startswith(formats.ZIP):
        return archives.read_archive(file, size)
    form = formats.of_head(head)
    if form is None:
        raise Unfit(UNKNOWN)
    _examine(form, file, size)
    return form


def _examine(form: Format, file: IO[bytes], size: int) -> None:
    if form.kind == FileKind.IMAGE:
        images.look(form, file, size)
    elif form is PDF:
        _read_pdf(file)
    elif formats.holds_pictures(form, file):
        raise Unfit(FILM)


def _read_pdf(file: IO[bytes]) -> None:
    """Its table and its root: enough to know that a reader opens it. One that only forbids to
    print or to copy is open to all."""
    file.seek(0)
    try:
        reader = PdfReader(file)
        locked = reader.is_encrypted and not _opens(reader)
        pages = 1 if locked else int(reader.root_object["/Pages"]["/Count"])  # type: ignore[index]
    except Exception:  # a reader of bytes of unknown origin falls over in every possible way
        raise Unfit(BROKEN_PDF) from None
    if locked:
        raise Unfit(LOCKED_PDF)
    if pages < 1:
        raise Unfit(BROKEN_PDF)


def _opens(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except DependencyError:  # a cipher that is not ours to open
        return False


def _megabytes(size: int) -> str:
    """In the unit of the limit, and rounded up: what is refused is never told to be of 20,0."""
    return f"{ceil(size * 10 / 1024**2) / 10:.1f}".replace(".", ",")


def _size(upload: UploadedFile) -> int:
    return upload.size or 0


def clean_name(name: str) -> str:
    """The last part of a path, without what changes how the rest of a line is read."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        " " if unicodedata.category(sign).startswith("Z") else sign
        for sign in unicodedata.normalize("NFC", last)
        if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    return _shortened(" ".join(seen.split()).strip(". "), "") or NAMELESS


def fitting_name(name: str, form: Format) -> str:
    """`photo.jpg` that is a PNG is named `photo.png`; `facture.exe` that is a PDF,
    `facture.exe.pdf`."""
    path = PurePosixPath(name)
    stem = path.stem if path.suffix.lower() in formats.SUFFIXES else name
    return _shortened(stem, form.suffix)


def _shortened(stem: str, suffix: str) -> str:
    return stem[: LONGEST_NAME - len(suffix)].rstrip() + suffix
