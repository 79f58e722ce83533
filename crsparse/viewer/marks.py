"""Marks: what stands on the pages, and how its kinds are told apart: by a colour in the style sheet, and by a word."""

from collections.abc import Iterator

from msgspec import Struct

from crsparse.model import AnyBlock, Document, Heading, PageBox

KINDS = {
    "title": "Title",
    "heading": "Heading",
    "paragraph": "Paragraph",
    "list_item": "List item",
    "quote": "Quote",
    "table": "Table",
    "figure": "Figure",
    "contents_entry": "Contents",
    "note": "Footnote",
    "furniture": "Furniture",
}
"""Names of the types of blocks, of footnotes and of furniture, in the order of the legend."""
HIDDEN_AT_FIRST = frozenset({"furniture"})
"""Kinds that are shown when they are asked for."""


class Item(Struct, frozen=True):
    """A block, a footnote or a piece of furniture."""

    id: str
    """Its id in the document, ``fn12`` for a footnote; for furniture, which has none, ``f3``."""
    kind: str
    """A key of :data:`KINDS`."""
    name: str
    """What it is called, e.g. ``Heading 2``."""
    sign: str
    """What stands beside it on the page: the number of a block in reading order, ``fn12``, nothing for furniture."""
    text: str
    boxes: tuple[PageBox, ...]

    @property
    def label(self) -> str:
        """What a screen reader calls it."""
        return f"{self.sign}, {self.name}" if self.sign.isdigit() else self.name


def kind_of(block: AnyBlock) -> str:
    """Return the type of a block."""
    return str(type(block).__struct_config__.tag)


def items(document: Document) -> Iterator[Item]:
    """Yield all that pages show: blocks in reading order, footnotes, furniture."""
    for number, block in enumerate(document.blocks, 1):
        kind = kind_of(block)
        name = f"{KINDS[kind]} {block.level}" if isinstance(block, Heading) else KINDS[kind]
        yield Item(block.id, kind, name, str(number), block.text, block.boxes)
    for note in document.footnotes:
        yield Item(f"fn{note.number}", "note", f"Footnote {note.number}", f"fn{note.number}", note.text, note.boxes)
    for number, piece in enumerate(document.furniture, 1):
        name = f"Furniture, {piece.kind.replace('_', ' ')}"
        yield Item(f"f{number}", "furniture", name, "", piece.text, piece.boxes)
