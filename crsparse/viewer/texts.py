"""Texts: every block, note and piece of furniture once, as HTML that can be read by itself, and the works cited."""

from collections.abc import Container, Iterator, Mapping
from html import escape

from msgspec import Struct

from crsparse.content import Carrier, Place, place_of_note
from crsparse.model import AnyBlock, Document, Figure, Footnote, Furniture, Heading, ListItem, Table
from crsparse.viewer.inline import inline
from crsparse.viewer.marks import HIDDEN_AT_FIRST, Item, items
from crsparse.viewer.works import Mark, Works

_DEEPEST = 6
"""HTML's headings end at ``h6``."""


class _Shown(Struct, frozen=True):
    """What texts lead to."""

    notes: Container[int]
    """Numbers of the footnotes."""
    marks: Mapping[Place, tuple[Mark, ...]]
    """Citations of each text."""

    def inline(self, place: Place, carrier: Carrier) -> str:
        """Return a text as HTML."""
        return inline(carrier, self.notes, self.marks.get(place, ()))


def texts(document: Document) -> str:
    """Return all blocks in reading order, the footnotes, the works cited, and the furniture."""
    works = Works(document)
    shown = _Shown(frozenset(note.number for note in document.footnotes), works.marks)
    every = list(items(document))
    blocks = every[: len(document.blocks)]
    notes, furniture = every[len(blocks) :][: len(document.footnotes)], every[len(blocks) + len(document.footnotes) :]
    parts = [_block(item, block, shown) for item, block in zip(blocks, document.blocks, strict=True)]
    if notes:
        parts.append('<h2 class="part" data-kind="note">Footnotes</h2>')
        parts += [_note(item, note, shown) for item, note in zip(notes, document.footnotes, strict=True)]
    parts.append(works.html())
    if furniture:
        parts.append('<h2 class="part off" data-kind="furniture">Furniture</h2>')
        parts += [_furniture(item, piece) for item, piece in zip(furniture, document.furniture, strict=True)]
    body = "\n".join(part for part in parts if part)
    return f'<div id="text" class="text">\n{body}\n</div>'


def _article(item: Item, where: str, content: str, rest: str = "") -> str:
    sign = f'<span class="number">{item.sign}</span> ' if item.sign.isdigit() else ""
    facts = escape(" · ".join(fact for fact in (item.name, where) if fact))
    return (
        f'<article class="block {item.kind}{" off" if item.kind in HIDDEN_AT_FIRST else ""}" id="{escape(item.id)}" '
        f'data-kind="{item.kind}" tabindex="-1" aria-label="{escape(item.label)}">'
        f'<p class="facts">{sign}{facts} <span class="id">{escape(item.id)}</span></p>'
        f'<div class="content">{content}</div>{rest}</article>'
    )


def _block(item: Item, block: AnyBlock, shown: _Shown) -> str:
    where = block.part.replace("_", " ")
    if block.page is not None:
        pages = f"page {block.page}" if block.end_page == block.page else f"pages {block.page}–{block.end_page}"
        where = f"{where} · {pages}"
    called = "".join(
        f'<li value="{number}"><a href="#fn{number}">Note {number}</a></li>'
        for number in _numbers(block)
        if number in shown.notes
    )
    rest = f'<ol class="called" aria-label="Notes called">{called}</ol>' if called else ""
    return _article(item, where, _content(block, shown), rest)


def _note(item: Item, note: Footnote, shown: _Shown) -> str:
    pages = sorted({box.page for box in note.boxes})
    where = f"pages {pages[0]}–{pages[-1]}" if len(pages) > 1 else f"page {note.page}" if note.page else ""
    calls = ", ".join(
        f'<a class="back" href="#{escape(block)}">{escape(block)}</a>'
        for block in dict.fromkeys(ref.block for ref in note.refs)
    )
    content = f"<p>{shown.inline(place_of_note(note), note)}</p>"
    return _article(item, where, content, f'<p class="calls">Called in {calls or "no block"}</p>')


def _furniture(item: Item, piece: Furniture) -> str:
    return _article(item, f"page {piece.page}" if piece.page else "", f"<p>{escape(piece.text)}</p>")


def _content(block: AnyBlock, shown: _Shown) -> str:
    body = shown.inline(Place(block.id, "text"), block)
    match block:
        case Heading():
            level = min(block.level + 1, _DEEPEST)
            return f"<h{level}>{body}</h{level}>"
        case ListItem():
            marker = f'<span class="marker">{escape(block.marker)}</span> ' if block.marker else ""
            return f'<p class="item" style="--depth:{block.depth}">{marker}{body}</p>'
        case Table():
            return _table(block, body, shown)
        case Figure():
            told = f'<p class="alternative">Alternative text: {escape(block.alt_text)}</p>' if block.alt_text else ""
            return f"<p>{body}</p>{told}{_below(block, shown)}"
        case _:
            return f"<p>{body}</p>"


def _table(table: Table, caption: str, shown: _Shown) -> str:
    subtitle = f'<br><span class="subtitle">{escape(table.subtitle)}</span>' if table.subtitle else ""
    rows = ""
    for number, row in enumerate(table.rows):
        cells = ""
        for column, cell in enumerate(row):
            tag = "th" if cell.header else "td"
            spans = f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
            spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            cells += f"<{tag}{spans}>{shown.inline(Place(table.id, 'cell', number, column), cell)}</{tag}>"
        rows += f"<tr>{cells}</tr>"
    return (
        f'<div class="wide"><table><caption>{caption}{subtitle}</caption><tbody>{rows}</tbody></table></div>'
        f"{_below(table, shown)}"
    )


def _below(block: Table | Figure, shown: _Shown) -> str:
    lines = ""
    if block.source is not None:
        lines += f'<p class="below">{shown.inline(Place(block.id, "source"), block.source)}</p>'
    if block.notes is not None:
        lines += f'<p class="below">{shown.inline(Place(block.id, "notes"), block.notes)}</p>'
    return lines


def _numbers(block: AnyBlock) -> Iterator[int]:
    """Yield the numbers of the notes that a block calls, each once."""
    calls = [ref.number for ref in block.footnote_refs]
    if isinstance(block, Table):
        calls += [ref.number for row in block.rows for cell in row for ref in cell.footnote_refs]
    if isinstance(block, Table | Figure):
        calls += [ref.number for text in (block.source, block.notes) if text for ref in text.footnote_refs]
    yield from dict.fromkeys(calls)
