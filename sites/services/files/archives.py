"""Office documents, which are ZIP archives: read by their table of contents, never inflated."""

import struct
import zipfile
import zlib
from typing import IO

from sites.services.files.formats import ARCHIVES, DOCX, ODS, ODT, XLSX, Format, Unfit

# What a document may become once opened; a bomb is a thousand times what it weighs
MOST_INFLATED = 500 * 1024 * 1024
MOST_RATIO = 150
SMALL = 20 * 1024 * 1024  # below that, no ratio harms
MOST_TABLE = 1024 * 1024
MOST_READ = 1024 * 1024
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE = 22
# How the library falls over on what is no archive, RuntimeError for a password among them
_FALLS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    RuntimeError,
    EOFError,
    OverflowError,
)
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

BROKEN = "est abîmé ou n’est pas un document que le service accepte."
BOMB = "se déploierait en un volume démesuré : il n’est pas accepté."
MACROS = "contient des macros : enregistrez-le sans elles (.docx, .xlsx, .odt) ou en PDF."
LOCKED = "est protégé par un mot de passe : enregistrez-le sans protection."

_TYPES = "[Content_Types].xml"
_MAIN = {
    f"{DOCX.media_type}.main+xml".encode(): DOCX,
    f"{XLSX.media_type}.main+xml".encode(): XLSX,
}
_OPEN = {form.media_type.encode(): form for form in (ODT, ODS)}


def read_archive(file: IO[bytes], size: int) -> Format:
    """Which document it is. Raises Unfit."""
    _refuse_endless_table(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_bomb(members, size)
            form = _recognise(archive, {member.filename for member in members})
    except _FALLS:
        raise Unfit(BROKEN) from None
    assert form in ARCHIVES
    return form


def _refuse_endless_table(file: IO[bytes], size: int) -> None:
    """The table is read whole into memory: only a short one. No document of 20 MB needs ZIP64."""
    length = min(size, _END_SIZE + 65536)
    file.seek(size - length)
    tail = file.read(length)
    end = tail.rfind(_END)
    if end < 0 or _END_64 in tail[max(end - 20, 0) : end]:
        raise Unfit(BROKEN)
    if int.from_bytes(tail[end + 12 : end + 16], "little") > MOST_TABLE:
        raise Unfit(BOMB)


def _refuse_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    inflated = sum(member.file_size for member in members)
    if inflated > MOST_INFLATED or (inflated > SMALL and inflated > MOST_RATIO * size):
        raise Unfit(BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise Unfit(LOCKED)
    if any(member.compress_type not in _PLAIN for member in members):
        raise Unfit(BROKEN)


def _recognise(archive: zipfile.ZipFile, names: set[str]) -> Format:
    if _TYPES in names:
        return _office(archive, names)
    if "mimetype" in names:
        return _open_document(archive, names)
    raise Unfit(BROKEN)


def _office(archive: zipfile.ZipFile, names: set[str]) -> Format:
    types = _read(archive, _TYPES)
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(MACROS)
    for main, form in _MAIN.items():
        if main in types:
            return form
    raise Unfit(BROKEN)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Format:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Unfit(MACROS)
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise Unfit(LOCKED)
    form = _OPEN.get(_read(archive, "mimetype").strip())
    if form is None:
        raise Unfit(BROKEN)
    return form


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member: what it says of its own length is not to be trusted."""
    with archive.open(name) as member:
        return member.read(MOST_READ)
