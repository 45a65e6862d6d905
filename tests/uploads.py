"""Bytes of every kind that people send, made here: real ones, broken ones, wicked ones."""

import struct
import wave
import zipfile
import zlib
from io import BytesIO
from uuid import uuid4

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from actors.services import scope_of
from journal.readable import ENTRY
from sites.services import files

# 45° 29′ 87″ N: stands nowhere in a photo of which nothing is kept but its pixels
PLACE = (45.0, 29.0, 87.65)
SECRETS = (b"Canari-auteur", b"Canari-commentaire", b"Canari-xmp")
_GPS, _ARTIST, _ORIENTATION = 0x8825, 0x013B, 0x0112
_TURNED = 6  # a quarter to the right


def picture(width=60, height=40, mode="RGB"):
    image = Image.new(mode, (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image


def saved(image, form, **options):
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def exif():
    data = Image.Exif()
    data[_ARTIST] = "Canari-auteur"
    data[_ORIENTATION] = _TURNED
    data.get_ifd(_GPS).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    return data.tobytes()


def jpeg(width=60, height=40):
    """With a place, an author, a comment, and lying on its side."""
    return saved(
        picture(width, height),
        "JPEG",
        exif=exif(),
        comment=b"Canari-commentaire",
        xmp=b"<x>Canari-xmp</x>",
    )


def png(**options):
    return saved(picture(mode=options.pop("mode", "RGB")), "PNG", exif=exif(), **options)


def webp(**options):
    return saved(picture(), "WEBP", exif=exif(), **options)


def heic():
    heif = pillow_heif.from_pillow(picture())
    file = BytesIO()
    heif.save(file, exif=exif())
    return file.getvalue()


def vast_png(side=10_000):
    """100 megapixels by its header, of which nothing is there to decode."""
    head = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def vast_webp(side=16_000):
    side_octets = (side - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + side_octets * 2
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(password=None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(members):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml.document.main+xml"


def docx(types=WORD, **members):
    return archive(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{types}"/></Types>',
            "word/document.xml": "<w:document/>",
        }
        | members
    )


def xlsx():
    return docx(f"{OFFICE}spreadsheetml.sheet.main+xml")


def odt(kind="text", manifest="<manifest/>", **members):
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mimetype, "META-INF/manifest.xml": manifest} | members)


def bomb():
    """40 kB that would be 40 MB."""
    return docx(**{"word/media/a.bmp": b"\0" * 40 * 1024 * 1024})


def wav():
    file = BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(b"\0\1" * 800)
    return file.getvalue()


def m4a(handler=b"soun"):
    brand = struct.pack("!I", 24) + b"ftypM4A \0\0\0\0M4A mp42"
    return brand + struct.pack("!I", 40) + b"hdlr" + b"\0" * 8 + handler + b"\0" * 20


def webm(codec=b"A_OPUS"):
    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08"
    return head + b"\x42\x82\x84webm\x42\x87\x81\x04\x42\x85\x81\x02" + b"\x86" + codec + b"\0" * 40


def ogg():
    head = b"OggS\0\2" + b"\0" * 8 + b"\1\2\3\4" + b"\0" * 8 + b"\1\x13"
    return head + b"OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0" + b"\0" * 40


def mp3():
    return b"ID3\3\0\0\0\0\0\0" + (b"\xff\xfb\x90\x64" + b"\0" * 413) * 4


def aac():
    return (b"\xff\xf1\x50\x80\x2e\x7f\xfc" + b"\0" * 364) * 4


def executable():
    return b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 200


def upload(name, content):
    return SimpleUploadedFile(name, content)


def pairs(*uploads):
    return [(uuid4(), given) for given in uploads]


def hang_on(entry, *uploads):
    """What the entry's author joins to it, as it waits for the worker."""
    author = entry.author
    scope = scope_of(author.user, author.pk)
    return files.hang(scope, entry.site, ENTRY, entry.pk, files.check(pairs(*uploads)))


def processed(entry, *uploads):
    rows = hang_on(entry, *uploads)
    for row in rows:
        files.process(row.pk)
        row.refresh_from_db()
    return rows
