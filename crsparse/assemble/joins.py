"""Joins: what page ends, column ends, figures, tables and notes cut in print is one block, and one note, again.

Cues: a paragraph that ends without a sentence's end at the end of a page or column goes on in the next text block of its
kind; so does an item followed by one without marker. Between the two only tables and figures may stand.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from crsparse.drafts import BlockDraft, NoteDraft
from crsparse.inline import Inline, join

_TEXT_TYPES = frozenset({"paragraph", "list_item", "quote"})
_FLOATS = frozenset({"table", "figure"})
_SENTENCE_END = re.compile(r"[.?!:…][\"'”’)\]]*$")
_LOWER_START = re.compile(r"[\"'“‘(\[]*[a-z]")
_JOINING_PARTS = frozenset({"summary", "body", "appendix", "acknowledgments", "disclaimer"})


def join_blocks(blocks: Sequence[BlockDraft]) -> tuple[BlockDraft, ...]:
    """Return the blocks with those joined that print has cut."""
    result: list[BlockDraft] = []
    last: int | None = None
    for block in blocks:
        if block.type in _TEXT_TYPES and last is not None and _goes_on(result[last], block, last < len(result) - 1):
            result[last] = _joined(result[last], block)
            continue
        result.append(block)
        if block.type in _TEXT_TYPES:
            last = len(result) - 1
        elif block.type not in _FLOATS:
            last = None
    return tuple(result)


def _goes_on(first: BlockDraft, second: BlockDraft, over_float: bool) -> bool:
    if first.part != second.part or first.part not in _JOINING_PARTS:
        return False
    if second.tail:
        return first.type == "list_item"
    if not first.placements or not second.placements or not first.last_line or not second.first_line:
        return False
    a, b = first.placements[-1], second.placements[0]
    breaks = b.page > a.page or (b.page == a.page and (over_float or second.first_line[1] < first.last_line[1] - 20))
    if not breaks or b.page > a.page + 3:
        return False
    if second.type == "list_item" or (second.type != first.type and first.type == "quote"):
        return False
    if second.type == "quote" and first.type != "quote":
        return False
    text = first.inline.text
    if _SENTENCE_END.search(text):
        return bool(_LOWER_START.match(second.inline.text)) and text[-1] not in ":"
    if first.type == "list_item":
        return bool(_LOWER_START.match(second.inline.text)) or second.first_line[0] > first.last_line[0] - 4
    return True


def _joined(first: BlockDraft, second: BlockDraft) -> BlockDraft:
    return replace(
        first,
        inline=join(first.inline, second.inline),
        placements=first.placements + second.placements,
        last_line=second.last_line,
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
        result[-1] = replace(last, inline=inline, names=last.names + note.names)
    return tuple(note for note in result if note.number is not None)
