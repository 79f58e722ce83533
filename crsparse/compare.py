"""Comparison of two documents: what was added, removed or changed between two versions, or two readings, of a product.

Blocks are aligned in order: first those whose text is equal, then, between them, the pairing of greatest total
similarity that keeps the order. Two blocks pair when they share at least half of their words; others are one removed
and one added. So are blocks that moved.

Always true: every block and note of either document is in at most one change, and in none only when it has an equal
twin. Not compared, for they differ wherever the source differs: ids, pages, boxes, emphasis, furniture, diagnostics,
statistics; nor citations, for they follow from texts and links. Numbers of notes are compared by the notes they stand
for: one note more does not change all later calls.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from crsparse.model import (
    AnyBlock,
    ContentsEntry,
    Document,
    Figure,
    Footnote,
    FootnoteRef,
    Heading,
    Link,
    ListItem,
    RichText,
    Table,
)

Kind = Literal["added", "removed", "changed"]
Op = Literal["same", "added", "removed"]

_PAIRING = 0.5
"""Least share of words that two texts have in common to be two states of one."""
_MOST_PAIRS = 250_000
"""Pairs of unequal texts in one stretch above which they are not weighed but told as removed and added."""
_TOKEN = re.compile(r"\s+|[^\s\w]|\w+")
"""Words, single signs and spaces: a full stop that is added does not change the word before it."""
_WORD = re.compile(r"\w+")


class FieldChange(Struct, frozen=True):
    """A fact about the product that differs; None where one document does not have it."""

    field: str
    """Name, e.g. ``title`` or ``product.version``."""
    before: str | None
    """In the first document."""
    after: str | None
    """In the second document."""


class LinkChange(Struct, frozen=True):
    """A link that only one of two texts has, or that leads elsewhere."""

    kind: Kind
    """What happened to it."""
    anchor: str
    """Its text."""
    before: str | None
    """Where it led: an address, or the text of the block or the number of the note; None where that is unknown."""
    after: str | None
    """Where it leads now."""


class BlockChange(Struct, frozen=True):
    """A block that was added, removed or changed."""

    kind: Kind
    """What happened to it."""
    before: AnyBlock | None
    """The block in the first document; None for an added one."""
    after: AnyBlock | None
    """The block in the second document; None for a removed one."""
    fields: tuple[str, ...] = ()
    """For a changed block, the fields that differ; ``links`` and ``footnote_refs`` by what they stand for."""
    links: tuple[LinkChange, ...] = ()
    """For a changed block, the links that differ."""


class NoteChange(Struct, frozen=True):
    """A footnote that was added, removed or changed."""

    kind: Kind
    """What happened to it."""
    before: Footnote | None
    """The note in the first document; None for an added one."""
    after: Footnote | None
    """The note in the second document; None for a removed one."""
    links: tuple[LinkChange, ...] = ()
    """For a changed note, the links that differ."""


class Comparison(Struct, frozen=True):
    """Everything that two documents disagree on."""

    fields: tuple[FieldChange, ...]
    """Facts about the product."""
    blocks: tuple[BlockChange, ...]
    """Blocks, in reading order; what was removed stands before what was added in its place."""
    notes: tuple[NoteChange, ...]
    """Footnotes, in order."""

    @property
    def same(self) -> bool:
        """Whether the documents agree on everything that is compared."""
        return not (self.fields or self.blocks or self.notes)

    @property
    def link_count(self) -> int:
        """How many links differ, in blocks and notes that both documents have."""
        return sum(len(block.links) for block in self.blocks) + sum(len(note.links) for note in self.notes)


class Piece(Struct, frozen=True):
    """A stretch of text in the comparison of two texts."""

    op: Op
    """Whether both texts have it, or only one."""
    text: str
    """The text."""


def compare(before: Document, after: Document) -> Comparison:
    """Return what two documents disagree on."""
    notes = _pairs([note.text for note in before.footnotes], [note.text for note in after.footnotes])
    numbers = {
        before.footnotes[one].number: after.footnotes[other].number
        for one, other in notes
        if one is not None and other is not None
    }
    views = (_View(before, numbers), _View(after, {}))
    note_changes = (
        _note_change(
            None if one is None else before.footnotes[one], None if other is None else after.footnotes[other], views
        )
        for one, other in notes
    )
    block_changes = (
        _block_change(
            None if one is None else before.blocks[one], None if other is None else after.blocks[other], views
        )
        for one, other in _pairs([block.text for block in before.blocks], [block.text for block in after.blocks])
    )
    return Comparison(
        tuple(_field_changes(before, after)),
        tuple(change for change in block_changes if change is not None),
        tuple(change for change in note_changes if change is not None),
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return how one text becomes the other, word by word.

    >>> [(piece.op, piece.text) for piece in pieces("two old words", "two new words")]
    [('same', 'two '), ('removed', 'old'), ('added', 'new'), ('same', ' words')]
    """
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Piece] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece("same", "".join(left[i1:i2])))
            continue
        if i1 < i2:
            found.append(Piece("removed", "".join(left[i1:i2])))
        if j1 < j2:
            found.append(Piece("added", "".join(right[j1:j2])))
    return tuple(found)


# -- alignment --------------------------------------------------------------------------------------------------------

_Pair = tuple[int | None, int | None]


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    """Return which text of ``before`` is which of ``after``, in order; None where one has no counterpart."""
    pairs: list[_Pair] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pairs.extend(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            pairs.extend(_by_likeness(before, range(i1, i2), after, range(j1, j2)))
    return pairs


def _by_likeness(before: Sequence[str], left: range, after: Sequence[str], right: range) -> list[_Pair]:
    """Pair unequal texts so that the sum of their likenesses is greatest and the order is kept."""
    if not left or not right or len(left) * len(right) > _MOST_PAIRS:
        return [*((one, None) for one in left), *((None, other) for other in right)]
    rows = [Counter(_WORD.findall(before[one])) for one in left]
    columns = [Counter(_WORD.findall(after[other])) for other in right]
    likeness = [[_likeness(row, column) for column in columns] for row in rows]
    # best[i][j] is the greatest sum for the texts from i and j on
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in reversed(range(len(rows))):
        for j in reversed(range(len(columns))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs: list[_Pair] = []
    i = j = 0
    while i < len(rows) and j < len(columns):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((left[i], None))
            i += 1
        else:
            pairs.append((None, right[j]))
            j += 1
    pairs.extend((one, None) for one in left[i:])
    pairs.extend((None, other) for other in right[j:])
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common (Dice); 0.0 when they have too few to pair."""
    left, right = one.total(), other.total()
    if 2 * min(left, right) < _PAIRING * (left + right):
        return 0.0  # one is so much longer that it can't be half of both
    share = 2 * (one & other).total() / (left + right) if left and right else 0.0
    return share if share >= _PAIRING else 0.0


# -- what differs -----------------------------------------------------------------------------------------------------


class _View:
    """Says what the links and calls of a document stand for."""

    def __init__(self, document: Document, numbers: Mapping[int, int]) -> None:
        self.texts = {block.id: block.text for block in document.blocks}
        self.numbers = numbers

    def call(self, number: int) -> int:
        """Return the number that the called note has in the second document."""
        return self.numbers.get(number, number)

    def target(self, link: Link) -> str | None:
        """Return where a link leads: an address, the text of a block, ``note 3``, or None where it is unknown."""
        if link.target is None:
            return link.href
        if link.target.startswith("fn") and link.target[2:].isdigit():
            return f"note {self.call(int(link.target[2:]))}"
        return self.texts.get(link.target)

    def calls(self, refs: Sequence[FootnoteRef]) -> list[tuple[int, int]]:
        """Return place and note of each call."""
        return [(ref.offset, self.call(ref.number)) for ref in refs]


_Views = tuple[_View, _View]


def _field_changes(before: Document, after: Document) -> list[FieldChange]:
    changes = []
    second = dict(_facts(after))
    for field, value in _facts(before):
        if value != second[field]:
            changes.append(FieldChange(field, value, second[field]))
    return changes


def _facts(document: Document) -> list[tuple[str, str | None]]:
    product = document.product
    authors = "; ".join(", ".join(part for part in (one.name, one.role, one.title) if part) for one in document.authors)
    version = None if product.version is None else str(product.version)
    return [
        ("product.id", product.id),
        ("product.type", product.type),
        ("product.version", version),
        ("product.status", product.status),
        ("title", document.title),
        ("subtitle", document.subtitle),
        ("publication_date", document.publication_date),
        ("date_label", document.date_label),
        ("authors", authors or None),
    ]


def _note_change(before: Footnote | None, after: Footnote | None, views: _Views) -> NoteChange | None:
    if before is None or after is None:
        return NoteChange("removed" if before else "added", before, after)
    links = _link_changes(before.text, before.links, after.text, after.links, views)
    if before.text == after.text and not links:
        return None
    return NoteChange("changed", before, after, links)


def _block_change(before: AnyBlock | None, after: AnyBlock | None, views: _Views) -> BlockChange | None:
    if before is None or after is None:
        return BlockChange("removed" if before else "added", before, after)
    one, other = _content(before, views[0]), _content(after, views[1])
    fields = [field for field in dict.fromkeys((*one, *other)) if one.get(field) != other.get(field)]
    if before.text != after.text and "footnote_refs" in fields and _called(one) == _called(other):
        fields.remove("footnote_refs")  # the calls are the same, only their places moved with the text
    links = _link_changes(before.text, before.links, after.text, after.links, views)
    if links:
        fields.append("links")
    return BlockChange("changed", before, after, tuple(fields), links) if fields else None


def _content(block: AnyBlock, view: _View) -> dict[str, object]:
    """Return what of a block is compared, links apart, by field."""
    content: dict[str, object] = {
        "type": type(block).__name__,
        "part": block.part,
        "text": block.text,
        "footnote_refs": view.calls(block.footnote_refs),
    }
    if isinstance(block, Heading | ContentsEntry):
        content["level"] = block.level
    if isinstance(block, ListItem):
        content.update(depth=block.depth, marker=block.marker)
    if isinstance(block, Table | Figure):
        content.update(label=block.label, caption=block.caption)
        content.update(notes=_rich(block.notes, view), source=_rich(block.source, view))
    if isinstance(block, Table):
        content.update(subtitle=block.subtitle, header_rows=block.header_rows)
        content["rows"] = [
            [
                (cell.text, cell.col_span, cell.row_span, cell.header, _leads(cell.text, cell.links, view))
                for cell in row
            ]
            for row in block.rows
        ]
    if isinstance(block, Figure):
        content["alt_text"] = block.alt_text
    return content


def _called(content: Mapping[str, object]) -> list[int]:
    refs = content["footnote_refs"]
    return [number for _, number in refs] if isinstance(refs, list) else []


def _rich(text: RichText | None, view: _View) -> object:
    return None if text is None else (text.text, _leads(text.text, text.links, view), view.calls(text.footnote_refs))


def _leads(text: str, links: Sequence[Link], view: _View) -> list[tuple[str, str | None]]:
    return [(text[link.start : link.end], view.target(link)) for link in links]


def _link_changes(
    before: str, old: Sequence[Link], after: str, new: Sequence[Link], views: _Views
) -> tuple[LinkChange, ...]:
    """Return the links that differ, aligned by anchor and, where that does not tell, by order."""
    left, right = _leads(before, old, views[0]), _leads(after, new, views[1])
    changes: list[LinkChange] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        ones, others = left[i1:i2], right[j1:j2]
        for anchor, target in ones:
            twin = next((place for place, (text, _) in enumerate(others) if text == anchor), None)
            if twin is None:
                changes.append(LinkChange("removed", anchor, target, None))
            else:
                changes.append(LinkChange("changed", anchor, target, others.pop(twin)[1]))
        changes.extend(LinkChange("added", anchor, None, target) for anchor, target in others)
    return tuple(changes)
