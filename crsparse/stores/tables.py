"""The relational schema: every table, column, type, key and comment, in one table that all stores are made of.

A column that holds a field of the document takes type, nullability and comment from the JSON Schema, and so from
:mod:`crsparse.model`; ``end`` and the like get another name, for SQL reserves theirs. What has no field of
its own (keys, ordinals, section paths) is described here.

Keys. A product is named by its number, a version by product and version, what stands in it by an ordinal, 1-based, in
reading order. Where the document has no number, ``product_id`` is ``source:`` and the first 16 digits of the source's
SHA-256. Where no version number is printed, ``version`` is the date of publication as a number, 20120405, else 0; so
that versions of one product lie side by side either way. ``printed_version`` is null in both cases.

A table's order is an order of insertion: it refers only to tables before it, or to itself.
"""

from collections.abc import Mapping
from typing import Literal, cast

from msgspec import Struct

from crsparse.schema import Json, JsonObject, load

LAYOUT = 3
"""Version of this schema; whatever is added carries it as ``since`` and raises it."""

ColumnType = Literal["text", "integer", "bigint", "boolean", "date", "json"]


class Column(Struct, frozen=True):
    """A column."""

    name: str
    type: ColumnType
    nullable: bool
    comment: str
    since: int = 1
    """Layout in which it came."""


class Reference(Struct, frozen=True):
    """A foreign key."""

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Primary key."""
    references: tuple[Reference, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    since: int = 1
    """Layout in which it came."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


_BIG = {"byte_count"}
_DATES = {"publication_date"}
_SCHEMA = load()


def _own(name: str, type_: ColumnType, comment: str, *, nullable: bool = False, since: int = 1) -> Column:
    return Column(name, type_, nullable, comment, since)


def _of(model: str, *names: str, prefix: str = "", nullable: bool = False, since: int = 1) -> tuple[Column, ...]:
    """Return columns for fields of a type of the model; ``field=name`` gives one another name.

    ``nullable`` where the whole object may be missing, or the table holds several types of blocks.
    """
    definitions = cast(JsonObject, _SCHEMA["$defs"])
    definition = cast(JsonObject, _SCHEMA if model == "Document" else definitions[model])
    properties = cast("dict[str, JsonObject]", definition["properties"])
    columns = []
    for spelling in names:
        field, _, name = spelling.partition("=")
        schema = properties[field]
        type_, may_be_null = _type(schema, field)
        column = Column(prefix + (name or field), type_, nullable or may_be_null, str(schema["description"]), since)
        columns.append(column)
    return tuple(columns)


def _type(schema: Mapping[str, Json], field: str) -> tuple[ColumnType, bool]:
    """Return type and nullability of a column that holds what ``schema`` describes."""
    options = schema.get("enum")
    type_ = schema.get("type")
    types = type_ if isinstance(type_, list) else [type_]
    null = "null" in types or (isinstance(options, list) and None in options)
    if isinstance(options, list) or "const" in schema or "string" in types:
        return ("date" if field in _DATES else "text"), null
    if "integer" in types:
        return ("bigint" if field in _BIG else "integer"), null
    return ("boolean" if "boolean" in types else "json"), null


PRODUCT = _own("product_id", "text", "Product number, or `source:` and 16 digits of the source's SHA-256.")
VERSION = _own("version", "integer", "Version as printed; without one the date of publication as yyyymmdd; else 0.")
_KEY = (PRODUCT, VERSION)
_ORDINAL = _own("ordinal", "integer", "Place in the document, 1-based.")
_OF_VERSION = Reference(("product_id", "version"), "versions", ("product_id", "version"))
_ROW_KEY = ("product_id", "version", "ordinal")
_SECTION_KEY = ("product_id", "version", "id")


def _to(table: str, column: str, referenced: str) -> Reference:
    key = ("product_id", "version")
    return Reference((*key, column), table, (*key, referenced))


_PLACE = (
    _own("place", "text", "What carries it: `block`, `cell`, `notes` (under a table or figure), `source`, `footnote`."),
    _own(
        "block_id",
        "text",
        "Id of the block that carries it, or whose cell, notes or source do.",
        nullable=True,
    ),
    _own("cell", "integer", "Ordinal of the row of table_cells that carries it.", nullable=True),
    _own("footnote", "integer", "Ordinal of the footnote that carries it.", nullable=True),
)
_UNDER = (
    _own("notes", "text", "Notes below it, as printed.", nullable=True),
    _own("notes_emphasis", "json", "Emphasised stretches of the notes.", nullable=True),
    _own("source", "text", "Source line below it, as printed.", nullable=True),
    _own("source_emphasis", "json", "Emphasised stretches of the source line.", nullable=True),
)

TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        "CRS products, whatever their kind; what changes with a version is in versions.",
        (PRODUCT, *_of("Product", "id=number", "number_prefix", "url")),
        ("product_id",),
    ),
    Table(
        "versions",
        "Versions of products, one for each document loaded.",
        (
            *_KEY,
            *_of("Product", "version=printed_version", "type", "status"),
            *_of("Document", "title", "subtitle", "publication_date", "date_label"),
            *_of("Disclaimer", "text=disclaimer", "variant=disclaimer_variant", nullable=True),
            *_of("Document", "acknowledgments"),
            *_of("SourceInfo", "filename", "media_type", "sha256", "byte_count", "page_count", prefix="source_"),
            *_of("SourceInfo", "tagged", "engine", "layout_era", prefix="source_"),
            *_of("Generator", "name", "version", prefix="generator_"),
            *_of("Document", "schema_version", "statistics"),
            _own("content_hash", "text", "SHA-256 of the document as compact JSON; empty asks for a new load."),
        ),
        ("product_id", "version"),
        (Reference(("product_id",), "reports", ("product_id",)),),
        indexes=(("publication_date",), ("type",)),
    ),
    Table(
        "authors",
        "Authors in printed order.",
        (*_KEY, _ORDINAL, *_of("Author", "name", "title", "email", "phone", "role", "redacted")),
        _ROW_KEY,
        (_OF_VERSION,),
        indexes=(("name",),),
    ),
    Table(
        "sections",
        "The tree of headings.",
        (
            *_KEY,
            _ORDINAL,
            *_of("Section", "id", "parent", "level", "title"),
            _own("path", "text", "Titles from the top section to this one, separated by ` > `."),
            *_of("Section", "heading_block"),
        ),
        _ROW_KEY,
        (_OF_VERSION, _to("sections", "parent", "id")),
        unique=(_SECTION_KEY,),
    ),
    Table(
        "blocks",
        "Content in reading order, whatever its type.",
        (
            *_KEY,
            _ORDINAL,
            *_of("Paragraph", "id", "type", "part", "section"),
            _own("section_path", "text", "Path of the section; null before the first heading.", nullable=True),
            *_of("Paragraph", "text", "page", "end_page", "boxes", "emphasis"),
            _own("level", "integer", "Of a heading or line of the Contents: 1 is a top section.", nullable=True),
            *_of("ListItem", "depth", "marker", nullable=True),
            *_of("ContentsEntry", "title=entry_title", "page_label", nullable=True),
            _own(
                "inner_text",
                "text",
                "For search: cells, notes and source of a table, notes and source of a figure, one a line.",
                nullable=True,
                since=2,
            ),
        ),
        _ROW_KEY,
        (_OF_VERSION, _to("sections", "section", "id")),
        unique=(_SECTION_KEY,),
        indexes=(("type",),),
    ),
    Table(
        "footnotes",
        "Footnotes in order of their numbers; the ordinal is the place, for a number may stand twice.",
        (
            *_KEY,
            _ORDINAL,
            *_of("Footnote", "number", "text", "page", "emphasis", "refs"),
            *_of("Footnote", "boxes", since=3),
        ),
        _ROW_KEY,
        (_OF_VERSION,),
    ),
    Table(
        "tables",
        "What tables have beside their block, which holds the caption line as printed.",
        (
            *_KEY,
            _ORDINAL,
            _own("block_id", "text", "Id of its block."),
            *_of("Table", "label", "caption", "subtitle", "header_rows"),
            _own("row_count", "integer", "Number of rows."),
            *_UNDER,
        ),
        _ROW_KEY,
        (_OF_VERSION, _to("blocks", "block_id", "id")),
    ),
    Table(
        "table_cells",
        "Cells, row by row.",
        (
            *_KEY,
            _own("ordinal", "integer", "Place among all cells of the document, 1-based."),
            _own("table_ordinal", "integer", "Ordinal of the table."),
            _own("row_number", "integer", "Row, 1-based."),
            _own("cell_number", "integer", "Place among the cells of the row, 1-based."),
            _own("column_number", "integer", "Column in which it begins, spans counted, 1-based."),
            *_of("TableCell", "text", "col_span", "row_span", "header"),
        ),
        _ROW_KEY,
        (_OF_VERSION, _to("tables", "table_ordinal", "ordinal")),
        indexes=(("product_id", "version", "table_ordinal"),),
    ),
    Table(
        "figures",
        "What figures have beside their block, which holds the caption line and the text inside.",
        (
            *_KEY,
            _ORDINAL,
            _own("block_id", "text", "Id of its block."),
            *_of("Figure", "label", "caption", "alt_text"),
            *_UNDER,
        ),
        _ROW_KEY,
        (_OF_VERSION, _to("blocks", "block_id", "id")),
    ),
    Table(
        "links",
        "Link anchors in blocks, cells, notes and sources of tables and figures, and footnotes.",
        (
            *_KEY,
            _ORDINAL,
            *_PLACE,
            *_of("Link", "start=start_offset", "end=end_offset"),
            _own("anchor", "text", "Text of the anchor."),
            *_of("Link", "href", "kind", "target"),
        ),
        _ROW_KEY,
        (_OF_VERSION,),
        indexes=(("href",),),
    ),
    Table(
        "footnote_refs",
        "Note calls: where in a text which number was raised.",
        (*_KEY, _ORDINAL, *_PLACE, *_of("FootnoteRef", "offset=call_offset", "number")),
        _ROW_KEY,
        (_OF_VERSION,),
    ),
    Table(
        "diagnostics",
        "What the document's audit of itself found.",
        (*_KEY, _ORDINAL, *_of("Diagnostic", "code", "severity", "message", "page", "block=block_id")),
        _ROW_KEY,
        (_OF_VERSION,),
        indexes=(("code",),),
    ),
    Table(
        "furniture",
        "What pages carry beside their content, in page order.",
        (*_KEY, _ORDINAL, *_of("Furniture", "kind", "text", "page"), *_of("Furniture", "boxes", since=3)),
        _ROW_KEY,
        (_OF_VERSION,),
        since=2,
    ),
    Table(
        "citations",
        "What is cited, in reading order.",
        (
            *_KEY,
            _ORDINAL,
            *_of("Citation", "block=block_id", "field", "row=row_index", "cell=cell_index"),
            *_of("Citation", "start=start_offset", "end=end_offset", "kind", "id", "pinpoint", "end_id", "url"),
            *_of("Citation", "congress", "congress_inferred", "origin"),
        ),
        _ROW_KEY,
        (_OF_VERSION,),
        indexes=(("id",), ("kind",)),
        since=2,
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
CHILDREN = TABLES[2:]
"""What belongs to a version and goes with it."""
INFO = Table(
    "crsparse_layout",
    "One row: which layout the tables of crsparse have here.",
    (_own("layout", "integer", "Version of the relational schema."),),
    ("layout",),
)
CURRENT_REPORTS = """
SELECT reports.product_id, reports.number, reports.number_prefix, reports.url, {columns}
FROM reports JOIN (
    SELECT versions.*, row_number() OVER (
        PARTITION BY product_id
        ORDER BY publication_date DESC NULLS LAST, printed_version DESC NULLS LAST, version DESC
    ) AS place FROM versions
) AS newest ON newest.product_id = reports.product_id AND newest.place = 1
""".strip().format(columns=", ".join(f"newest.{name}" for name in BY_NAME["versions"].names[1:]))
"""The view ``current_reports``: each product with its newest version, by date, then by number."""
