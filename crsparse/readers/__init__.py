"""Readers: bytes of one media type to elements. Nothing behind them knows which input it was."""

from typing import Literal

from crsparse.elements import Reading
from crsparse.errors import UnknownMediaType


def read(
    content: bytes,
    media_type: str,
    filename: str,
    *,
    engine: Literal["pdfium", "pdfplumber"] = "pdfium",
    password: str | None = None,
    tags: bool = True,
) -> Reading:
    """Return what the reader for ``media_type`` makes of ``content``.

    ``engine``, ``password`` and ``tags`` concern PDFs only. Raises UnreadableInput or one of its kinds.
    """
    # imported where needed: a batch of PDFs pays neither for lxml nor for the text reader
    if media_type == "application/pdf":
        from crsparse.readers.pdf import read_pdf

        return read_pdf(content, filename, engine=engine, password=password, tags=tags)
    if media_type == "text/html":
        from crsparse.readers.html import read_html

        return read_html(content, filename)
    if media_type == "text/plain":
        from crsparse.readers.text import decode, read_text

        return read_text(decode(content), filename)
    raise UnknownMediaType(f"there is no reader for {media_type}")
