"""Plain text: the words in reading order, a blank line between blocks, for people and for programs that count words.

A call is its number in square brackets, and so begins its footnote at the end; list items have their markers, two
spaces a level; the cells of a table are separated by tabs, one row a line. Lines are not broken. Links, emphasis and
furniture are left out, and so is what the Contents print again.
"""

from collections.abc import Iterator, Sequence

from crsparse.model import AnyBlock, ContentsEntry, Document, Figure, FootnoteRef, ListItem, Table

_INDENT = "  "
_NO_MARKER = "-"


def encode(document: Document) -> bytes:
    """Return the document as plain text, UTF-8, with a final line feed."""
    chunks = [_block(block) for block in document.blocks if not isinstance(block, ContentsEntry)]
    chunks += [f"[{note.number}] {note.text}" for note in document.footnotes]
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def _block(block: AnyBlock) -> str:
    text = with_calls(block.text, block.footnote_refs)
    if isinstance(block, ListItem):
        return f"{_INDENT * block.depth}{block.marker or _NO_MARKER} {text}"
    if isinstance(block, Table | Figure):
        return "\n".join([text, *_beside(block)]).strip("\n")
    return text


def _beside(block: Table | Figure) -> Iterator[str]:
    """Yield what a table or figure has beside its caption."""
    if isinstance(block, Table):
        if block.subtitle:
            yield block.subtitle
        for row in block.rows:
            cells = (with_calls(cell.text, cell.footnote_refs) for cell in row)
            yield "\t".join(" ".join(cell.split()) for cell in cells)
    for rich in (block.notes, block.source):
        if rich is not None:
            yield with_calls(rich.text, rich.footnote_refs)


def with_calls(text: str, refs: Sequence[FootnoteRef]) -> str:
    """Return ``text`` with note calls in square brackets."""
    for ref in sorted(refs, key=lambda ref: ref.offset, reverse=True):
        text = f"{text[: ref.offset]}[{ref.number}]{text[ref.offset :]}"
    return text
