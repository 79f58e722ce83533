"""Chunks for retrieval: JSON Lines, each line a stretch of text of one section, of bounded size.

A chunk holds consecutive blocks of one section, at most ``LIMIT`` characters together. A block that is longer is cut
behind a sentence, else at a space; a table between its rows, and ``context`` then repeats its caption and column heads.
Headings stand at the head of what follows them. Footnotes are chunks of their own, at the end; a chunk names the notes
that it calls. The Contents are left out, for their words are in the headings; so is furniture.

Always true: no text is longer than ``LIMIT``; every character of the other blocks' texts, cells, notes and sources, and
of the footnotes, is in one chunk, and ``spans`` say where: ``chunk.text[offset : offset + end - start]`` is
``block.text[start:end]``, of a block or footnote. Links and citations count in the chunk's text; what is cut is two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias, TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from crsparse.citations.citation import Citation
from crsparse.content import Place, place_of_note
from crsparse.model import (
    AnyBlock,
    ContentsEntry,
    Document,
    Figure,
    Footnote,
    Heading,
    Link,
    RichText,
    Table,
    TableCell,
)

LIMIT = 2000
"""Characters of a chunk at most; some 500 tokens of English."""
_LONGEST_CONTEXT = 500
_LEAST = 0.5
"""Share of the limit that a piece has at least when it is cut behind a sentence."""
_BETWEEN_CELLS = " | "
# The end of a sentence, with closing quotes and brackets: "…in 2022.” "
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*\s+")


class Span(Struct, frozen=True):
    """Where a stretch of a block stands in a chunk."""

    block: str
    start: int
    end: int
    offset: int


class Chunk(Struct, frozen=True, kw_only=True):
    """A line of the output."""

    id: str
    product_id: str | None
    version: int | None
    title: str | None
    publication_date: str | None
    part: str
    section: str | None
    section_path: tuple[str, ...]
    page: int | None
    end_page: int | None
    block_ids: tuple[str, ...]
    text: str
    context: str | None
    links: tuple[Link, ...]
    footnotes: tuple[int, ...]
    spans: tuple[Span, ...]
    citations: tuple[Citation, ...]
    """What the chunk cites, see :class:`crsparse.citations.Citation`."""


_Cited: TypeAlias = Mapping[Place, tuple[Citation, ...]]
"""Citations of a document by the text in which they stand."""
_Mark = TypeVar("_Mark", Link, Citation)


class _Piece(Struct, frozen=True):
    """A line of a chunk: a block, a part of one, or a row of a table."""

    block: str
    text: str
    start: int | None
    """Where it begins in the text of the block; None for what is not of that text."""
    links: tuple[Link, ...]
    notes: tuple[tuple[int, int], ...]
    """Offset and number of the calls."""
    page: int | None
    end_page: int | None
    citations: tuple[Citation, ...] = ()
    context: str | None = None
    """What a chunk that begins here must repeat."""


def encode(document: Document) -> bytes:
    """Return the chunks, one JSON object a line."""
    return b"".join(json.encode(chunk) + b"\n" for chunk in chunks_of(document))


def chunks_of(document: Document) -> Iterator[Chunk]:
    """Yield the chunks in reading order, footnotes last."""
    paths = _paths(document)
    product = document.product
    name = f"{product.id or document.source.sha256[:16]}.v{product.version or 0}"
    cited = _cited(document)
    notes = [piece for note in document.footnotes for piece in _note(note, cited)]
    groups = [*_sections(document, cited), ("footnotes", None, notes)]
    number = 0
    for part, section, pieces in groups:
        for lines in _filled(pieces):
            number += 1
            text, spans = _joined(lines)
            pages = [page for line in lines for page in (line.page, line.end_page) if page is not None]
            yield Chunk(
                id=f"{name}#c{number}",
                product_id=product.id,
                version=product.version,
                title=document.title,
                publication_date=document.publication_date,
                part=part,
                section=section,
                section_path=paths[section] if section is not None else (),
                page=min(pages, default=None),
                end_page=max(pages, default=None),
                block_ids=tuple(dict.fromkeys(line.block for line in lines)),
                text=text,
                context=lines[0].context,
                links=tuple(_in_chunk([(line.text, line.links) for line in lines])),
                footnotes=tuple(dict.fromkeys(note for line in lines for _, note in line.notes)),
                spans=spans,
                citations=tuple(_in_chunk([(line.text, line.citations) for line in lines])),
            )


def _cited(document: Document) -> _Cited:
    places: dict[Place, tuple[Citation, ...]] = defaultdict(tuple)
    for one in document.citations:
        fields = {name: getattr(one, name) for name in Citation.__struct_fields__}
        places[Place(one.block, one.field, one.row, one.cell)] += (Citation(**fields),)
    return places


def _paths(document: Document) -> dict[str, tuple[str, ...]]:
    paths: dict[str, tuple[str, ...]] = {}
    for section in document.sections:
        paths[section.id] = (*paths.get(section.parent or "", ()), section.title)
    return paths


def _sections(document: Document, cited: _Cited) -> Iterator[tuple[str, str | None, list[_Piece]]]:
    """Yield part, section and lines of each run of blocks of one section; headings without text join what follows."""
    blocks = (block for block in document.blocks if not isinstance(block, ContentsEntry))
    waiting: list[_Piece] = []
    part, section = "", None
    for (part, section), run in groupby(blocks, key=lambda block: (str(block.part), block.section)):
        members = list(run)
        waiting += (piece for block in members for piece in _lines(block, cited))
        if any(not isinstance(block, Heading) for block in members):
            yield part, section, waiting
            waiting = []
    if waiting:
        yield part, section, waiting


def _lines(block: AnyBlock, cited: _Cited) -> Iterator[_Piece]:
    notes = tuple((ref.offset, ref.number) for ref in block.footnote_refs)
    here = cited[Place(block.id, "text")]
    yield from _cut(_Piece(block.id, block.text, 0, block.links, notes, block.page, block.end_page, here))
    if isinstance(block, Table):
        rows = [_row(block, at, row, cited) for at, row in enumerate(block.rows)]
        heads = [row.text for row in rows[: block.header_rows]]
        context = "\n".join([block.text, *([block.subtitle] if block.subtitle else []), *heads])[:_LONGEST_CONTEXT]
        if block.subtitle:
            yield from _cut(_Piece(block.id, block.subtitle, None, (), (), block.page, block.end_page))
        for row in rows:
            yield from _cut(replace(row, context=context))
    if isinstance(block, Table | Figure):
        if block.notes is not None:
            yield from _cut(_rich(block, block.notes, cited[Place(block.id, "notes")]))
        if block.source is not None:
            yield from _cut(_rich(block, block.source, cited[Place(block.id, "source")]))


def _rich(block: Table | Figure, rich: RichText, cited: tuple[Citation, ...]) -> _Piece:
    notes = tuple((ref.offset, ref.number) for ref in rich.footnote_refs)
    return _Piece(block.id, rich.text, None, rich.links, notes, block.page, block.end_page, cited)


def _row(table: Table, at: int, row: Iterable[TableCell], cited: _Cited) -> _Piece:
    text = ""
    links: list[Link] = []
    citations: list[Citation] = []
    notes: list[tuple[int, int]] = []
    for place, cell in enumerate(row):
        text += _BETWEEN_CELLS if place else ""
        links += (_moved(link, len(text)) for link in cell.links)
        citations += (_moved(citation, len(text)) for citation in cited[Place(table.id, "cell", at, place)])
        notes += ((len(text) + ref.offset, ref.number) for ref in cell.footnote_refs)
        text += cell.text
    marks = (tuple(links), tuple(notes))
    return _Piece(table.id, text, None, *marks, table.page, table.end_page, tuple(citations))


def _note(note: Footnote, cited: _Cited) -> Iterator[_Piece]:
    here = cited[place_of_note(note)]
    return _cut(_Piece(f"fn{note.number}", note.text, 0, note.links, (), note.page, note.page, here))


def _cut(piece: _Piece) -> Iterator[_Piece]:
    """Yield a piece in parts that are not too long."""
    done = 0
    while done < len(piece.text):
        end = _end(piece.text, done)
        last = end == len(piece.text)
        notes = tuple((at - done, note) for at, note in piece.notes if done <= at < end or (last and at >= end))
        start = None if piece.start is None else piece.start + done
        links, citations = _between(piece.links, done, end), _between(piece.citations, done, end)
        yield replace(piece, text=piece.text[done:end], start=start, links=links, notes=notes, citations=citations)
        done = end


def _end(text: str, start: int) -> int:
    """Return where the part that begins at ``start`` ends."""
    limit = start + LIMIT
    if len(text) <= limit:
        return len(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
    if ends and ends[-1] >= start + LIMIT * _LEAST:
        return ends[-1]
    space = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
    return space + 1 if space > start else limit


def _filled(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces of each chunk."""
    held: list[_Piece] = []
    size = 0
    for piece in pieces:
        if held and size + 1 + len(piece.text) > LIMIT:
            yield held
            held, size = [], 0
        size += len(piece.text) + bool(held)
        # what stands above it in the same chunk needs not be repeated
        held.append(replace(piece, context=None) if held else piece)
    if held:
        yield held


def _joined(pieces: Sequence[_Piece]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of a chunk, and where what stands."""
    text = ""
    spans: list[Span] = []
    for place, piece in enumerate(pieces):
        text += "\n" if place else ""
        if piece.start is not None:
            spans.append(Span(piece.block, piece.start, piece.start + len(piece.text), len(text)))
        text += piece.text
    return text, tuple(spans)


def _in_chunk(lines: Iterable[tuple[str, tuple[_Mark, ...]]]) -> Iterator[_Mark]:
    """Yield the links or citations of lines as they count in the chunk's text."""
    length = 0
    for text, marks in lines:
        for mark in marks:
            yield _moved(mark, length)
        length += len(text) + 1


def _between(marks: Iterable[_Mark], start: int, end: int) -> tuple[_Mark, ...]:
    """Return what of the links or citations lies in a stretch, as it counts there."""
    return tuple(
        _moved(replace(mark, start=max(mark.start, start), end=min(mark.end, end)), -start)
        for mark in marks
        if mark.start < end and mark.end > start
    )


def _moved(mark: _Mark, by: int) -> _Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
