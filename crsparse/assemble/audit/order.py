"""Reading order and whole paragraphs, by where blocks stand on their pages.

A page is read downwards, and column by column to the right. Boxes of one block on one page are its columns; a second
box right below the first means that a gap, a paragraph's end, lies within the block.
"""

from collections.abc import Iterator

from crsparse.assemble.audit.subject import Subject, say
from crsparse.model import AnyBlock, Diagnostic, PageBox

_TYPES = frozenset({"heading", "paragraph", "list_item", "quote"})
_TEXT = frozenset({"summary", "body", "appendix"})
"""Parts that follow each other down the pages."""
_ASIDE = frozenset({"front", "author_information", "acknowledgments", "disclaimer"})
"""Parts that stand anywhere, a box beside the summary say, but are in order within themselves."""
_SLACK = 4.0
"""Points by which a block may stand higher than the end of the one before: raised calls and drop caps."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the order of blocks with their places."""
    last: dict[str, AnyBlock] = {}
    for block in subject.blocks:
        if type(block).__struct_config__.tag not in _TYPES or block.part not in _TEXT | _ASIDE or not block.boxes:
            continue
        stretch = "text" if block.part in _TEXT else block.part
        before = last.get(stretch)
        if before is not None and _is_backward(before.boxes[-1], block.boxes[0]):
            yield say(
                "order_against_page", "warning", "this block stands before the one above it", block.page, block.id
            )
        if any(_is_gap(a, b) for a, b in zip(block.boxes, block.boxes[1:], strict=False)):
            yield say(
                "gap_in_block", "warning", "a gap as between paragraphs lies within this block", block.page, block.id
            )
        last[stretch] = block


def _is_backward(before: PageBox, after: PageBox) -> bool:
    if after.page != before.page:
        return after.page < before.page
    if _overlap(before, after) > 0:
        return after.box[3] <= before.box[1] + _SLACK
    return after.box[2] < before.box[0]  # a column to the left


def _is_gap(upper: PageBox, lower: PageBox) -> bool:
    return upper.page == lower.page and _overlap(upper, lower) > 0 and lower.box[1] >= upper.box[3] - _SLACK


def _overlap(a: PageBox, b: PageBox) -> float:
    return min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
