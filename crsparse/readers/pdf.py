"""PDF: opens it, lets an engine read the pages, and chooses between the tag tree and the layout."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import pikepdf

from crsparse.elements import Element, PdfMetadata, Profile, Reading
from crsparse.errors import DamagedPdf, EncryptedPdf, NoTextLayer
from crsparse.readers import layout
from crsparse.readers.annotations import LinkAnnotation, read_annotations
from crsparse.readers.engines import PageContent, pdfium, with_real_numbers
from crsparse.readers.forms import check_forms
from crsparse.readers.structure import Node, read_structure
from crsparse.readers.trust import Trusted, read_by_tags
from crsparse.text_norm import clean, letter_count

Engine = Literal["pdfium", "pdfplumber"]
_PARAGRAPH = 100
"""Characters from which a paragraph counts as running text."""


def read_pdf(
    content: bytes, filename: str, *, engine: Engine = "pdfium", password: str | None = None, tags: bool = True
) -> Reading:
    """Read a PDF.

    ``tags=False`` leaves a structure tree aside. Raises DamagedPdf, EncryptedPdf, or NoTextLayer when no page has text.
    """
    tree, links, metadata = _objects(content, password)
    pages = tuple(map(with_real_numbers, _read_pages(content, engine, password)))
    if not pages:
        raise DamagedPdf("the PDF has no pages")
    if not any(run.text.strip() for page in pages for run in page.runs):
        raise NoTextLayer("no page has a text layer; put the scan through OCR first")
    if tree is not None and tags:
        reading = read_by_tags(tree, pages, links)
    else:
        reading = Trusted(layout.read(pages, links), False)
    return Reading(reading.elements, _profile(pages, reading, links, metadata, filename, engine, tree is not None))


def _objects(content: bytes, password: str | None) -> tuple[Node | None, tuple[LinkAnnotation, ...], PdfMetadata]:
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "") as pdf:
            if not len(pdf.pages):
                raise DamagedPdf("the PDF has no pages")
            check_forms(pdf)
            return read_structure(pdf), read_annotations(pdf), _metadata(pdf)
    except pikepdf.PasswordError:
        raise EncryptedPdf.opened_with(password) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        # qpdf begins with the name of the stream, which is an address in memory: "stream <_io.BytesIO …>: no trailer"
        cause = str(error).partition("\n")[0].rpartition(">: ")[2]
        raise DamagedPdf(f"the PDF can't be opened: {cause[:200]}") from None


def _read_pages(content: bytes, engine: Engine, password: str | None) -> Iterable[PageContent]:
    if engine == "pdfplumber":
        from crsparse.readers.engines import plumber  # imported late: it takes longer to import than pdfium to read

        return plumber.read_pages(content, password)
    return pdfium.read_pages(content, password)


def _metadata(pdf: pikepdf.Pdf) -> PdfMetadata:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return PdfMetadata()

    def field(name: str) -> str:
        value = info.get(name)
        return str(value) if isinstance(value, pikepdf.String) else ""

    return PdfMetadata(field("/Title"), field("/Author"), field("/Subject"), field("/Keywords"))


def _profile(
    pages: Sequence[PageContent],
    reading: Trusted,
    links: Sequence[LinkAnnotation],
    metadata: PdfMetadata,
    filename: str,
    engine: Engine,
    tagged: bool,
) -> Profile:
    elements = reading.elements
    size, font = _body_style(pages, elements)
    return Profile(
        media_type="application/pdf",
        engine=engine,
        filename=filename,
        page_count=len(pages),
        page_sizes=tuple((page.width, page.height) for page in pages),
        tagged=tagged,
        body_size=size,
        body_font=font,
        page_characters={page.number: _characters(page) for page in pages},
        metadata=metadata,
        annotations=tuple((link.page, link.anchor(key)) for key, link in enumerate(links)),
        by_tags=reading.by_tags,
        findings=reading.findings,
    )


def _characters(page: PageContent) -> int:
    """Return the number of letters and digits that a page draws."""
    return letter_count(clean("".join([run.text for run in page.runs])))


def _body_style(pages: Sequence[PageContent], elements: Sequence[Element]) -> tuple[float, str]:
    """Return size and font of most characters in long paragraphs; of all text where there are none.

    Tables are left out: a report that is mostly tables (R48911) still has a body.
    """
    styles: Counter[tuple[float, str]] = Counter()
    for element in elements:
        if (
            element.kind in (None, "paragraph", "list_item")
            and sum(len(run.text) for run in element.runs) >= _PARAGRAPH
        ):
            for run in element.runs:
                styles[(run.size, run.font)] += len(run.text)
    if not styles:
        for page in pages:
            for text in page.runs:
                styles[(text.size, text.font.name)] += len(text.text)
    return min(styles, key=lambda style: (-styles[style], style))
