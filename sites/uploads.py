"""How much one request may bring; past that it is refused before anything is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from sites.errors import TooMuchSent
from sites.services.files.checking import MOST_FILES, MOST_OCTETS

DRAIN = 64 * 1024


def most_octets() -> int:
    """As many files as one row takes, each as big as may be, with the fields beside them."""
    return MOST_FILES * MOST_OCTETS + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class Limit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS. Who is not signed in has no file to send."""

    def handle_raw_input(
        self,
        input_data: Any,
        meta: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        most = most_octets()
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if content_length > most:
            self._drain(input_data, 3 * most)
            raise TooMuchSent(most)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _drain(self, input_data: Any, most: int) -> None:
        """Read and forgotten, within reason: a server that hangs up on a browser which still sends
        is shown as a broken connection, and its answer never read."""
        while most > 0 and (chunk := input_data.read(DRAIN)):
            most -= len(chunk)
