"""The one way out for private files: who reads the row reads what hangs on it."""

import logging
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from actors.http import Request
from sites import ranges, storage
from sites.enums import FileKind
from sites.files import find_file
from sites.services.files.formats import WEBP

logger = logging.getLogger(__name__)

PARTIAL = 206
UNSATISFIABLE = 416
# A document opens outside of our pages, and whatever it holds, it runs and asks for nothing.
HEADERS = {
    "Accept-Ranges": "bytes",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_safe
def download(request: Request, uuid: UUID) -> HttpResponseBase:
    """A photo as we remade it, or a document or audio note as it came."""
    file = find_file(request.scope, uuid)
    headers = {
        "Content-Type": file.media_type,
        "Content-Disposition": _disposition(file.kind == FileKind.DOCUMENT, file.name),
        "ETag": f'"{file.digest}"',
    }
    return _serve(request, file.shown or file.stored, HEADERS | headers)


@require_safe
def thumbnail(request: Request, uuid: UUID) -> HttpResponseBase:
    file = find_file(request.scope, uuid)
    if not file.thumbnail:
        raise Http404("No picture")
    headers = {
        "Content-Type": WEBP.media_type,
        "Content-Disposition": "inline",
        "ETag": f'"{file.digest}-v"',
    }
    return _serve(request, file.thumbnail, HEADERS | headers)


def _disposition(as_attachment: bool, name: str) -> str:
    return content_disposition_header(as_attachment, name) or "inline"


def _serve(request: Request, path: str, headers: dict[str, str]) -> HttpResponseBase:
    unchanged = get_conditional_response(request, etag=headers["ETag"])
    response = unchanged or _content(request, path, headers)
    for name, value in headers.items():
        response[name] = value
    return response


def _content(request: Request, path: str, headers: dict[str, str]) -> HttpResponseBase:
    disk = storage.private()
    try:
        size = disk.size(path)
    except FileNotFoundError:
        logger.exception("the bytes of a file are gone")
        raise Http404("No bytes") from None
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(size)})
    try:
        part = ranges.asked(_range(request, headers["ETag"]), size)
    except ranges.Unsatisfiable:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    file: Any = disk.open(path)
    if part is None:
        return FileResponse(file, headers={"Content-Length": str(size)})
    start, length = part
    where = f"bytes {start}-{start + length - 1}/{size}"
    return FileResponse(
        ranges.Part(file, start, length),
        status=PARTIAL,
        headers={"Content-Length": str(length), "Content-Range": where},
    )


def _range(request: Request, etag: str) -> str | None:
    """None too when the part that one has already is of something else."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return request.headers.get("Range")
