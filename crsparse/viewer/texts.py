"""Texts: every block and note once, as HTML that can be read by itself."""

from collections.abc import Iterator, Mapping
from html import escape

from crsparse.model import (
    AnyBlock,
    Document,
    Figure,
    Footnote,
    Heading,
    ListItem,
    RichText,
    Table,
    TableCell,
)
from crsparse.viewer.inline import inline
from crsparse.viewer.marks import kind_of, name_of

Notes = Mapping[int, Footnote]
_DEEPEST = 6
"""HTML's headings end at ``h6``."""


def texts(document: Document) -> str:
    """Return all blocks in reading order, and the footnotes."""
    notes = {note.number: note for note in document.footnotes}
    articles = "\n".join(_article(block, number, notes) for number, block in enumerate(document.blocks, 1))
    return f'<div id="text" class="text">\n{articles}\n{_notes(document, notes)}</div>'


def _article(block: AnyBlock, number: int, notes: Notes) -> str:
    kind, name = kind_of(block), name_of(block)
    where = [block.part.replace("_", " ")]
    if block.page is not None:
        where.append(f"page {block.page}" if block.end_page == block.page else f"pages {block.page}–{block.end_page}")
    facts = " · ".join((name, *where))
    called = "".join(_called(notes[number]) for number in _numbers(block) if number in notes)
    return (
        f'<article class="block {kind}" id="{escape(block.id)}" data-kind="{kind}" tabindex="-1" '
        f'aria-label="{number}, {escape(name)}">'
        f'<p class="facts"><span class="number">{number}</span> {escape(facts)} '
        f'<span class="id">{escape(block.id)}</span></p>'
        f'<div class="content">{_content(block, notes)}</div>'
        + (f'<ol class="called" aria-label="Notes called">{called}</ol>' if called else "")
        + "</article>"
    )


def _content(block: AnyBlock, notes: Notes) -> str:
    body = inline(block, notes)
    match block:
        case Heading():
            level = min(block.level + 1, _DEEPEST)
            return f"<h{level}>{body}</h{level}>"
        case ListItem():
            marker = f'<span class="marker">{escape(block.marker)}</span> ' if block.marker else ""
            return f'<p class="item" style="--depth:{block.depth}">{marker}{body}</p>'
        case Table():
            return _table(block, body, notes)
        case Figure():
            told = f'<p class="alternative">Alternative text: {escape(block.alt_text)}</p>' if block.alt_text else ""
            return f"<p>{body}</p>{told}{_below(block, notes)}"
        case _:
            return f"<p>{body}</p>"


def _table(table: Table, caption: str, notes: Notes) -> str:
    subtitle = f'<br><span class="subtitle">{escape(table.subtitle)}</span>' if table.subtitle else ""
    rows = "".join(f"<tr>{''.join(_cell(cell, notes) for cell in row)}</tr>" for row in table.rows)
    return (
        f'<div class="wide"><table><caption>{caption}{subtitle}</caption><tbody>{rows}</tbody></table></div>'
        f"{_below(table, notes)}"
    )


def _cell(cell: TableCell, notes: Notes) -> str:
    tag = "th" if cell.header else "td"
    spans = f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return f"<{tag}{spans}>{inline(cell, notes)}</{tag}>"


def _below(block: Table | Figure, notes: Notes) -> str:
    lines: list[RichText] = [text for text in (block.source, block.notes) if text is not None]
    return "".join(f'<p class="below">{inline(text, notes)}</p>' for text in lines)


def _numbers(block: AnyBlock) -> Iterator[int]:
    """Yield the numbers of the notes that a block calls, each once."""
    calls = [ref.number for ref in block.footnote_refs]
    if isinstance(block, Table):
        calls += [ref.number for row in block.rows for cell in row for ref in cell.footnote_refs]
    if isinstance(block, Table | Figure):
        calls += [ref.number for text in (block.source, block.notes) if text for ref in text.footnote_refs]
    yield from dict.fromkeys(calls)


def _called(note: Footnote) -> str:
    return f'<li value="{note.number}"><a href="#fn{note.number}">Note {note.number}</a></li>'


def _notes(document: Document, notes: Notes) -> str:
    if not document.footnotes:
        return ""
    items = "".join(
        f'<li class="note" id="fn{note.number}" value="{note.number}" tabindex="-1">'
        f"{inline(note, notes)} {_refs(note)}</li>"
        for note in document.footnotes
    )
    return f'<section class="notes" aria-label="Footnotes"><h2>Footnotes</h2><ol>{items}</ol></section>\n'


def _refs(note: Footnote) -> str:
    """Return links back to the blocks that call a note."""
    blocks = dict.fromkeys(ref.block for ref in note.refs)
    return " ".join(
        f'<a class="back" href="#{escape(block)}" aria-label="called in {escape(block)}">↑{escape(block)}</a>'
        for block in blocks
    )
