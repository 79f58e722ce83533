"""Paragraphs that a tree cuts within a line, put together again.

Tools that make a tree from the page alone may begin a new ``P`` where the style changes, at a link or a word in
italics: the second piece then goes on in the line in which the first ends.

Always true: only neighbours that are both paragraphs are joined, and no word is lost. Known to miss: pieces parted at a
line's end.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from crsparse.elements import Element, Placement, Run
from crsparse.geometry import Box, union

SAME_LINE = 0.3
"""Lower edges that differ by less belong to one line, as a share of its height."""
WIDEST = 0.6
"""Widest gap between two words of a line, as a share of its height; what stands further apart are columns."""
SPACE = 0.1
"""Narrowest gap that is a space, as a share of the line's height."""


def with_whole_lines(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Return the elements with pieces of one paragraph joined where one ends and the next begins within a line."""
    result: list[Element] = []
    for element in elements:
        if result and _goes_on(result[-1], element):
            result[-1] = _joined(result[-1], element)
        else:
            result.append(element)
    return tuple(result)


def _goes_on(first: Element, second: Element) -> bool:
    if first.kind not in (None, "paragraph", "list_item", "note") or second.kind not in (None, "paragraph"):
        return False
    a, b = first.last_line, second.first_line
    if first.closed or a is None or b is None or first.placements[-1].page != second.placements[0].page:
        return False
    high = min(a[3] - a[1], b[3] - b[1])
    return abs(a[3] - b[3]) < SAME_LINE * high and -SPACE * high <= b[0] - a[2] <= WIDEST * high


def _joined(first: Element, second: Element) -> Element:
    a, b = first.last_line, second.first_line
    assert a is not None and b is not None
    runs = list(first.runs)
    if b[0] - a[2] > SPACE * (b[3] - b[1]):
        runs[-1] = replace(runs[-1], text=runs[-1].text + " ")
    same: Box = union((a, b))
    last = second.placements[0]
    boxes = (*first.placements[:-1], Placement(last.page, union((first.placements[-1].box, last.box))))
    return replace(
        first,
        runs=_merged((*runs, *second.runs)),
        placements=(*boxes, *second.placements[1:]),
        first_line=same if first.first_line == a else first.first_line,
        last_line=same if second.last_line == b else second.last_line,
        closed=second.closed,
        names=first.names + second.names,
    )


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of one style in one."""
    merged: list[Run] = []
    for run in runs:
        if merged and replace(merged[-1], text=run.text) == run:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)
