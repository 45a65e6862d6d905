"""What is taken, and how each is told by its first bytes: never by its name."""

import re
from dataclasses import dataclass
from typing import IO

import magic

from sites.enums import FileKind


class Unfit(Exception):
    """Why a file is not taken: a sentence's end, in French, after its name."""


@dataclass(frozen=True, slots=True)
class Format:
    kind: FileKind
    media_type: str
    suffix: str


JPEG = Format(FileKind.IMAGE, "image/jpeg", ".jpg")
PNG = Format(FileKind.IMAGE, "image/png", ".png")
WEBP = Format(FileKind.IMAGE, "image/webp", ".webp")
HEIC = Format(FileKind.IMAGE, "image/heic", ".heic")
PDF = Format(FileKind.DOCUMENT, "application/pdf", ".pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCX = Format(FileKind.DOCUMENT, f"{_OFFICE}wordprocessingml.document", ".docx")
XLSX = Format(FileKind.DOCUMENT, f"{_OFFICE}spreadsheetml.sheet", ".xlsx")
ODT = Format(FileKind.DOCUMENT, f"{_OPEN}text", ".odt")
ODS = Format(FileKind.DOCUMENT, f"{_OPEN}spreadsheet", ".ods")
MP3 = Format(FileKind.AUDIO, "audio/mpeg", ".mp3")
M4A = Format(FileKind.AUDIO, "audio/mp4", ".m4a")
AAC = Format(FileKind.AUDIO, "audio/aac", ".aac")
OGG = Format(FileKind.AUDIO, "audio/ogg", ".ogg")
WEBM = Format(FileKind.AUDIO, "audio/webm", ".webm")
WAV = Format(FileKind.AUDIO, "audio/wav", ".wav")

ARCHIVES = (DOCX, XLSX, ODT, ODS)
FORMATS = (JPEG, PNG, WEBP, HEIC, PDF, *ARCHIVES, MP3, M4A, AAC, OGG, WEBM, WAV)
# Written otherwise, and the same
SUFFIXES = {form.suffix for form in FORMATS} | {".jpeg", ".heif", ".hif", ".opus", ".oga", ".mp4"}
ACCEPTED = (
    "photo (JPEG, PNG, WebP, HEIC), document (PDF, DOCX, XLSX, ODT, ODS) "
    "ou note audio (MP3, M4A, AAC, OGG, WebM, WAV)"
)

# libmagic's names, which change with its versions
NAMES = {
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/webp": WEBP,
    "image/heic": HEIC,
    "image/heif": HEIC,
    "application/pdf": PDF,
    "audio/mpeg": MP3,
    "audio/x-m4a": M4A,
    "audio/mp4": M4A,
    "video/mp4": M4A,
    "audio/aac": AAC,
    "audio/x-hx-aac-adts": AAC,
    "audio/ogg": OGG,
    "video/ogg": OGG,
    "application/ogg": OGG,
    "audio/webm": WEBM,
    "video/webm": WEBM,
    "audio/wav": WAV,
    "audio/x-wav": WAV,
    "audio/vnd.wave": WAV,
}
ZIP = b"PK\x03\x04"
HEAD = 4096
# A recorder's container is a film's too: what tells that pictures are in it
_PICTURES = {
    M4A: re.compile(rb"hdlr.{8}vide", re.DOTALL),
    OGG: re.compile(rb"\x80theora|fishead"),
    WEBM: re.compile(rb"V_(VP8|VP9|AV1|MPEG|THEORA|UNCOMPRESSED)"),
}
_OVERLAP = 32


def of_head(head: bytes) -> Format | None:
    """The format that these first bytes begin, archives aside; None: none of ours."""
    return NAMES.get(magic.from_buffer(head, mime=True))


def is_old_office(head: bytes) -> bool:
    return head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def holds_pictures(form: Format, file: IO[bytes]) -> bool:
    pattern = _PICTURES.get(form)
    return pattern is not None and contains(file, pattern)


def contains(file: IO[bytes], pattern: re.Pattern[bytes], start: int = 0) -> bool:
    """Whether a pattern of at most 32 octets stands in the file, read by parts."""
    file.seek(start)
    before = b""
    while chunk := file.read(1024 * 1024):
        if pattern.search(before + chunk):
            return True
        before = chunk[-_OVERLAP:]
    return False
