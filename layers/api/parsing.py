"""Reading a form with its files."""

from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import MultiPartParser as DRFMultiPartParser

UNREADABLE = "Le formulaire envoyé n’est pas lisible. Rien n’a été enregistré."


class MultiPartParser(DRFMultiPartParser):
    """DRF's words for a broken form are English."""

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        """Raises ParseError (400), TooMuchSent (413) and TooManyFilesSent (400)."""
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError:
            raise ParseError(UNREADABLE) from None
