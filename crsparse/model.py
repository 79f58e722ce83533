"""The document: frozen types, one JSON object a CRS product.

The JSON Schema is generated from this module (see :mod:`crsparse.schema`): the types give the shape, the string under
each field gives its description. Keys are snake_case because they become SQL columns.

Units. Offsets are Unicode code points, half-open, into the ``text`` of the object that carries them. Pages are 1-based.
Boxes are ``[x0, top, x1, bottom]`` in PDF points (1/72 inch), origin at the top left of the page as displayed, rounded
to 0.1.
"""

from typing import Annotated, Any, Final, Literal, Self

from msgspec import Meta, Struct, json

SCHEMA_VERSION: Final = "1.1"
"""Additions raise the minor number; removals and changed meanings raise the major one."""

Offset = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
Ordinal = Annotated[int, Meta(ge=1)]
Coordinates = tuple[float, float, float, float]

ProductType = Literal[
    "report",
    "insight",
    "in_focus",
    "legal_sidebar",
    "issue_brief",
    "testimony",
    "infographic",
    "memorandum",
    "other",
    "unknown",
]
Status = Literal["new", "updated"]
LayoutEra = Literal["modern", "crs_7_5700", "crs_web", "issue_brief", "everycrsreport"]
Part = Literal[
    "front",
    "summary",
    "contents",
    "body",
    "appendix",
    "author_information",
    "acknowledgments",
    "disclaimer",
]
LinkKind = Literal["external", "internal", "crs", "mail", "unknown"]
EmphasisStyle = Literal["bold", "italic", "superscript", "subscript"]
FurnitureKind = Literal["header", "footer", "page_number", "logo", "watermark", "other"]
CitationField = Literal["text", "cell", "notes", "source"]
CitationKind = Literal[
    "bill",
    "public_law",
    "us_code",
    "cfr",
    "federal_register",
    "statutes_at_large",
    "committee_report",
    "executive_order",
    "congressional_record",
    "crs_product",
    "court_case",
]
"""The same as :data:`crsparse.citations.CitationKind`, which takes too long to import for who only wants the types."""
CitationOrigin = Literal["text", "short_form", "link"]
Severity = Literal["info", "warning", "error"]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every object in the document: immutable, closed, built by keyword."""


class Generator(Record, frozen=True, kw_only=True):
    """The program that made this document."""

    name: str
    """Always ``crsparse``."""
    version: str
    """Version of the package, e.g. ``0.1.0``."""


class SourceInfo(Record, frozen=True, kw_only=True):
    """The file that was read."""

    filename: str
    """Last component of the path, or ``-`` for standard input; never a folder."""
    media_type: str
    """``application/pdf``, ``text/plain`` or ``text/html``, judged by content and not by file name."""
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]
    """SHA-256 of the bytes read, lower-case hexadecimal."""
    byte_count: Count
    """Number of bytes read."""
    page_count: Count | None
    """Number of pages; null where the source has no pages."""
    tagged: bool | None
    """Whether a PDF carries a structure tree; null for other media types."""
    engine: str
    """What read the file: ``pdfium`` or ``pdfplumber`` for PDFs, ``text``, ``html``."""
    layout_era: LayoutEra | None
    """Which generation of CRS templates page 1 shows; null where none was recognised."""


class Product(Record, frozen=True, kw_only=True):
    """The CRS product as CRS numbers it."""

    id: str | None
    """Product number, e.g. ``IN12030``, ``R48907``, ``98-317``; null where none is printed."""
    type: ProductType
    """Kind of product; follows from the number's prefix."""
    number_prefix: str | None
    """Letters before the number, e.g. ``IN``; null for numeric ids such as ``98-317``."""
    version: Ordinal | None
    """Version number from the foot of the last page; null where none is printed."""
    status: Status | None
    """``new`` or ``updated``, as printed beside the version."""
    url: str | None
    """Address of the product on congress.gov; null without an id."""


class Author(Record, frozen=True, kw_only=True):
    """One author in printed order."""

    name: str
    """Name as printed."""
    title: str | None
    """Position, e.g. ``Analyst in Asian Policy``."""
    email: str | None
    """Address, where the product prints one."""
    phone: str | None
    """Telephone number or extension, where the product prints one, e.g. ``7-5700``."""
    role: str | None
    """Part in this product beside authorship, e.g. ``coordinator``."""
    redacted: bool
    """Whether a republisher removed the name."""


class Section(Record, frozen=True, kw_only=True):
    """A node in the tree of headings."""

    id: str
    """``s1``, ``s2``, … in reading order."""
    parent: str | None
    """Id of the enclosing section; null at the top."""
    level: Ordinal
    """1 is a top section."""
    title: str
    """Text of the heading."""
    heading_block: str
    """Id of the heading block that opens the section."""


class PageBox(Record, frozen=True, kw_only=True):
    """Where a block, or a part of it, stands."""

    page: Ordinal
    """Page, 1-based."""
    box: Coordinates
    """``[x0, top, x1, bottom]`` in points, origin top left."""


class Link(Record, frozen=True, kw_only=True):
    """A link anchor; ``text[start:end]`` of its carrier is the anchor's text."""

    start: Offset
    """First code point of the anchor."""
    end: Offset
    """One past the last code point of the anchor."""
    href: str | None
    """Address as the source spells it; null for internal links and where the source hides it: ``[partner](#)``."""
    kind: LinkKind
    """``crs`` is a CRS product, ``mail`` a mail address, ``internal`` a place in this document."""
    target: str | None
    """For internal links, the block id or ``fn12`` it leads to; null where it can't be resolved."""


class FootnoteRef(Record, frozen=True, kw_only=True):
    """A note call. The call's digits are not part of the text."""

    offset: Offset
    """Where in the text the call stood."""
    number: Ordinal
    """Number of the footnote called."""


class Emphasis(Record, frozen=True, kw_only=True):
    """A stretch of text set apart by its style."""

    start: Offset
    """First code point."""
    end: Offset
    """One past the last code point."""
    style: EmphasisStyle
    """Style of this stretch; a bold italic stretch has two entries."""


class RichText(Record, frozen=True, kw_only=True):
    """Text with its links, note calls and emphasis, where a block carries more than one text."""

    text: str
    """The text."""
    links: tuple[Link, ...] = ()
    """Link anchors in the text."""
    footnote_refs: tuple[FootnoteRef, ...] = ()
    """Note calls in the text."""
    emphasis: tuple[Emphasis, ...] = ()
    """Emphasised stretches of the text."""


class Block(Record, frozen=True, kw_only=True):
    """What every block has."""

    id: str
    """``b1``, ``b2``, … in reading order."""
    part: Part
    """Part of the product in which the block stands."""
    section: str | None
    """Id of the innermost section; null before the first heading of its part."""
    text: str
    """What is printed, without list marker and note calls."""
    page: Ordinal | None
    """First page of the block; null where the source has no pages."""
    end_page: Ordinal | None
    """Last page of the block; null where the source has no pages."""
    boxes: tuple[PageBox, ...]
    """Where the block stands; empty where the source has no pages."""
    links: tuple[Link, ...] = ()
    """Link anchors in ``text``."""
    footnote_refs: tuple[FootnoteRef, ...] = ()
    """Note calls in ``text``."""
    emphasis: tuple[Emphasis, ...] = ()
    """Emphasised stretches of ``text``."""


class Title(Block, frozen=True, kw_only=True, tag_field="type", tag="title"):
    """A printing of the product's title, or of its subtitle."""


class Heading(Block, frozen=True, kw_only=True, tag_field="type", tag="heading"):
    """A heading."""

    level: Ordinal
    """1 is a top section."""


class Paragraph(Block, frozen=True, kw_only=True, tag_field="type", tag="paragraph"):
    """A paragraph; whole, even where a page end, a figure or notes interrupt it in print."""


class ListItem(Block, frozen=True, kw_only=True, tag_field="type", tag="list_item"):
    """An item of a list; its marker is not part of the text."""

    depth: Count
    """Nesting depth, 0 is outermost."""
    marker: str | None
    """Marker as printed, e.g. ``•`` or ``1.``."""


class Quote(Block, frozen=True, kw_only=True, tag_field="type", tag="quote"):
    """A quotation set off as a paragraph of its own."""


class TableCell(Record, frozen=True, kw_only=True):
    """A cell; spanned positions have no cell of their own, as in HTML."""

    text: str
    """Text of the cell; its paragraphs are separated by a line feed."""
    col_span: Ordinal
    """Number of columns covered."""
    row_span: Ordinal
    """Number of rows covered."""
    header: bool
    """Whether the cell is a column or row head."""
    links: tuple[Link, ...] = ()
    """Link anchors in ``text``."""
    footnote_refs: tuple[FootnoteRef, ...] = ()
    """Note calls in ``text``."""


class Table(Block, frozen=True, kw_only=True, tag_field="type", tag="table"):
    """A table, whole, even if it runs over several pages. ``text`` is the caption line as printed, label included."""

    label: str | None
    """E.g. ``Table 1``, ``Table A-2``; null for a table without one."""
    caption: str | None
    """Caption without the label."""
    subtitle: str | None
    """Line between caption and table, e.g. ``In Millions of Dollars``."""
    header_rows: Count
    """Number of leading rows that are column heads; heads repeated on later pages are merged away."""
    rows: tuple[tuple[TableCell, ...], ...]
    """Rows of cells."""
    notes: RichText | None
    """Notes below the table, as printed."""
    source: RichText | None
    """Source line below the table, as printed."""


class Figure(Block, frozen=True, kw_only=True, tag_field="type", tag="figure"):
    """A figure. ``text`` is the caption line as printed and, after a line feed, what is printed inside the figure."""

    label: str | None
    """E.g. ``Figure 1``; null for a figure without one."""
    caption: str | None
    """Caption without the label; with its second line in smaller type, e.g. ``FY2016-FY2026``, where there is one."""
    alt_text: str | None
    """Alternative text that the source carries for the image."""
    notes: RichText | None
    """Notes below the figure, as printed."""
    source: RichText | None
    """Source line below the figure, as printed."""


class ContentsEntry(Block, frozen=True, kw_only=True, tag_field="type", tag="contents_entry"):
    """A line of the Contents. ``text`` is the line as printed, with leader and page number."""

    title: str
    """The heading or caption that the line announces."""
    page_label: str | None
    """Page number as printed; null where the line has none."""
    level: Ordinal
    """Indentation, 1 is outermost."""


AnyBlock = Title | Heading | Paragraph | ListItem | Quote | Table | Figure | ContentsEntry


class BlockOffset(Record, frozen=True, kw_only=True):
    """A place in a block."""

    block: str
    """Id of the block."""
    offset: Offset
    """Code point in that block's text; in a table, in the text of the cell, notes or source that holds the call."""


class Footnote(Record, frozen=True, kw_only=True):
    """A footnote; whole, even where it runs on to the next page."""

    number: Ordinal
    """Number as printed."""
    text: str
    """Text without the number; paragraphs are separated by a line feed."""
    links: tuple[Link, ...]
    """Link anchors in ``text``."""
    emphasis: tuple[Emphasis, ...]
    """Emphasised stretches of ``text``."""
    page: Ordinal | None
    """Page on which the note begins; null where the source has no pages."""
    boxes: tuple[PageBox, ...]
    """Where it stands, one box per page and column; empty where the source has no pages."""
    refs: tuple[BlockOffset, ...]
    """Every place that calls the note."""


class Citation(Record, frozen=True, kw_only=True):
    """A work of federal law, legislation or CRS cited at one place.

    ``text[start:end]`` of the text that ``block`` and ``field`` name is the citation as printed. A list gives one
    citation a member, a range one with ``end_id``.
    """

    block: str
    """Id of the block that cites, or ``fn12`` for footnote 12."""
    field: CitationField
    """Which of its texts: ``text``, a table's ``cell``, or the ``notes`` or ``source`` of a table or figure."""
    row: Count | None
    """Index of the cell's row in ``rows``, from 0; null unless ``field`` is ``cell``."""
    cell: Count | None
    """Index of the cell in its row, from 0; null unless ``field`` is ``cell``."""
    start: Offset
    """First code point of the citation in that text."""
    end: Offset
    """One past the last code point of the citation."""
    kind: CitationKind
    """What sort of work is cited."""
    id: str
    """The work as a whole, in the manner of USLM: ``/us/pl/117/58``, ``/us/usc/t42/s1983``, ``/us/bill/119/hr/1``,
    ``/us/crs/R47447``."""
    pinpoint: str | None
    """Place inside the work, as a path below ``id``: ``a/1``, ``s131``, ``dC/tI``, ``p67329``, ``note``."""
    end_id: str | None
    """Last member of a range, id and pinpoint together: ``/us/usc/t2/s688`` for ``2 U.S.C. §§601-688``."""
    url: str | None
    """Where the work can be read: congress.gov where it has it, else the publisher of that series."""
    congress: Ordinal | None
    """Number of the Congress, for bills, laws and committee reports."""
    congress_inferred: bool
    """Whether the Congress is not printed at the citation but follows from a date, so that it may be wrong."""
    origin: CitationOrigin
    """``text`` where the words cite the work, ``short_form`` where other words of the product explain them (``IIJA
    §40105``, ``Id. § 342``), ``link`` where only the address behind other words, or a printed address, does."""


class Disclaimer(Record, frozen=True, kw_only=True):
    """The disclaimer at the end of the product."""

    text: str
    """Its text, without the heading."""
    variant: str
    """Which known wording it is, e.g. ``this_document``; ``other`` for an unknown one."""


class Furniture(Record, frozen=True, kw_only=True):
    """What a page carries beside its content."""

    kind: FurnitureKind
    """What it is."""
    text: str
    """What is printed."""
    page: Ordinal | None
    """Page, 1-based; null where the source has no pages."""
    boxes: tuple[PageBox, ...]
    """Where it stands; empty where the source has no pages, and for what was cut out of something else: the head of a
    table that is printed again, ``(continued...)`` at a note."""


class Diagnostic(Record, frozen=True, kw_only=True):
    """Something that does not fit, found by the document's audit of itself."""

    code: str
    """Stable name of the finding, e.g. ``note_call_without_note``."""
    severity: Severity
    """How much it matters."""
    message: str
    """One sentence for a person."""
    page: Ordinal | None
    """Page it concerns, where there is one."""
    block: str | None
    """Id of the block it concerns, where there is one."""


class BlockCounts(Record, frozen=True, kw_only=True):
    """Number of blocks of each type."""

    title: Count
    """Title blocks."""
    heading: Count
    """Headings."""
    paragraph: Count
    """Paragraphs."""
    list_item: Count
    """List items."""
    quote: Count
    """Quotes."""
    table: Count
    """Tables."""
    figure: Count
    """Figures."""
    contents_entry: Count
    """Lines of the Contents."""


class Statistics(Record, frozen=True, kw_only=True):
    """Counts by which a batch can be watched."""

    blocks: BlockCounts
    """Blocks by type."""
    sections: Count
    """Sections."""
    links: Count
    """Links in blocks, cells, table notes and footnotes."""
    link_characters: Count
    """Code points in all link anchors."""
    emphasis: Count
    """Emphasised stretches."""
    footnotes: Count
    """Footnotes."""
    footnote_refs: Count
    """Note calls."""
    citations: Count
    """Citations."""
    table_rows: Count
    """Rows of all tables."""
    table_cells: Count
    """Cells of all tables."""
    characters: Count
    """Code points other than spaces in blocks and footnotes."""
    furniture_characters: Count
    """Code points other than spaces in furniture."""
    block_checksums: str
    """CRC-32 of the texts and offsets of each block, eight hexadecimal digits each, separated by spaces."""
    note_checksums: str
    """CRC-32 of the text and offsets of each footnote, in the same form."""


class Document(Record, frozen=True, kw_only=True):
    """A CRS product as JSON."""

    schema_version: Literal["1.1"]
    """Version of this schema, ``major.minor``."""
    generator: Generator
    """The program that made the document."""
    source: SourceInfo
    """The file that was read."""
    product: Product
    """Number, type and version of the product."""
    title: str | None
    """Title; null where none was found."""
    subtitle: str | None
    """Subtitle; null where there is none."""
    publication_date: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length=10)] | None
    """Date of this version, ISO 8601."""
    date_label: str | None
    """Date as printed, e.g. ``Updated November 22, 2022``."""
    authors: tuple[Author, ...]
    """Authors in printed order."""
    sections: tuple[Section, ...]
    """Tree of headings, in reading order."""
    blocks: tuple[AnyBlock, ...]
    """Content in reading order."""
    footnotes: tuple[Footnote, ...]
    """Footnotes in order of their numbers."""
    citations: tuple[Citation, ...]
    """What is cited, in reading order: blocks, then footnotes; not in the Contents and the disclaimer; court cases
    only when they were asked for."""
    disclaimer: Disclaimer | None
    """Disclaimer; null where there is none."""
    acknowledgments: str | None
    """Text of the acknowledgments; null where there are none."""
    furniture: tuple[Furniture, ...]
    """Running heads and feet, page numbers, logos, in page order."""
    diagnostics: tuple[Diagnostic, ...]
    """What the document's audit of itself found."""
    statistics: Statistics
    """Counts by which a batch can be watched."""

    def to_dict(self) -> dict[str, Any]:
        """Return the document as plain dicts, lists, strings and numbers."""
        # by way of JSON, for msgspec.to_builtins leaves tuples as they are
        data: dict[str, Any] = json.decode(json.encode(self))
        return data

    def to_json(self, *, pretty: bool = False) -> bytes:
        """Return the document as UTF-8 JSON, on one line or indented by two spaces; without a final line feed."""
        data = json.encode(self)
        return json.format(data, indent=2) if pretty else data

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read a document that :meth:`to_json` wrote; raise msgspec.ValidationError when it is not one."""
        return json.decode(data, type=cls)
