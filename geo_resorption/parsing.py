"""Reading a JSON body of unknown origin: its size, its depth and its characters."""

import json
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as DRFJSONParser


class NotANumber:
    """`NaN` or `Infinity`, which JSON lacks: no field takes it, and each says so in its words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class JSONParser(DRFJSONParser):
    """DRF reads the stream past Django's limit of size, and falls over on very deep lists."""

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        """Raises RequestDataTooBig (413) or ParseError (400)."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise RequestDataTooBig
        try:
            text = raw.decode()
            data = json.loads(text, parse_constant=NotANumber)
            if "\\ud" in text.lower():  # half of a pair: no text that can be kept
                json.dumps(data, ensure_ascii=False, default=str).encode()
        except UnicodeError:
            raise ParseError("Le texte envoyé n’est pas en UTF-8.") from None
        except (ValueError, RecursionError):
            raise ParseError("Ce qui est envoyé n’est pas du JSON lisible.") from None
        if data is None:
            raise ParseError("Ce qui est envoyé est vide : « null » ne dit rien.")
        return data
