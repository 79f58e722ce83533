"""Paragraphs that a column's or a page's end cuts.

What goes on in the next column of a page is joined here; over a page's end, only list items are marked, for their indent
tells it best: the rest is left to the assembly. Cues, in this order: the first text of the next column has no marker, the
style of the last and a usual left edge; the last line is full, so that the next word had no room; no sentence ends with
it. Text that stands as far in as the text of the list item before the break belongs to that item.

Always true: no text moves but to the end of the unit right before it. Known to be missed: paragraphs cut exactly between
two sentences.
"""

from collections.abc import Sequence

from msgspec import Struct

from crsparse.elements import Element
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.paragraphs import WORD_SPACE, Margins, Paragraph, ends_sentence, first_word

EDGE = 5.0
"""Left edges, counted from their column's, that differ by less than this, in points, are one edge."""
SLACK = 2.0
"""Tolerance in points of the room for the next word, whose width is an estimate."""


class Flow(Struct):
    """The units of one column in reading order."""

    units: list[Paragraph | Element]
    """Paragraphs, and the elements of tables, figures and boxes between them."""
    margins: Margins
    """The edges of the column."""
    page: int
    """Page, 1-based."""


def join_flows(flows: Sequence[Flow]) -> None:
    """Join what the end of a column cuts, and mark list items that go on over a page's end."""
    for before, after in zip(flows, flows[1:], strict=False):
        last = before.units[-1] if before.units else None
        first = after.units[0] if after.units else None
        if not isinstance(last, Paragraph) or not isinstance(first, Paragraph) or first.rows[0].marker:
            continue
        above, line = last.rows[-1].line, first.rows[0].line
        if not _same_style(above, line) or not _is_full(above, line, before.margins):
            continue
        inside = _goes_on_inside(last, before.margins, first, after.margins)
        if before.page == after.page and not ends_sentence(above.text) and (inside or not last.rows[0].marker):
            last.rows.extend(first.rows)
            after.units.pop(0)
        elif inside and last.rows[0].marker:
            first.tail = True


def _same_style(above: Line, line: Line) -> bool:
    a, b = above.style, line.style
    return abs(a.size - b.size) < 0.6 and a.color == b.color and not (a.bold and b.bold and a.font != b.font)


def _is_full(above: Line, line: Line, margins: Margins) -> bool:
    """Tell whether the last line had no room for the next word."""
    end = above.x1 + WORD_SPACE * line.size + first_word(line)
    return end > margins.right_of(above) - SLACK


def _goes_on_inside(last: Paragraph, before: Margins, first: Paragraph, after: Margins) -> bool:
    """Tell whether ``first`` stands as far in as the text of the list item ``last``."""
    indent = first.rows[0].left - after.left
    inner = last.rows[1].left if len(last.rows) > 1 else last.rows[0].line.x0
    return indent > EDGE and abs(indent - (inner - before.left)) < EDGE
