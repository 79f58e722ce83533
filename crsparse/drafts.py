"""Drafts: what recognizers make of elements, before ids, sections and joins over pages are known."""

from typing import Literal

from msgspec import Struct

from crsparse.elements import Destination, Placement
from crsparse.geometry import Box
from crsparse.inline import Inline
from crsparse.model import Author, FurnitureKind, LayoutEra, Part, Status

BlockType = Literal["title", "heading", "paragraph", "list_item", "quote", "table", "figure", "contents_entry"]


class CellDraft(Struct, frozen=True):
    """A table cell."""

    inline: Inline
    col_span: int = 1
    row_span: int = 1
    header: bool = False


class BlockDraft(Struct, frozen=True):
    """A block to be."""

    type: BlockType
    order: int
    """Index of the element it begins with; blocks are sorted by it."""
    part: Part
    inline: Inline = Inline()
    placements: tuple[Placement, ...] = ()
    first_line: Box | None = None
    last_line: Box | None = None
    closed: bool = False
    """See :attr:`crsparse.elements.Element.closed`."""
    names: tuple[str, ...] = ()
    """Anchor names inside, for internal links by name."""
    level: int = 1
    """Heading or contents level, 1 is top; list depth, 0 is outermost."""
    marker: str | None = None
    label: str | None = None
    caption: str | None = None
    subtitle: str | None = None
    alt_text: str | None = None
    rows: tuple[tuple[CellDraft, ...], ...] = ()
    header_rows: int = 0
    notes: Inline | None = None
    source: Inline | None = None
    page_label: str | None = None
    tail: bool = False
    """Whether its kind or place shows that it only goes on with the block before: an item without marker."""


class NoteDraft(Struct, frozen=True):
    """A footnote, or a piece of one."""

    order: int
    number: int | None
    """None for a piece that goes on with the note before."""
    inline: Inline
    page: int | None
    names: tuple[str, ...] = ()
    follows_break: bool = False
    """Whether the piece goes on in mid-sentence (after a page end) and not as a new paragraph."""
    placements: tuple[Placement, ...] = ()


class FurnitureDraft(Struct, frozen=True):
    """Running matter."""

    order: int
    kind: FurnitureKind
    text: str
    page: int | None
    placements: tuple[Placement, ...] = ()
    """Empty for what is only a part of its element."""


class Facts(Struct, frozen=True):
    """What a recognizer learned about the product as a whole; None and () mean that it learned nothing."""

    product_id: str | None = None
    version: int | None = None
    status: Status | None = None
    title: str | None = None
    subtitle: str | None = None
    publication_date: str | None = None
    date_label: str | None = None
    authors: tuple[Author, ...] = ()
    layout_era: LayoutEra | None = None


class Claim(Struct, frozen=True):
    """What one rule makes of the elements it claims."""

    elements: tuple[int, ...]
    """Indexes of the elements claimed."""
    blocks: tuple[BlockDraft, ...] = ()
    notes: tuple[NoteDraft, ...] = ()
    furniture: tuple[FurnitureDraft, ...] = ()
    facts: Facts | None = None


class Draft(Struct, frozen=True):
    """Everything the recognizers found, in the order of the source."""

    blocks: tuple[BlockDraft, ...]
    notes: tuple[NoteDraft, ...]
    furniture: tuple[FurnitureDraft, ...]
    facts: tuple[Facts, ...]
    """In the order of the rules that learned them; the first value of a field wins."""
    targets: frozenset[tuple[str | None, Destination | None]] = frozenset()
    """Addresses and destinations of all links that the elements carry, those of furniture included."""
