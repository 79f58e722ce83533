"""Joins: what page ends, column ends, figures, tables and notes cut in print is one block, and one note, again.

Cues, in this order: the source shows that the paragraph ends (then nothing is joined); it ends without a sentence's
end; or with one, but its last line is full and the source, which marks the ends of paragraphs elsewhere, marks none
here (R48914, page 22). An item goes on in an item without marker. Between the pieces only tables and figures may stand.

Known to miss: in sources without marks, a paragraph that the page cuts exactly between two sentences.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.drafts import BlockDraft, NoteDraft
from crsparse.elements import Placement
from crsparse.inline import Inline, join

_TEXT_TYPES = frozenset({"paragraph", "list_item", "quote"})
_FLOATS = frozenset({"table", "figure"})
_SENTENCE_END = re.compile(r"[.?!:…][\"'”’)\]]*$")
_LOWER_START = re.compile(r"[\"'“‘(\[]*[a-z]")
_JOINING_PARTS = frozenset({"summary", "body", "appendix", "acknowledgments", "disclaimer"})
_FULL = 16.0
"""Points that a full last line may leave to the right margin: less than most words with their space."""
_SHORT = 90.0
"""Points to the right margin from which a line is a paragraph's last, whatever it ends with; no word is so long."""
_MARKED = 0.4
"""Share of paragraphs with a mark from which a paragraph without one tells something."""
_COLUMN = 60.0
"""Points by which left edges in one column may differ."""


class _Page(Struct, frozen=True):
    """What the joins need to know of the whole."""

    right: dict[int, list[tuple[float, float]]]
    """Left and right edges of the text blocks on each page."""
    marks: bool
    """Whether the source marks the ends of paragraphs."""


def join_blocks(blocks: Sequence[BlockDraft]) -> tuple[BlockDraft, ...]:
    """Return the blocks with those joined that print has cut."""
    whole = _whole(blocks)
    result: list[BlockDraft] = []
    last: int | None = None
    for block in blocks:
        if (
            block.type in _TEXT_TYPES
            and last is not None
            and _goes_on(result[last], block, last < len(result) - 1, whole)
        ):
            result[last] = _joined(result[last], block)
            continue
        result.append(block)
        if block.type in _TEXT_TYPES:
            last = len(result) - 1
        elif block.type not in _FLOATS:
            last = None
    return tuple(result)


def _whole(blocks: Sequence[BlockDraft]) -> _Page:
    right: dict[int, list[tuple[float, float]]] = {}
    paragraphs = closed = 0
    for block in blocks:
        if block.type not in _TEXT_TYPES or block.part not in _JOINING_PARTS:
            continue
        paragraphs += block.type == "paragraph"
        closed += block.closed and block.type == "paragraph"
        for place in block.placements:
            right.setdefault(place.page, []).append((place.box[0], place.box[2]))
    return _Page(right, closed > _MARKED * paragraphs)


def _goes_on(first: BlockDraft, second: BlockDraft, over_float: bool, whole: _Page) -> bool:
    if first.part != second.part or first.part not in _JOINING_PARTS:
        return False
    if second.tail:
        return first.type == "list_item"
    if first.closed or not first.placements or not second.placements or not first.last_line or not second.first_line:
        return False
    a, b = first.placements[-1], second.placements[0]
    breaks = b.page > a.page or (b.page == a.page and (over_float or second.first_line[1] < first.last_line[1] - 20))
    if not breaks or b.page > a.page + 3:
        return False
    if second.type == "list_item" or (second.type != first.type and "quote" in (first.type, second.type)):
        return False
    text = first.inline.text
    slack = _slack(a, first.last_line[2], whole)
    if not _SENTENCE_END.search(text):
        if first.type == "list_item":
            return bool(_LOWER_START.match(second.inline.text)) or second.first_line[0] > first.last_line[0] - 4
        return slack < _SHORT or bool(_LOWER_START.match(second.inline.text))
    if text[-1] == ":":
        return False
    if _LOWER_START.match(second.inline.text):
        return True
    return whole.marks and not over_float and first.type == "paragraph" and slack <= _FULL


def _slack(place: Placement, end: float, whole: _Page) -> float:
    """Return how far a line that ends at ``end`` stays from the right edge of its column."""
    rights = [right for left, right in whole.right.get(place.page, ()) if abs(left - place.box[0]) < _COLUMN]
    return max(rights, default=end) - end


def _joined(first: BlockDraft, second: BlockDraft) -> BlockDraft:
    return replace(
        first,
        inline=join(first.inline, second.inline),
        placements=first.placements + second.placements,
        last_line=second.last_line,
        closed=second.closed,
        names=first.names + second.names,
    )


def join_notes(notes: Sequence[NoteDraft]) -> tuple[NoteDraft, ...]:
    """Return whole notes; pieces without number go on with the note before them."""
    result: list[NoteDraft] = []
    for note in notes:
        if note.number is not None or not result:
            result.append(note)
            continue
        last = result[-1]
        inline: Inline = join(last.inline, note.inline, None if note.follows_break else "\n")
        result[-1] = replace(
            last, inline=inline, names=last.names + note.names, placements=last.placements + note.placements
        )
    return tuple(note for note in result if note.number is not None)
