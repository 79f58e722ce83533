"""Paragraphs that a column's or a page's end cuts.

What goes on in the next column of a page is joined here. Over a page's end, list items that go on are marked, for their
indent tells it best; paragraphs are joined where a sentence ends with the page and yet the text goes on; the rest, cut
within a sentence, is left to the assembly. Cues, in this order: the first text of the next column has no marker, the
style of the last and its left edge; no sentence ends with the last line, and it is about full; or a sentence does, but
the line is quite full and the column, too: then it is more likely that the text goes on than that a paragraph ends with
the very last word that the column can hold. Text that stands as far in as the text of the list item before the break
belongs to that item.

Always true: no text moves but to the end of the unit right before it. Known to be missed: a paragraph that does end
with a full line in a full column.
"""

import itertools
from collections.abc import Sequence

from msgspec import Struct

from crsparse.elements import Element
from crsparse.looks import family
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.paragraphs import (
    WORD_SPACE,
    Margins,
    Paragraph,
    Spacing,
    ends_sentence,
    first_word,
    is_byline,
    is_display,
)

EDGE = 5.0
"""Left edges, counted from their column's, that differ by less than this, in points, are one edge."""
SLACK = 2.0
"""Tolerance in points of the room for the next word, whose width is an estimate."""
UNFINISHED = 6.0
"""Room that an unfinished sentence may leave on its line, as a share of the font size: long words follow."""
FULL_COLUMN = 0.8
"""Room that a full column may leave at its end, as a share of the distance of lines: the next line has none."""


class Flow(Struct):
    """The units of one column in reading order."""

    units: list[Paragraph | Element]
    """Paragraphs, and the elements of tables, figures and boxes between them."""
    margins: Margins
    """The edges of the column."""
    page: int
    """Page, 1-based."""
    floor: float
    """Lowest baseline that the column can hold, in points."""


def join_flows(flows: Sequence[Flow], spacing: Spacing) -> None:
    """Join what the end of a column cuts, mark list items that go on over a page's end, and close what ends."""
    for flow in flows:
        _close(flow)
    for before, after in itertools.pairwise(flows):
        last = _last_unit(before)
        first = after.units[0] if after.units else None
        if isinstance(last, Paragraph):
            _join(last, before, first, after, spacing)


def _last_unit(flow: Flow) -> Paragraph | Element | None:
    """Return the last unit of a flow; an imprint set at the right below the text is none."""
    middle = (flow.margins.left + flow.margins.right) / 2
    for unit in reversed(flow.units):
        if not isinstance(unit, Paragraph) or any(row.left < middle for row in unit.rows):
            return unit
    return None


def _close(flow: Flow) -> None:
    """Close the paragraphs, but the last, that end with a sentence: others may be cut by a table or the imprint."""
    for unit in flow.units[:-1]:
        if isinstance(unit, Paragraph):
            unit.closed = ends_sentence(unit.rows[-1].line)


def _join(last: Paragraph, before: Flow, first: Paragraph | Element | None, after: Flow, spacing: Spacing) -> None:
    above = last.rows[-1].line
    sentence = ends_sentence(above)
    if not isinstance(first, Paragraph):
        last.closed = sentence
        return
    line = first.rows[0].line
    room = _right(last, before) - (above.x1 + WORD_SPACE * line.size + first_word(line))
    goes_on = room < UNFINISHED * line.size
    if sentence:
        goes_on = room < SLACK and before.floor - above.baseline <= FULL_COLUMN * spacing.usual(above.size)
    if first.rows[0].marker or not goes_on or not _same_style(above, line) or is_byline(line):
        last.closed = sentence
        return
    aligned, inside = _aligned(last, before, first, after)
    item = bool(last.rows[0].marker)
    if item and not inside and sentence:
        last.closed = True
    elif aligned and (before.page == after.page or (sentence and not item)):
        last.rows.extend(first.rows)
        after.units.pop(0)
    elif aligned and item and inside:
        first.tail = True


def _right(last: Paragraph, flow: Flow) -> float:
    """Return where the last line ends when it is full; list items have an edge of their own."""
    line = last.rows[-1].line
    right = flow.margins.right_of(line)
    if last.rows[0].marker:
        items = [unit for unit in flow.units if isinstance(unit, Paragraph) and unit.rows[0].marker]
        own = max(
            row.line.x1 for item in items for row in item.rows if abs(item.rows[0].left - last.rows[0].left) < EDGE
        )
        right = min(right, own) if len(last.rows) > 1 or len(items) > 1 else right
    return right


def _same_style(above: Line, line: Line) -> bool:
    """Tell whether two lines may be of one paragraph; captions and headings are set in a face of their own."""
    a, b = above.style, line.style
    alike = abs(a.size - b.size) < 0.6 and a.color == b.color and family(a.font) == family(b.font)
    return alike and not (is_display(line) and not is_display(above))


def _aligned(last: Paragraph, before: Flow, first: Paragraph, after: Flow) -> tuple[bool, bool]:
    """Tell whether ``first`` stands as far in as the inner lines of ``last``, and whether that is further than text.

    On another page the column is at the same place, so that edges compare as they are: a page of list items only does
    not show where the text begins.
    """
    row = last.rows[1] if len(last.rows) > 1 else last.rows[0]
    inner = row.line.x0 if row.marker else row.left
    indent = inner - before.margins.left
    if before.page != after.page and abs(first.rows[0].left - inner) < EDGE:
        return True, indent > EDGE
    own = first.rows[0].left - after.margins.left
    return abs(own - indent) < EDGE, own > EDGE
