"""Quotations set off as paragraphs of their own.

What CRS prints: a paragraph indented at both sides, in the body's type (IF12495). Tags call it P.
Cues: the source's own claim; else the indent, at least 10 points left and right of the paragraphs of its column.
Always true: list items and text in other type are never quotes.
Known to miss: quotes of one short line, for which no right indent shows.
"""

from collections import Counter
from collections.abc import Iterator

from crsparse.drafts import Claim
from crsparse.geometry import Box
from crsparse.recognizers.view import View

_INDENT = 10.0
"""Least indent at both sides, in points; CRS indents by 18."""
_PARTS = frozenset({"body", "summary", "appendix"})


def recognize(view: View) -> Iterator[Claim]:
    """Claim block quotes."""
    margins = _left_margins(view)
    for index in view.free:
        element = view.elements[index]
        if element.kind == "quote" or (
            element.kind in (None, "paragraph") and view.parts[index] in _PARTS and _is_set_off(view, index, margins)
        ):
            yield Claim((index,), (view.block(index, "quote"),))


def _left_margins(view: View) -> tuple[float, ...]:
    """Return the left edges at which paragraphs of the body's type stand: the frequent ones, and those of headings.

    The last column of an In Focus may have few paragraphs of its own.
    """
    lefts: Counter[int] = Counter()
    headed: Counter[int] = Counter()
    for element in view.elements:
        if element.first_line and element.kind == "heading":
            headed[round(element.first_line[0] / 4)] += 1
    for index in view.free:
        element = view.elements[index]
        if element.kind in (None, "paragraph") and element.first_line and len(view.texts[index]) > 120:
            lefts[round(element.first_line[0] / 4)] += 1
    if not lefts:
        return ()
    most = max(lefts.values())
    return tuple(sorted(left * 4.0 for left, count in lefts.items() if count >= max(2, most // 4) or headed[left]))


def _is_set_off(view: View, index: int, margins: tuple[float, ...]) -> bool:
    element = view.elements[index]
    if (
        view.looks[index].size != round(view.profile.body_size * 2) / 2
        or not element.placements
        or not element.first_line
    ):
        return False
    if element.first_line == element.last_line and len(view.texts[index]) < 40:
        return False
    box = element.placements[0].box
    left = max((margin for margin in margins if margin <= box[0] + 4), default=None)
    if left is None or box[0] - left < _INDENT:
        return False
    right = _right_margin(view, index, left)
    return right is not None and right - box[2] >= _INDENT


def _right_margin(view: View, index: int, left: float) -> float | None:
    """Return how far paragraphs that begin at ``left`` reach to the right, on this page or its neighbours."""
    page = view.elements[index].page or 0
    boxes: list[Box] = [
        place.box
        for other in view.free
        for place in view.elements[other].placements[:1]
        if abs(place.page - page) <= 1 and abs(place.box[0] - left) < 6 and len(view.texts[other]) > 120
    ]
    return max((box[2] for box in boxes), default=None)
