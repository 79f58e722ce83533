"""crsparse: products of the Congressional Research Service (CRS), PDF or text, as validated, structured documents.

>>> import crsparse
>>> document = crsparse.parse("fixtures/IN12030/IN12030.txt")
>>> document.product.id
'IN12030'
"""

import os
from typing import TYPE_CHECKING, get_args

from crsparse.errors import (
    CrsparseError,
    DamagedPdf,
    EmptyInput,
    EncryptedPdf,
    InvalidDocument,
    NoTextLayer,
    SourceNotFound,
    SourceUnavailable,
    UndecodableText,
    UnknownMediaType,
    UnreadableInput,
)
from crsparse.model import (
    AnyBlock,
    Author,
    Citation,
    ContentsEntry,
    Diagnostic,
    Disclaimer,
    Document,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Furniture,
    Heading,
    Link,
    ListItem,
    Paragraph,
    Product,
    Quote,
    RichText,
    Section,
    Table,
    TableCell,
    Title,
)
from crsparse.version import __version__

if TYPE_CHECKING:
    from crsparse.convert import Engine

__all__ = [
    "AnyBlock",
    "Author",
    "Citation",
    "ContentsEntry",
    "CrsparseError",
    "DamagedPdf",
    "Diagnostic",
    "Disclaimer",
    "Document",
    "Emphasis",
    "EmptyInput",
    "EncryptedPdf",
    "Figure",
    "Footnote",
    "FootnoteRef",
    "Furniture",
    "Heading",
    "InvalidDocument",
    "Link",
    "ListItem",
    "NoTextLayer",
    "Paragraph",
    "Product",
    "Quote",
    "RichText",
    "Section",
    "SourceNotFound",
    "SourceUnavailable",
    "Table",
    "TableCell",
    "Title",
    "UndecodableText",
    "UnknownMediaType",
    "UnreadableInput",
    "__version__",
    "parse",
]


def parse(
    origin: str | os.PathLike[str] | bytes,
    *,
    engine: "Engine" = "pdfium",
    password: str | None = None,
    tags: bool = True,
    cross_check: bool = False,
    court_cases: bool = False,
) -> Document:
    """Return the document of a CRS product.

    ``origin`` is a path, ``"-"`` for standard input, or the bytes themselves. ``engine`` (``pdfium`` or ``pdfplumber``)
    reads the pages of a PDF, ``password`` opens an encrypted one, and without ``tags`` its structure tree is not used.
    ``cross_check`` reads a tagged PDF by its layout as well and tells in the diagnostics what differs. ``court_cases``
    are among the citations when asked for, with the extra ``cases`` installed; else that raises an ImportError.

    Raise UnreadableInput, or the subclass that names the cause, when there is no document to be had from the input;
    ValueError for another engine.
    """
    # the PDF libraries take 0.2 s to import; who only wants the types or the schema does not wait for them
    from crsparse.convert import Engine, Options, convert
    from crsparse.sources import load

    if engine not in get_args(Engine):
        raise ValueError(f"engine is one of {', '.join(get_args(Engine))}, not {engine!r}")
    options = Options(engine=engine, password=password, tags=tags, cross_check=cross_check, court_cases=court_cases)
    return convert(load(origin), options)
