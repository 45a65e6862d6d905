"""Photos: their header when they come, and later what is made of them without their metadata."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from sites.services.files.formats import HEIC, JPEG, PNG, WEBP, Format, Unfit, contains

MOST_PIXELS = 70_000_000  # what the largest sensors of phones give by themselves is below
LONGEST = 4096
THUMBNAIL = 640
QUALITY = 85
BROKEN = "est abîmé : cette photo ne s’ouvre pas."
TOO_LARGE = "compte plus de 70 mégapixels : réduisez-le avant de l’envoyer."
_READERS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF"}
_BY_TYPE = {form.media_type: form for form in _READERS}
_END_OF_JPEG = re.compile(rb"\xff\xd9")
_LITTLE_PHOTO = 64 * 1024  # the one that cameras put in the header ends by itself
_SRGB: Any = ImageCms.createProfile("sRGB")

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # MOST_PIXELS stands for it, below, and is not a mere warning


class Unreadable(Exception):
    """The bytes of a photo that no reader opens, or not to its end."""


@dataclass(frozen=True, slots=True)
class Made:
    """`image` in `form`, at most 4,096 pixels; `thumbnail` in WebP, at most 640."""

    form: Format
    image: bytes
    thumbnail: bytes
    width: int
    height: int


def look(form: Format, file: IO[bytes], size: int) -> None:
    """Reads the header alone, whatever the image would be once decoded. Raises Unfit."""
    try:
        width, height = _webp(file, size) if form is WEBP else _header(form, file)
    except Exception:  # readers of bytes of unknown origin fall over in every possible way
        raise Unfit(BROKEN) from None
    if width * height > MOST_PIXELS:
        raise Unfit(TOO_LARGE)
    start = _LITTLE_PHOTO if size > 2 * _LITTLE_PHOTO else 0
    if width * height == 0 or (form is JPEG and not contains(file, _END_OF_JPEG, start)):
        raise Unfit(BROKEN)


def _header(form: Format, file: IO[bytes]) -> tuple[int, int]:
    file.seek(0)
    image = Image.open(file, formats=[_READERS[form]])
    size = image.size
    if form is PNG and size[0] * size[1] <= MOST_PIXELS:
        image.verify()  # the sums of its parts, nothing decoded
    return size


def _webp(file: IO[bytes], size: int) -> tuple[int, int]:
    """By hand, for the library begins by asking memory for two whole pictures."""
    file.seek(0)
    head = file.read(30)
    if int.from_bytes(head[4:8], "little") + 8 > size:
        raise ValueError("Cut short")
    kind = head[12:16]
    if kind == b"VP8X":
        return _number(head[24:27]) + 1, _number(head[27:30]) + 1
    if kind == b"VP8L":
        bits = _number(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(head[26:28]) & 0x3FFF, _number(head[28:30]) & 0x3FFF
    raise ValueError("Not a WebP")


def _number(octets: bytes) -> int:
    return int.from_bytes(octets, "little")


def remake(content: bytes, media_type: str) -> Made:
    """The same picture, upright, in sRGB, without anything else that the file held: no place, no
    device, no author, no comment. Of an animation, its first picture. Raises Unreadable.
    """
    form = _BY_TYPE[media_type]
    try:
        picture = _decoded(content, form)
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(str(error)) from error
    form = JPEG if form is HEIC else form
    if form is JPEG and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return Made(form, _encoded(picture, form), _encoded(small, WEBP), *picture.size)


def _decoded(content: bytes, form: Format) -> Image.Image:
    """In L, RGB or RGBA, with nothing beside its pixels."""
    image: Any = Image.open(BytesIO(content), formats=[_READERS[form]])
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("Too many pixels")
    if form is JPEG:
        image.draft(image.mode, (LONGEST, LONGEST))
    image.load()
    profile = image.info.get("icc_profile")
    image = _upright(image)
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    image = _plain(_in_srgb(image, profile))
    image.info = {}  # the writers would copy comments and profiles from there
    return image


def _upright(image: Any) -> Any:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a broken EXIF does not make a broken picture
        return image


def _in_srgb(image: Any, profile: bytes | None) -> Any:
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a profile that does not fit says nothing
        return image


def _plain(image: Any) -> Any:
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in {"I", "F"}:  # 16 bits
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _encoded(picture: Any, form: Format) -> bytes:
    file = BytesIO()
    progressive = {"optimize": True, "progressive": True} if form is JPEG else {}
    picture.save(file, _READERS[form], quality=QUALITY, **progressive)
    return file.getvalue()
