"""Markdown for people and for tools that read Markdown: CommonMark, with GitHub's tables and footnotes.

The title, the line under it and the authors come from the document's own fields. Left out are the blocks that print
them again on the front (``title`` blocks; paragraphs that say a number, date, name or position and nothing else), and
the Contents, which every viewer builds of the headings. Everything else stands in reading order; footnotes are defined
at the end. A section of level 1 is an ``##`` heading, for ``#`` is the title.

Always true: what a block says is shown as it was (see :mod:`.inline`); a note call and its note find each other; a link
leads where the document says, one without an address is text. An internal link works where its target is a block.
Known to be lost: the spans of a table's cells (see :mod:`.tables`), the nesting of lists deeper than their parents
allow, pages and boxes.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from crsparse.model import (
    AnyBlock,
    ContentsEntry,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Link,
    ListItem,
    Quote,
    RichText,
    Table,
    Title,
)
from crsparse.sinks.markdown.inline import Inline, escaped, heading_line
from crsparse.sinks.markdown.tables import pipe_table

_DEEPEST_HEADING = 6
_HARD_BREAK = "\\\n"
# The number of an ordered list's item as CommonMark knows it: "1." or "12)", not "(1)" or "a."
_ORDERED = re.compile(r"(\d{1,9})([.)])")
_ROUND_BULLET = "o"
"""Word's second bullet is a letter of a monospaced font."""
_SEPARATE_LISTS = "<!-- -->"
"""Stands between two lists that would else be read as one and be numbered through."""
_PRODUCT_NAMES = {
    "report": "CRS Report",
    "insight": "CRS Insight",
    "in_focus": "CRS In Focus",
    "legal_sidebar": "CRS Legal Sidebar",
    "issue_brief": "CRS Issue Brief",
    "testimony": "CRS Testimony",
    "infographic": "CRS Infographic",
    "memorandum": "CRS Memorandum",
}


class Context(Struct, frozen=True):
    """What inline text may refer to."""

    notes: frozenset[int]
    """Numbers of the footnotes that are defined."""
    targets: frozenset[str]
    """Ids of the blocks that internal links lead to."""


def encode(document: Document) -> bytes:
    """Return the document as Markdown, UTF-8, with a final line feed."""
    facts = _facts(document)
    blocks = [block for block in document.blocks if not _left_out(block, facts)]
    ids = {block.id for block in blocks}
    context = Context(
        frozenset(note.number for note in document.footnotes),
        frozenset(link.target for link in _all_links(document) if link.target in ids and link.target is not None),
    )
    chunks = list(_title_block(document))
    for is_list, run in groupby(blocks, key=lambda block: isinstance(block, ListItem)):
        if is_list:
            chunks.append("\n".join(_list([block for block in run if isinstance(block, ListItem)], context)))
        else:
            chunks.extend(chunk for block in run for chunk in _block(block, context))
    chunks.extend(_notes(document.footnotes, context))
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def _facts(document: Document) -> frozenset[str]:
    """Return what the front says that the document has in a field of its own, case folded."""
    facts = [document.product.id, document.date_label, document.subtitle]
    for author in document.authors:
        facts += [author.name, author.title, author.email, author.phone, f"{author.name}, {author.role}"]
    return frozenset(fact.casefold() for fact in facts if fact)


def _left_out(block: AnyBlock, facts: Container[str]) -> bool:
    if isinstance(block, Title | ContentsEntry) or block.part == "contents":
        return True
    return block.part == "front" and block.text.casefold() in facts


def _all_links(document: Document) -> Iterator[Link]:
    for block in document.blocks:
        yield from block.links
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.links
        if isinstance(block, Table | Figure):
            for rich in (block.notes, block.source):
                yield from rich.links if rich else ()
    for note in document.footnotes:
        yield from note.links


def _title_block(document: Document) -> Iterator[str]:
    """Yield title, subtitle, the line of product, version and date, and the authors."""
    if document.title:
        yield "# " + heading_line(Inline(document.title).lines())
    if document.subtitle:
        yield f"*{heading_line(Inline(document.subtitle).lines())}*"
    product = document.product
    facts = (
        _PRODUCT_NAMES.get(product.type),
        product.id,
        f"Version {product.version}" if product.version is not None else None,
        document.date_label or document.publication_date,
    )
    yield escaped(" · ".join(fact for fact in facts if fact))
    names = (", ".join(part for part in (author.name, author.title) if part) for author in document.authors)
    yield _HARD_BREAK.join(line for name in names for line in Inline(name).lines())


def _block(block: AnyBlock, context: Context) -> Iterator[str]:
    """Yield the chunks, to be separated by blank lines, that a block becomes."""
    anchor = f'<a id="{block.id}"></a>' if block.id in context.targets else ""
    if isinstance(block, Heading):
        line = heading_line(_lines(block, context, _partial_italics(block)))
        if line:
            yield f"{'#' * min(block.level + 1, _DEEPEST_HEADING)} {anchor}{line}"
    elif isinstance(block, Table | Figure):
        yield from _captioned(block, anchor, context)
    else:
        text = anchor + _HARD_BREAK.join(_lines(block, context, block.emphasis))
        yield "> " + text.replace("\n", "\n> ") if isinstance(block, Quote) and text else text


def _lines(block: AnyBlock, context: Context, emphasis: Sequence[Emphasis]) -> list[str]:
    return Inline(block.text, block.links, block.footnote_refs, emphasis).lines(context.notes, context.targets)


def _rich(rich: RichText | None, context: Context) -> str:
    if rich is None:
        return ""
    inline = Inline(rich.text, rich.links, rich.footnote_refs, rich.emphasis)
    return _HARD_BREAK.join(inline.lines(context.notes, context.targets))


def _partial_italics(heading: Heading) -> list[Emphasis]:
    """Return what is set apart within a heading; bold, or italic as a whole, is only how headings look."""
    whole = len(heading.text.strip())
    return [item for item in heading.emphasis if item.style != "bold" and item.end - item.start < whole]


def _captioned(block: Table | Figure, anchor: str, context: Context) -> Iterator[str]:
    """Yield the caption in bold, a subtitle in italics, the table or what is printed in the figure, source, notes."""
    emphasis = list(block.emphasis)
    if block.label or block.caption:
        emphasis.append(Emphasis(start=0, end=len(block.text.partition("\n")[0]), style="bold"))
    caption = _HARD_BREAK.join(_lines(block, context, emphasis))
    if not caption and isinstance(block, Figure) and block.alt_text:
        caption = _HARD_BREAK.join(Inline(f"Figure: {block.alt_text}").lines())
    yield anchor + caption
    if isinstance(block, Table):
        if block.subtitle:
            whole = Emphasis(start=0, end=len(block.subtitle), style="italic")
            yield _HARD_BREAK.join(Inline(block.subtitle, emphasis=(whole,)).lines())
        yield pipe_table(block, context.notes, context.targets)
    yield _rich(block.source, context)
    yield _rich(block.notes, context)


class _Level(Struct):
    """An open list while its items are written."""

    number: int | None
    """Number of the last item; None in a bullet list."""
    point: str
    """Sign after the number, ``.`` or ``)``."""
    indent: int
    """Columns before the text of the last item."""


def _list(items: Iterable[ListItem], context: Context) -> Iterator[str]:
    """Yield the lines of list items that follow one another; nested items stand under the text of their parent."""
    levels: list[_Level] = []
    for item in items:
        depth = min(item.depth, len(levels))
        del levels[depth + 1 :]
        column = levels[depth - 1].indent if depth else 0
        ordered = _ORDERED.fullmatch(item.marker or "")
        number, point = (int(ordered[1]), ordered[2]) if ordered else (None, "")
        before = levels[depth] if depth < len(levels) else None
        if before and number is not None and before.point == point and number != (before.number or 0) + 1:
            yield " " * column + _SEPARATE_LISTS
        marker = f"{number}{point}" if ordered else "-"
        lines = Inline(item.text, item.links, item.footnote_refs, item.emphasis).lines(context.notes, context.targets)
        if not ordered and item.marker and item.marker != _ROUND_BULLET and any(map(str.isalnum, item.marker)):
            lines = [f"{escaped(item.marker)} {' '.join(lines[:1])}".rstrip(), *lines[1:]]
        if item.id in context.targets:
            lines = [f'<a id="{item.id}"></a>{"".join(lines[:1])}', *lines[1:]]
        if levels and before is None and (number not in (None, 1) or not lines):
            yield ""  # else the item could not interrupt its parent's paragraph
        levels[depth:] = [_Level(number, point, column + len(marker) + 1)]
        yield " " * column + f"{marker} {(_HARD_BREAK + ' ' * levels[depth].indent).join(lines)}".rstrip()


def _notes(footnotes: Iterable[Footnote], context: Context) -> Iterator[str]:
    """Yield the definitions of the footnotes; of several with one number the first is defined, the others follow it."""
    defined: set[int] = set()
    for note in footnotes:
        paragraphs = Inline(note.text, note.links, (), note.emphasis).lines(context.notes, context.targets)
        text = "\n\n    ".join(paragraphs)
        yield f"[^{note.number}]: {text}" if note.number not in defined else f"    {text}"
        defined.add(note.number)
