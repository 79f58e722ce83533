"""Documents made by hand: a factory with a default for every field that a test doesn't speak of."""

from typing import TypeVar

from crsparse.content import NOTHING
from crsparse.model import (
    SCHEMA_VERSION,
    AnyBlock,
    Author,
    Block,
    BlockOffset,
    Citation,
    ContentsEntry,
    Diagnostic,
    Disclaimer,
    Document,
    Emphasis,
    EmphasisStyle,
    Figure,
    Footnote,
    FootnoteRef,
    Furniture,
    Generator,
    Heading,
    Link,
    ListItem,
    PageBox,
    Paragraph,
    Product,
    Quote,
    RichText,
    Section,
    SourceInfo,
    Table,
    TableCell,
    Title,
)

HERE = (PageBox(page=1, box=(72.0, 90.5, 540.0, 101.0)),)
AnyBlockType = TypeVar("AnyBlockType", bound=Block)


def link(start: int, end: int, href: str | None = "https://www.congress.gov/", **more: object) -> Link:
    """Return a link with an address, or an internal one with a target."""
    return Link(start=start, end=end, href=href, **{"kind": "external", "target": None, **more})  # type: ignore[arg-type]


def emphasis(start: int, end: int, style: EmphasisStyle) -> Emphasis:
    return Emphasis(start=start, end=end, style=style)


def call(offset: int, number: int) -> FootnoteRef:
    return FootnoteRef(offset=offset, number=number)


def cell(text: str = "", col_span: int = 1, row_span: int = 1, header: bool = False, **more: object) -> TableCell:
    return TableCell(text=text, col_span=col_span, row_span=row_span, header=header, **more)  # type: ignore[arg-type]


def block(kind: type[AnyBlockType], text: str, **fields: object) -> AnyBlockType:
    """Return a block of the body with ``text``; ``fields`` override the defaults of its type."""
    defaults: dict[str, object] = {
        "id": "b1",
        "part": "body",
        "section": None,
        "page": None,
        "end_page": None,
        "boxes": (),
    }
    if kind is Heading:
        defaults |= {"level": 1}
    elif kind is ListItem:
        defaults |= {"depth": 0, "marker": "•"}
    elif kind in (Table, Figure):
        defaults |= dict.fromkeys(("label", "caption", "notes", "source"))
        defaults |= {"subtitle": None, "header_rows": 0, "rows": ()} if kind is Table else {"alt_text": None}
    elif kind is ContentsEntry:
        defaults |= {"title": text, "page_label": None, "level": 1}
    return kind(text=text, **{**defaults, **fields})


def note(number: int, text: str, **fields: object) -> Footnote:
    return Footnote(
        number=number,
        text=text,
        **{"links": (), "emphasis": (), "page": None, "boxes": (), "refs": (), **fields},  # type: ignore[arg-type]
    )


def document(*blocks: AnyBlock, **fields: object) -> Document:
    """Return a document of ``blocks`` (numbered b1, b2, …); ``fields`` override the other defaults."""
    defaults: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "generator": Generator(name="crsparse", version="0"),
        "source": SourceInfo(
            filename="IN99999.txt",
            media_type="text/plain",
            sha256="0" * 64,
            byte_count=1,
            page_count=None,
            tagged=None,
            engine="text",
            layout_era=None,
        ),
        "product": Product(id=None, type="unknown", number_prefix=None, version=None, status=None, url=None),
        "statistics": NOTHING,
    }
    defaults |= dict.fromkeys(
        ("title", "subtitle", "publication_date", "date_label", "disclaimer", "acknowledgments"), None
    )
    defaults |= dict.fromkeys(("authors", "sections", "footnotes", "citations", "furniture", "diagnostics"), ())
    return Document(blocks=blocks, **{**defaults, **fields})  # type: ignore[arg-type]


def full_document() -> Document:
    """Return a valid document with something in every field, one block of each type and every null filled."""
    placed = {"page": 1, "end_page": 2, "boxes": HERE, "section": "s1"}
    marked = {"links": (link(0, 4),), "footnote_refs": (call(4, 1),), "emphasis": (emphasis(0, 4, "italic"),)}
    rich = RichText(text="CRS, from a text written for this test.", **marked)
    blocks = (
        block(Title, "Rain in the Test Basin", id="b1", part="front"),
        block(ContentsEntry, "Background 1", id="b2", part="contents", title="Background", page_label="1"),
        block(Heading, "Background", id="b3", **placed),
        block(Paragraph, "Rain falls. More rain falls.", id="b4", **placed, **marked),
        block(ListItem, "Rain in spring", id="b5", depth=1, marker="1.", **placed),
        block(Quote, "Rain is wet.", id="b6", **placed),
        block(
            Table,
            "Table 1. Rain by month",
            id="b7",
            label="Table 1",
            caption="Rain by month",
            subtitle="In inches",
            header_rows=1,
            rows=((cell("Month", header=True), cell("Inches", header=True)), (cell("May", **_cell_marks()), cell("3"))),
            notes=rich,
            source=rich,
            **placed,
        ),
        block(
            Figure,
            "Figure 1. Map\nNorth",
            id="b8",
            label="Figure 1",
            caption="Map",
            alt_text="A map",
            notes=rich,
            source=rich,
            **placed,
        ),
    )
    return document(
        *blocks,
        product=Product(
            id="IN99999",
            type="insight",
            number_prefix="IN",
            version=2,
            status="updated",
            url="https://www.congress.gov/crs-product/IN99999",
        ),
        title="Rain in the Test Basin",
        subtitle="A text written for a test",
        publication_date="2026-05-04",
        date_label="Updated May 4, 2026",
        authors=(
            Author(
                name="Ada Example",
                title="Analyst in Rain",
                email="aexample@crs.loc.gov",
                phone="7-0000",
                role="coordinator",
                redacted=False,
            ),
        ),
        sections=(Section(id="s1", parent=None, level=1, title="Background", heading_block="b3"),),
        footnotes=(
            note(
                1, "See the rain.", links=(link(4, 12),), page=1, boxes=HERE, refs=(BlockOffset(block="b4", offset=4),)
            ),
        ),
        citations=(
            Citation(
                block="b7",
                field="cell",
                row=1,
                cell=0,
                start=0,
                end=3,
                kind="bill",
                id="/us/bill/119/hr/1",
                pinpoint="s2",
                end_id="/us/bill/119/hr/1/s3",
                url="https://www.congress.gov/bill/119th-congress/house-bill/1",
                congress=119,
                congress_inferred=True,
                origin="link",
            ),
        ),
        disclaimer=Disclaimer(text="This is a test.", variant="other"),
        acknowledgments="Thanks to the clouds.",
        furniture=(Furniture(kind="footer", text="Congressional Research Service", page=1, boxes=HERE),),
        diagnostics=(Diagnostic(code="note_call_without_note", severity="warning", message="No.", page=1, block="b4"),),
    )


def _cell_marks() -> dict[str, object]:
    return {"links": (link(0, 3, None, kind="internal", target="b3"),), "footnote_refs": (call(3, 1),)}
