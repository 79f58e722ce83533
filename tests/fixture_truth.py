"""What a fixture's source says and what a document says, as the same lines of text, so that the two can be compared.

A line says one thing: a block with its kind, part and text; below it, indented, its links, note calls and emphasis, a
row, a note. What a format cannot hold is left out on both sides, by :class:`Holds`. Nothing here uses crsparse but
its types, and nothing uses WeasyPrint.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from crsparse import model
from tests.fixture_maker.source import (
    Block,
    Box,
    Cell,
    Figure,
    Heading,
    Inline,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Source,
    Span,
    Spans,
    Table,
    plain,
)

PARTS = ("summary", "body", "appendix", "acknowledgments")
"""Parts whose blocks are compared; the others are compared by what they mean: title, authors, disclaimer."""
_HEADS = {"Summary", "SUMMARY", "Acknowledgments"}
"""Headings that name a part and that not every layout prints."""


@dataclass(frozen=True)
class Holds:
    """What a format can hold."""

    parts: tuple[str, ...] = PARTS
    levels: bool = True
    emphasis: bool = True
    quotes: bool = True
    figures: bool = True
    drawings: bool = True
    """Words inside a figure."""
    alternatives: bool = True
    hidden: tuple[str, ...] = ()
    """Parts of addresses that the format leaves out."""
    internal: bool = True
    """Where links into the document itself lead."""
    links: bool = True
    """Which words are links."""
    boxes: bool = True
    """That the title of a text box is none of the product's headings."""
    box_level: int = 4
    """The level which it has then: below those that the Contents list."""
    cell_paragraphs: bool = True
    """Where a paragraph ends within a cell."""
    brackets: bool = True
    """That an item is numbered ``(1)`` and not ``1.``."""
    spans: bool = True
    """That a cell covers several columns: without spans, empty cells follow it."""


# -- from the source ---------------------------------------------------------------------------------------------------


def said_by_source(source: Source, holds: Holds, drawings: dict[str, str]) -> list[str]:
    """Return the lines of a source; ``drawings`` are the words inside each image."""
    lines: list[str] = []
    for part, blocks in source.parts:
        if part in holds.parts:
            for block in blocks:
                lines.extend(_source_block(block, part, source, holds, drawings))
    for number, note in sorted(source.notes.items()):
        whole = list(note.paragraphs)
        if note.rest:
            whole[-1] = (*whole[-1], Span(" "), *note.rest[0])
            whole.extend(note.rest[1:])
        lines.append(f"note {number}: " + " / ".join(_text(spans) for spans in whole))
        lines.extend(_marks(whole[0] if len(whole) == 1 else _joined(whole), source, holds, calls=False))
    return lines


def _joined(paragraphs: Sequence[Spans]) -> Spans:
    out: list[Span] = []
    for paragraph in paragraphs:
        out.extend((*([Span("\n")] if out else []), *paragraph))
    return tuple(out)


def _text(spans: Spans) -> str:
    return plain(spans).strip()


def _source_block(block: Block, part: str, source: Source, holds: Holds, drawings: dict[str, str]) -> Iterator[str]:
    match block:
        case Heading(level, spans, _):
            yield f"heading {level if holds.levels else ''} {part}: {_text(spans)}"
            yield from _marks(spans, source, holds)
        case Paragraph(spans) | Quote(spans):
            kind = "quote" if isinstance(block, Quote) and holds.quotes else "paragraph"
            yield f"{kind} {part}: {_text(spans)}"
            yield from _marks(spans, source, holds)
        case ListItem(depth, marker, spans):
            yield f"item {depth} {_marker(marker, holds)} {part}: {_text(spans)}"
            yield from _marks(spans, source, holds)
        case Box(options, blocks):
            title = Paragraph(options["title"]) if holds.boxes else Heading(holds.box_level, options["title"])
            for inner in (title, *blocks):
                yield from _source_block(inner, part, source, holds, drawings)
        case Table(options, rows):
            subtitle = _text(options.get("subtitle", ()))
            yield f"table {part}: {options['label']} | {_text(options['caption'])} | {subtitle}"
            yield from _marks((Span(options["label"] + ". "), *options["caption"]), source, holds, emphasis=False)
            yield f"  head rows {options.get('head', 1)}"
            for row in rows:
                yield "  | " + " | ".join(shown for cell in row for shown in _source_cell(cell, holds))
                for cell in row:
                    for paragraph in cell.paragraphs:
                        yield from _marks(paragraph, source, holds, emphasis=False)
            yield from _source_below(options, source, holds)
        case Figure(options) if holds.figures:
            # a figure's second line is part of its caption
            caption = " ".join(_text(options[key]) for key in ("caption", "subtitle") if key in options)
            yield f"figure {part}: {options['label']} | {caption}"
            if holds.drawings:
                yield f"  drawing: {' '.join(sorted(drawings[options['image']].split()))}"
            if holds.alternatives:
                yield f"  alternative: {options.get('alt')}"
            yield from _source_below(options, source, holds)
        case Figure() | PageBreak():
            pass


def _source_below(options: dict, source: Source, holds: Holds) -> Iterator[str]:  # type: ignore[type-arg]
    if "source" in options:
        yield f"  source: Source: {_text(options['source'])}"
        yield from _marks((Span("Source: "), *options["source"]), source, holds, emphasis=False)
    if "notes" in options:
        yield "  notes: Notes: " + " / ".join(_text(note) for note in options["notes"])


def _source_cell(cell: Cell, holds: Holds) -> Iterator[str]:
    text = (" / " if holds.cell_paragraphs else " ").join(_text(p) for p in cell.paragraphs)
    yield _cell(cell.columns, cell.rows, text) if holds.spans else text
    if not holds.spans:
        yield from [""] * (cell.columns - 1)


def _marker(marker: str, holds: Holds) -> str:
    """Bullets differ between print and web; numbers do not."""
    if marker[-1] not in ".)":
        return "•"
    return marker if holds.brackets else f"{marker.strip('().')}."


def _cell(columns: int, rows: int, text: str) -> str:
    return text if columns == rows == 1 else f"{{{columns}x{rows}}} {text}"


def _marks(spans: Spans, source: Source, holds: Holds, *, emphasis: bool = True, calls: bool = True) -> Iterator[str]:
    """Say links, calls and emphasis with the words before and in them."""
    at = 0
    links: dict[int, tuple[int, str, str]] = {}
    styles: list[tuple[str, int, str]] = []
    placed: list[tuple[int, int]] = []
    for span in spans:
        if span.call is not None:
            placed.append((at, span.call))
            continue
        if span.link is not None:
            start, text, _ = links.get(span.link, (at, "", ""))
            links[span.link] = (start, text + span.text, span.href or "")
        for name in ("bold", "italic", "superscript", "subscript"):
            if getattr(span, name):
                last = next((i for i, (n, s, t) in enumerate(styles) if n == name and s + len(t) == at), None)
                if last is None:
                    styles.append((name, at, span.text))
                else:
                    styles[last] = (name, styles[last][1], styles[last][2] + span.text)
        at += len(span.text)
    for start, text, href in links.values() if holds.links else ():
        if href.startswith("#"):
            shown = _target(href[1:], source, holds) if holds.internal else "-"
        else:
            shown = "-" if any(word in href for word in holds.hidden) else href
        yield f"  link {start} {text!r} -> {shown}"
    if calls:
        yield from (f"  call {offset} -> {number}" for offset, number in placed)
    if emphasis and holds.emphasis:
        yield from (f"  {name} {start} {text!r}" for name, start, text in sorted(styles, key=lambda s: (s[0], s[1])))


def _target(key: str, source: Source, holds: Holds) -> str:
    """What an internal link leads to, by its words."""
    for _, blocks in source.parts:
        for block in blocks:
            if isinstance(block, Heading) and block.key == key:
                return _text(block.spans)
            if isinstance(block, Table | Figure) and block.options.get("key") == key:
                return str(block.options["label"]) if holds.figures or isinstance(block, Table) else "nowhere"
    raise KeyError(key)


def drawing(svg: str) -> str:
    """Return the words in an image, in any order."""
    texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join((text.text or "").strip() for text in texts)


# -- from a document ---------------------------------------------------------------------------------------------------


def said_by_document(document: model.Document, holds: Holds) -> list[str]:
    """Return the lines of a document."""
    targets = {block.id: _name(block) for block in document.blocks}
    lines: list[str] = []
    for block in document.blocks:
        if block.part not in holds.parts or (isinstance(block, model.Heading) and block.text in _HEADS):
            continue
        lines.extend(_document_block(block, targets, holds))
    for note in document.footnotes:
        lines.append(f"note {note.number}: {_one_line(note.text)}")
        lines.extend(_document_marks(note, targets, holds))
    return lines


def _name(block: model.AnyBlock) -> str:
    return str(block.label) if isinstance(block, model.Table | model.Figure) else block.text


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " / ")


def _document_block(block: model.AnyBlock, targets: dict[str, str], holds: Holds) -> Iterator[str]:
    match block:
        case model.Heading():
            yield f"heading {block.level if holds.levels else ''} {block.part}: {block.text}"
        case model.Quote() if holds.quotes:
            yield f"quote {block.part}: {block.text}"
        case model.Paragraph() | model.Quote():
            yield f"paragraph {block.part}: {block.text}"
        case model.ListItem():
            yield f"item {block.depth} {_marker(block.marker or '', holds)} {block.part}: {block.text}"
        case model.Table():
            yield from _document_table(block, targets, holds)
            return
        case model.Figure():
            if holds.figures:
                yield from _document_figure(block, targets, holds)
            return
        case _:
            yield f"{type(block).__name__} {block.part}: {block.text}"
    yield from _document_marks(block, targets, holds)


def _document_table(block: model.Table, targets: dict[str, str], holds: Holds) -> Iterator[str]:
    yield f"table {block.part}: {block.label} | {block.caption} | {block.subtitle or ''}"
    yield from _document_marks(block, targets, holds, emphasis=False)
    yield f"  head rows {block.header_rows}"
    for row in block.rows:
        yield "  | " + " | ".join(_cell(cell.col_span, cell.row_span, _one_line(cell.text)) for cell in row)
        for cell in row:
            yield from _document_marks(cell, targets, holds, emphasis=False)
    yield from _document_below(block, targets, holds)


def _document_figure(block: model.Figure, targets: dict[str, str], holds: Holds) -> Iterator[str]:
    yield f"figure {block.part}: {block.label} | {block.caption}"
    if holds.drawings:
        yield f"  drawing: {' '.join(sorted(block.text.partition(chr(10))[2].split()))}"
    if holds.alternatives:
        yield f"  alternative: {block.alt_text}"
    yield from _document_below(block, targets, holds)


def _document_below(block: model.Table | model.Figure, targets: dict[str, str], holds: Holds) -> Iterator[str]:
    if block.source is not None:
        yield f"  source: {_one_line(block.source.text)}"
        yield from _document_marks(block.source, targets, holds, emphasis=False)
    if block.notes is not None:
        yield f"  notes: {_one_line(block.notes.text)}"


def _document_marks(
    carrier: model.AnyBlock | model.Footnote | model.RichText | model.TableCell,
    targets: dict[str, str],
    holds: Holds,
    *,
    emphasis: bool = True,
) -> Iterator[str]:
    text = carrier.text
    for link in carrier.links if holds.links else ():
        anchor = text[link.start : link.end]
        if link.kind == "internal":
            shown = targets.get(link.target or "", "nowhere")
        else:
            shown = "-" if link.href is None or any(word in link.href for word in holds.hidden) else link.href
        yield f"  link {link.start} {anchor!r} -> {shown}"
    if not isinstance(carrier, model.Footnote):
        yield from (f"  call {ref.offset} -> {ref.number}" for ref in carrier.footnote_refs)
    if emphasis and holds.emphasis and not isinstance(carrier, model.TableCell):
        for mark in sorted(carrier.emphasis, key=lambda m: (m.style, m.start)):
            yield f"  {mark.style} {mark.start} {text[mark.start : mark.end]!r}"


# -- what stands around the text ---------------------------------------------------------------------------------------


def facts_of_source(source: Source) -> dict[str, object]:
    """Return what cover, heads and feet say."""
    meta = source.meta
    number, _, status = str(meta.get("version", "")).partition(" · ")
    redacted = ("[author name scrubbed]", "[redacted]")
    return {
        "id": meta["id"],
        "title": _text(Inline().spans(meta["title"])),
        "date": meta["date"],
        "version": int(number.removeprefix("VERSION ")) if number else None,
        "status": status.lower() or None,
        "authors": [
            (
                a["name"],
                a.get("title"),
                a.get("email"),
                a.get("phone"),
                a.get("role", "").lower() or None,
                a["name"] in redacted,
            )
            for a in meta["authors"]
        ],
    }


def facts_of_document(document: model.Document) -> dict[str, object]:
    """Return the same of a document."""
    product = document.product
    return {
        "id": product.id,
        "title": document.title,
        "date": document.date_label,
        "version": product.version,
        "status": product.status,
        "authors": [(a.name, a.title, a.email, a.phone, a.role, a.redacted) for a in document.authors],
    }
