"""Sources: a path, standard input or bytes becomes one :class:`Source`; its media type is judged by its content.

Cues, in this order: a known signature of another binary format (a zip that holds a PDF is a zip); ``%PDF-`` within the
first 1024 bytes, where Acrobat accepts it too; a JSON object, a doctype or an HTML element at the start; and text for
the rest, unless NUL or many other control characters say that it is none. Names and suffixes count for nothing.
"""

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import Literal

from msgspec import Struct

from crsparse.errors import EmptyInput, SourceNotFound, SourceUnavailable, UnknownMediaType

MediaType = Literal["application/pdf", "text/html", "text/plain", "application/json"]
"""What there are readers for, and JSON: a document of ours that is given back, to be told from a text."""

STANDARD_INPUT = "-"

PDF_HEADER_WITHIN = 1024
"""Bytes at the start of a file within which a PDF's header may stand (PDF Reference 1.7, appendix H.3, note 13)."""
SNIFFED = 4096
"""Bytes looked at to tell text from HTML and from what is neither."""
MOST_CONTROLS = 0.02
"""Share of control characters above which bytes are no text; CRS texts have none but tabs, line ends and form feeds."""

_OTHER_FORMATS = {
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"{\\rtf": "a Rich Text document",
    b"%!PS": "a PostScript program",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a SQLite database",
}

# What may stand before the first element: a byte-order mark, spaces, an XML declaration, comments. Possessive, for a
# thousand comments must not be tried in every combination.
_PROLOGUE = r"\ufeff?(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*+"
# A doctype, or an element that a page or a cleaned fragment begins with, e.g. "<div>\n<div>". No bracketed address of a
# text source fits: in "<https://…>" the name is followed by a colon.
_HTML_START = re.compile(
    _PROLOGUE + r"<(?:!doctype\s+html|"
    r"(?:html|head|body|main|article|section|div|h[1-6]|p|table|ul|ol|span|a|title|meta)(?=[\s>/]))",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(r'\ufeff?\s*+(?:\[\s*+)?\{\s*+"[^"\\]{1,100}"\s*+:')
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""C0 controls that no text has; tab, line feed, form feed, carriage return and escape are left out."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Source(Struct, frozen=True):
    """The bytes of one product, and what is known of them before they are read."""

    filename: str
    """Last component of the path, or ``-`` for standard input; never a folder."""
    content: bytes
    """The bytes."""
    media_type: MediaType
    """Media type, judged by content."""
    sha256: str
    """SHA-256 of the bytes, lower-case hexadecimal."""


def load(origin: str | os.PathLike[str] | bytes, *, filename: str | None = None) -> Source:
    """Return the source at a path, on standard input (``-``) or in ``origin`` itself, if it is bytes.

    ``filename`` is the name to record; without it, a path's last component, or ``-`` where there is no path. Raise
    SourceNotFound, SourceUnavailable, EmptyInput or UnknownMediaType.
    """
    if isinstance(origin, bytes):
        content, name = origin, STANDARD_INPUT
    elif os.fspath(origin) == STANDARD_INPUT:
        content, name = sys.stdin.buffer.read(), STANDARD_INPUT
    else:
        content, name = _file_content(origin), Path(origin).name
    media_type = sniffed(content)
    return Source(printable(filename or name), content, media_type, hashlib.sha256(content).hexdigest())


def printable(name: str) -> str:
    """Return a file name as text: bytes in it that are no UTF-8 become U+FFFD, for JSON cannot hold them."""
    return os.fsencode(name).decode("utf-8", "replace")


def sniffed(content: bytes) -> MediaType:
    """Return the media type of ``content``; raise EmptyInput or UnknownMediaType."""
    if not content or content.isspace():
        raise EmptyInput("the input is empty")
    for signature, name in _OTHER_FORMATS.items():
        if content.startswith(signature):
            raise UnknownMediaType(f"neither PDF nor HTML nor text, but {name}")
    if b"%PDF-" in content[:PDF_HEADER_WITHIN]:
        return "application/pdf"
    head = content[:SNIFFED]
    if head.startswith(_UTF16_MARKS):
        text = head.decode("utf-16", "ignore")
    elif b"\x00" in head or len(_CONTROL.findall(head)) > MOST_CONTROLS * len(head):
        raise UnknownMediaType("neither PDF nor HTML nor text: binary data of a kind not known")
    else:
        text = head.decode("utf-8-sig", "replace")
    if _JSON_START.match(text):
        return "application/json"
    return "text/html" if _HTML_START.match(text) else "text/plain"


def _file_content(path: str | os.PathLike[str]) -> bytes:
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise SourceNotFound("this is a folder, not a file") from None
    except FileNotFoundError:
        raise SourceNotFound("no such file") from None
    except PermissionError:
        raise SourceUnavailable("no permission to read this file") from None
    except OSError as error:
        raise SourceUnavailable(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a NUL in the path
        raise SourceNotFound(f"cannot be read: {error}") from None
