"""The waist: one stream of elements for every kind of input.

An :class:`Element` is what a reader holds to be one unit. What the source itself claims about it (a PDF tag, an HTML
element) is ``kind``; recognizers weigh that claim with font, position and words, because CRS's own tags are wrong in
known ways. Beside the elements a reader gives a :class:`Profile`, computed once.

Text in runs is already continuous: readers have joined lines, resolved ligatures and soft hyphens and put one space
between words. Superscript digits are still text here; telling calls from ordinals is a recognizer's matter.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from crsparse.geometry import Box

Kind = Literal[
    "heading", "paragraph", "list_item", "quote", "contents_entry", "caption", "table", "figure", "note", "furniture"
]


class Destination(Struct, frozen=True):
    """Where an internal link leads."""

    page: int | None
    """Page, 1-based; None where the source has no pages."""
    top: float | None = None
    """Distance from the top of the page in points."""
    name: str | None = None
    """Name of the anchor, e.g. ``_Toc123`` or ``fn12``, where the source names its anchors."""


class Anchor(Struct, frozen=True):
    """A link as the source gives it. Runs of one link share one ``key``."""

    key: int
    """Number of the link in the source; two links side by side with equal address have two keys."""
    href: str | None = None
    """Address as spelled; None for internal links and hidden addresses."""
    destination: Destination | None = None
    """Place in this document, for internal links."""


class Run(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    """Text, spaces included: the text of an element is its runs' texts, concatenated."""
    size: float = 0.0
    """Font size in points; 0 where the source has no sizes."""
    font: str = ""
    """Font name without subset prefix, e.g. ``PalatinoLinotype-Bold``; empty where unknown."""
    bold: bool = False
    """Whether the face is bold."""
    italic: bool = False
    """Whether the face is italic or oblique."""
    superscript: bool = False
    """Whether the text is small and raised."""
    subscript: bool = False
    """Whether the text is small and lowered."""
    color: int = 0
    """Fill colour 0xRRGGBB; 0 is black."""
    link: Anchor | None = None
    """The link whose anchor this run belongs to."""


class Placement(Struct, frozen=True):
    """A box on a page."""

    page: int
    """Page, 1-based."""
    box: Box
    """``(x0, top, x1, bottom)`` in points, origin top left."""


class Cell(Struct, frozen=True):
    """A table cell as the source gives it."""

    paragraphs: tuple[tuple[Run, ...], ...]
    """Runs of each paragraph in the cell."""
    placement: Placement | None = None
    """Where its text stands; None for empty cells and sources without pages."""
    header: bool = False
    """Whether the source claims a header cell (TH)."""
    col_span: int = 1
    """Columns covered, where the source says so or geometry shows it."""
    row_span: int = 1
    """Rows covered, where the source says so or geometry shows it."""


class Element(Struct, frozen=True):
    """One unit of a source, in the source's reading order."""

    kind: Kind | None = None
    """What the source claims the unit to be; None where it claims nothing."""
    runs: tuple[Run, ...] = ()
    """Its text in styles. A table's text is in ``rows``, not here."""
    level: int | None = None
    """Claimed heading level (H1 is 1) or list depth (0 is outermost)."""
    marker: str | None = None
    """List marker or note number, where the reader has already set it apart from the runs; else it is still in them."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Rows of a table."""
    placements: tuple[Placement, ...] = ()
    """Where it stands, one box per page and column; empty where the source has no pages."""
    first_line: Box | None = None
    """Box of the first line, on the first page; None where the source has no pages."""
    last_line: Box | None = None
    """Box of the last line, on the last page; None where the source has no pages."""
    alt_text: str | None = None
    """Alternative text of a figure."""
    closed: bool = False
    """Whether the source shows that the unit ends here: Word's PDFs put an empty sequence for the paragraph mark at the
    end of a paragraph, and none where a page cuts it. Many paragraphs have none at all: only its presence says much."""
    names: tuple[str, ...] = ()
    """Names of anchors inside the element that internal links may lead to."""
    parent: int | None = None
    """Number shared by elements that stand together in one container of the source: the items of one text box."""

    @property
    def text(self) -> str:
        """Text of the runs, or of all cells for a table."""
        if self.rows:
            return " ".join(
                run.text for row in self.rows for cell in row for paragraph in cell.paragraphs for run in paragraph
            )
        return "".join(run.text for run in self.runs)

    @property
    def page(self) -> int | None:
        """First page, or None where the source has no pages."""
        return self.placements[0].page if self.placements else None

    @property
    def end_page(self) -> int | None:
        """Last page, or None where the source has no pages."""
        return self.placements[-1].page if self.placements else None


def runs_of(element: Element) -> Iterator[Run]:
    """Yield the runs of an element, those in the cells of a table included."""
    yield from element.runs
    for row in element.rows:
        for cell in row:
            for paragraph in cell.paragraphs:
                yield from paragraph


class PdfMetadata(Struct, frozen=True):
    """The Info dictionary of a PDF, as far as CRS fills it."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""


class Profile(Struct, frozen=True):
    """What is true of the whole source; computed once by the reader."""

    media_type: str
    """``application/pdf``, ``text/plain`` or ``text/html``."""
    engine: str
    """``pdfium``, ``pdfplumber``, ``text`` or ``html``."""
    filename: str = ""
    """Last component of the path."""
    page_count: int | None = None
    """Number of pages, None where the source has none."""
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points, as displayed."""
    tagged: bool | None = None
    """Whether a PDF has a structure tree; None for other media."""
    by_tags: bool = False
    """Whether the structure tree was used."""
    body_size: float = 0.0
    """Most frequent font size in points, by characters; 0 where the source has no sizes."""
    body_font: str = ""
    """Most frequent font name, by characters."""
    page_characters: dict[int, int] = {}
    """Letters and digits that each page draws, counted before elements are made; empty where nothing counted them."""
    metadata: PdfMetadata = PdfMetadata()
    """Info dictionary of a PDF."""
    annotations: tuple[tuple[int, Anchor], ...] = ()
    """Page and link of every link annotation of a PDF, for the self-audit."""
    findings: tuple[tuple[str, str, int | None], ...] = ()
    """Diagnostics the reader itself has to report: code, message, page."""


class Reading(Struct, frozen=True):
    """What a reader returns."""

    elements: tuple[Element, ...]
    """Elements in the source's reading order."""
    profile: Profile
    """What is true of the whole source."""
