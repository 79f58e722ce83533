"""A document as rows of the tables.

Always true: the values of a row stand in the order of its table's columns; nothing of the document is lost
(:mod:`.documents` makes it of the rows again); lists and objects are compact JSON, dates ISO 8601.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, json
from msgspec.structs import astuple

from crsparse.content import Carrier
from crsparse.errors import InvalidDocument
from crsparse.model import (
    AnyBlock,
    ContentsEntry,
    Document,
    Figure,
    Footnote,
    Heading,
    ListItem,
    RichText,
    Table,
)
from crsparse.stores.tables import TABLES

Value: TypeAlias = str | int | bool | None
Row: TypeAlias = tuple[Value, ...]
Key: TypeAlias = tuple[str, int]
"""Product and version."""
Place: TypeAlias = tuple[str, str | None, int | None, int | None]
"""What carries a link or call: kind, block, cell, footnote."""

PATH_SEPARATOR = " > "
_UNNUMBERED = "source:"
_DIGITS = 16
_EMPTY = "[]"


class Rows(Struct, frozen=True):
    """A document as rows."""

    key: Key
    content_hash: str
    tables: Mapping[str, list[Row]]
    """Rows of each table, in reading order."""


def key_of(document: Document) -> Key:
    """Return what names the document in every table; see :mod:`.tables` for what stands in for a missing number."""
    product = document.product
    version = product.version
    if version is None:
        version = int(document.publication_date.replace("-", "")) if document.publication_date else 0
    return product.id or _UNNUMBERED + document.source.sha256[:_DIGITS], version


def hash_of(document: Document) -> str:
    """Return the SHA-256 of the document as compact JSON: equal hashes mean equal documents."""
    return hashlib.sha256(document.to_json()).hexdigest()


def section_paths(document: Document) -> dict[str, str]:
    """Return the titles from the top to each section, by its id; raise InvalidDocument for a missing parent."""
    paths: dict[str, str] = {}
    for section in document.sections:
        if section.parent is None:
            paths[section.id] = section.title
        elif section.parent in paths:
            paths[section.id] = paths[section.parent] + PATH_SEPARATOR + section.title
        else:
            raise InvalidDocument(f"section {section.id} is in {section.parent}, which does not stand before it")
    return paths


def rows_of(document: Document, content_hash: str | None = None) -> Rows:
    """Return the document's rows; raise InvalidDocument where what refers to something does not find it."""
    key = key_of(document)
    paths = _checked(document)
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    content_hash = content_hash or hash_of(document)
    _head(document, key, content_hash, tables)
    tables["sections"] = [
        (*key, place, item.id, item.parent, item.level, item.title, paths[item.id], item.heading_block)
        for place, item in enumerate(document.sections, 1)
    ]
    marks = _Marks(key, tables)
    for place, block in enumerate(document.blocks, 1):
        tables["blocks"].append(_block(key, place, block, paths))
        marks.add(("block", block.id, None, None), block)
        if isinstance(block, Table):
            _table(key, block, tables, marks)
        elif isinstance(block, Figure):
            number = len(tables["figures"]) + 1
            fields = (block.label, block.caption, block.alt_text)
            tables["figures"].append((*key, number, block.id, *fields, *_under(block)))
        if isinstance(block, Table | Figure):
            marks.add(("notes", block.id, None, None), block.notes)
            marks.add(("source", block.id, None, None), block.source)
    for place, note in enumerate(document.footnotes, 1):
        marks_of_note = (_json(note.emphasis), _json(note.refs), _json(note.boxes))
        tables["footnotes"].append((*key, place, note.number, note.text, note.page, *marks_of_note))
        marks.add(("footnote", None, None, place), note)
    return Rows(key, content_hash, tables)


def _checked(document: Document) -> dict[str, str]:
    """Return the section paths; one document that is not sound in itself must not fail those loaded with it."""
    paths = section_paths(document)
    if len(paths) < len(document.sections):
        raise InvalidDocument("two sections have the same id")
    if len({block.id for block in document.blocks}) < len(document.blocks):
        raise InvalidDocument("two blocks have the same id")
    for block in document.blocks:
        if block.section is not None and block.section not in paths:
            raise InvalidDocument(f"block {block.id} is in section {block.section}, which does not exist")
    return paths


def _head(document: Document, key: Key, content_hash: str, tables: dict[str, list[Row]]) -> None:
    """Add the rows of what belongs to the version as a whole."""
    product, source, disclaimer = document.product, document.source, document.disclaimer
    tables["reports"].append((key[0], product.id, product.number_prefix, product.url))
    tables["versions"].append(
        (
            *key,
            *(product.version, product.type, product.status),
            *(document.title, document.subtitle, document.publication_date, document.date_label),
            *((disclaimer.text, disclaimer.variant) if disclaimer else (None, None)),
            document.acknowledgments,
            *(source.filename, source.media_type, source.sha256, source.byte_count, source.page_count),
            *(source.tagged, source.engine, source.layout_era),
            *(document.generator.name, document.generator.version),
            *(document.schema_version, _json(document.statistics)),
            content_hash,
        )
    )
    tables["authors"] = [
        (*key, place, item.name, item.title, item.email, item.phone, item.role, item.redacted)
        for place, item in enumerate(document.authors, 1)
    ]
    tables["diagnostics"] = [
        (*key, place, item.code, item.severity, item.message, item.page, item.block)
        for place, item in enumerate(document.diagnostics, 1)
    ]
    tables["furniture"] = [
        (*key, place, item.kind, item.text, item.page, _json(item.boxes))
        for place, item in enumerate(document.furniture, 1)
    ]
    tables["citations"] = [(*key, place, *astuple(item)) for place, item in enumerate(document.citations, 1)]


def _block(key: Key, place: int, block: AnyBlock, paths: Mapping[str, str]) -> Row:
    product, version = key
    level = depth = marker = title = page_label = inner_text = None
    match block:
        case Heading():
            level = block.level
        case ListItem():
            depth, marker = block.depth, block.marker
        case ContentsEntry():
            level, title, page_label = block.level, block.title, block.page_label
        case Table() | Figure():
            inner_text = _inner_text(block)
    return (
        product,
        version,
        place,
        block.id,
        str(type(block).__struct_config__.tag),
        block.part,
        block.section,
        paths[block.section] if block.section is not None else None,
        block.text,
        block.page,
        block.end_page,
        _json(block.boxes),
        _json(block.emphasis),
        level,
        depth,
        marker,
        title,
        page_label,
        inner_text,
    )


def _inner_text(block: Table | Figure) -> str | None:
    texts = [cell.text for row in block.rows for cell in row] if isinstance(block, Table) else []
    texts += [rich.text for rich in (block.notes, block.source) if rich]
    return "\n".join(text for text in texts if text) or None


def _table(key: Key, table: Table, tables: dict[str, list[Row]], marks: "_Marks") -> None:
    product, version = key
    number = len(tables["tables"]) + 1
    fields = (table.label, table.caption, table.subtitle, table.header_rows, len(table.rows))
    tables["tables"].append((*key, number, table.id, *fields, *_under(table)))
    cells = tables["table_cells"]
    columns = _columns(table)
    for row_number, row in enumerate(table.rows, 1):
        for cell_number, cell in enumerate(row, 1):
            ordinal = len(cells) + 1
            where = (product, version, ordinal, number, row_number, cell_number, next(columns))
            cells.append((*where, cell.text, cell.col_span, cell.row_span, cell.header))
            if cell.links or cell.footnote_refs:
                marks.add(("cell", table.id, ordinal, None), cell)


def _columns(table: Table) -> Iterator[int]:
    """Yield the column, 1-based, in which each cell begins: the first that no cell of a row above reaches into."""
    reaching: dict[int, int] = {}  # column to number of rows, this one included, that are still covered
    for row in table.rows:
        column = 1
        fresh: dict[int, int] = {}
        for cell in row:
            while reaching.get(column, 0) > 0:
                column += 1
            yield column
            if cell.row_span > 1:
                fresh.update(dict.fromkeys(range(column, column + cell.col_span), cell.row_span))
            column += cell.col_span
        reaching = {place: left - 1 for place, left in {**reaching, **fresh}.items() if left > 1}


def _under(block: Table | Figure) -> Row:
    return (*_rich(block.notes), *_rich(block.source))


def _rich(rich: RichText | None) -> Row:
    return (rich.text, _json(rich.emphasis)) if rich else (None, None)


def _json(value: object) -> str:
    return json.encode(value).decode() if value != () else _EMPTY


class _Marks:
    """Collects links and calls of one document, numbered through."""

    def __init__(self, key: Key, tables: dict[str, list[Row]]) -> None:
        self._key = key
        self._links = tables["links"]
        self._refs = tables["footnote_refs"]

    def add(self, place: Place, carrier: Carrier | None) -> None:
        """Add what ``carrier``, standing at ``place``, is marked with."""
        if carrier is None:
            return
        if carrier.links:
            self._add_links(place, carrier)
        if not isinstance(carrier, Footnote):
            for ref in carrier.footnote_refs:
                self._refs.append((*self._key, len(self._refs) + 1, *place, ref.offset, ref.number))

    def _add_links(self, place: Place, carrier: Carrier) -> None:
        product, version = self._key
        kind, block, cell, footnote = place
        for link in carrier.links:
            where = (product, version, len(self._links) + 1, kind, block, cell, footnote)
            anchor = carrier.text[link.start : link.end]
            self._links.append((*where, link.start, link.end, anchor, link.href, link.kind, link.target))
