"""What a document holds: its texts one by one, and the counts and checksums made of them.

Assembly counts when a document is made, validation counts again when it is read: with one definition, in this module,
the two can only differ when the document was changed in between.

Always true: every text that can carry links, calls or emphasis is yielded exactly once, blocks before footnotes, in
reading order; a table's cells go row by row behind its caption line, then its notes, then its source.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from msgspec import json

from crsparse.model import (
    Block,
    BlockCounts,
    CitationField,
    Document,
    Emphasis,
    Figure,
    Footnote,
    ListItem,
    RichText,
    Statistics,
    Table,
    TableCell,
)

Carrier: TypeAlias = Block | TableCell | RichText | Footnote
"""An object whose offsets count in a ``text`` of its own."""


class Place(NamedTuple):
    """A text by the names under which a citation speaks of it, see :class:`crsparse.model.Citation`."""

    block: str
    """Id of the block, or ``fn12``."""
    field: CitationField
    """Which of its texts."""
    row: int | None = None
    """Row of a cell, from 0."""
    cell: int | None = None
    """Cell in that row, from 0."""


NOTHING = Statistics(
    blocks=BlockCounts(**dict.fromkeys(BlockCounts.__struct_fields__, 0)),
    sections=0,
    links=0,
    link_characters=0,
    emphasis=0,
    footnotes=0,
    footnote_refs=0,
    citations=0,
    table_rows=0,
    table_cells=0,
    characters=0,
    furniture_characters=0,
    block_checksums="",
    note_checksums="",
)
"""The statistics of a document without content."""


def carriers(document: Document) -> Iterator[tuple[str, Carrier]]:
    """Yield every text of a document with the JSON Pointer to the object that carries it."""
    for place, block in enumerate(document.blocks):
        yield from _carriers_of_block(f"/blocks/{place}", block)
    for place, note in enumerate(document.footnotes):
        yield f"/footnotes/{place}", note


def _carriers_of_block(pointer: str, block: Block) -> Iterator[tuple[str, Carrier]]:
    for place, carrier in texts_of_block(block):
        if place.field == "cell":
            yield f"{pointer}/rows/{place.row}/{place.cell}", carrier
        else:
            yield pointer if place.field == "text" else f"{pointer}/{place.field}", carrier


def texts_of_block(block: Block) -> Iterator[tuple[Place, Carrier]]:
    """Yield every text of a block with its place."""
    yield Place(block.id, "text"), block
    if isinstance(block, Table):
        for place, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                yield Place(block.id, "cell", place, column), cell
    if isinstance(block, Table | Figure):
        if block.notes is not None:
            yield Place(block.id, "notes"), block.notes
        if block.source is not None:
            yield Place(block.id, "source"), block.source


def texts(document: Document) -> Iterator[tuple[Place, Carrier]]:
    """Yield every text of a document with its place."""
    for block in document.blocks:
        yield from texts_of_block(block)
    for note in document.footnotes:
        yield place_of_note(note), note


def place_of_note(note: Footnote) -> Place:
    """Return the place of a footnote's text."""
    return Place(f"fn{note.number}", "text")


def emphasis_of(carrier: Carrier) -> tuple[Emphasis, ...]:
    """Return the emphasised stretches of a text; those of cells are not kept."""
    return () if isinstance(carrier, TableCell) else carrier.emphasis


def statistics_of(document: Document) -> Statistics:
    """Return the counts of a document, whatever its ``statistics`` say."""
    types = Counter(str(type(block).__struct_config__.tag) for block in document.blocks)
    texts = [carrier for _, carrier in carriers(document)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    characters = sum(_solid(carrier.text) for carrier in texts)
    characters += sum(_solid(table.subtitle or "") for table in tables)
    characters += sum(_solid(block.marker or "") for block in document.blocks if isinstance(block, ListItem))
    links = [link for carrier in texts for link in carrier.links]
    return Statistics(
        blocks=BlockCounts(**{name: types[name] for name in BlockCounts.__struct_fields__}),
        sections=len(document.sections),
        links=len(links),
        link_characters=sum(link.end - link.start for link in links),
        emphasis=sum(len(emphasis_of(carrier)) for carrier in texts),
        footnotes=len(document.footnotes),
        footnote_refs=sum(len(carrier.footnote_refs) for carrier in texts if not isinstance(carrier, Footnote)),
        citations=len(document.citations),
        table_rows=sum(len(table.rows) for table in tables),
        table_cells=sum(len(row) for table in tables for row in table.rows),
        characters=characters,
        furniture_characters=sum(_solid(item.text) for item in document.furniture),
        block_checksums=" ".join(map(checksum_of, document.blocks)),
        note_checksums=" ".join(map(checksum_of, document.footnotes)),
    )


def checksum_of(item: Block | Footnote) -> str:
    """Return the CRC-32 of what a block or note says, as eight hexadecimal digits.

    Over compact JSON in UTF-8: an array of its texts, each ``[text, [[start, end] of each link], [[offset, number] of
    each call], [[start, end, style] of each emphasised stretch]]``. Addresses, pages and boxes are left out, so that
    the same content has the same checksum whether it was read from a PDF or from elsewhere.
    """
    texts: Iterable[Carrier]
    texts = (item,) if isinstance(item, Footnote) else (carrier for _, carrier in _carriers_of_block("", item))
    content = [
        (
            carrier.text,
            [(link.start, link.end) for link in carrier.links],
            [] if isinstance(carrier, Footnote) else [(ref.offset, ref.number) for ref in carrier.footnote_refs],
            [(mark.start, mark.end, mark.style) for mark in emphasis_of(carrier)],
        )
        for carrier in texts
    ]
    return f"{zlib.crc32(json.encode(content)):08x}"


def _solid(text: str) -> int:
    """Return the number of characters that are no spaces."""
    return len(text) - text.count(" ") - text.count("\n")
