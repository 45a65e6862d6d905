"""What a reader finds in a printed file, as text."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from pypdf import PdfReader

from layers.paper import pdf, word

PRINTED = (pdf.MEDIA_TYPE, word.MEDIA_TYPE)


def pdf_of(response):
    return PdfReader(BytesIO(response.content))


def docx_of(response):
    return Document(BytesIO(response.content))


def printed(response):
    """All of it, then the same without blanks: a word may be cut at the end of a line."""
    if response["Content-Type"] == pdf.MEDIA_TYPE:
        file = pdf_of(response)
        text = "\n".join(page.extract_text() for page in file.pages) + str(file.metadata)
    else:
        docx_of(response)  # opens
        with ZipFile(BytesIO(response.content)) as parts:
            whole = [parts.read(name).decode() for name in parts.namelist() if ".xml" in name]
        text = "\n".join(whole)
    return f"{text}\n{''.join(text.split())}"
