"""Rows of a table by the places of its lines, where the order of drawing says nothing.

Tools that write a PDF again may draw a table line by line, or column by column. Cues, in this order: lines of one
column that are as close as wrapped ones are one text; texts of several columns that share some height are one row; a
row without text in the first column goes on the row above when it is one paragraph, or as close as a wrapped line; one
with text in the first column only, when it stands nearer than rows do; rules part rows in any case.

Always true: every line lands in exactly one cell. Known to be missed: rows as near as wrapped lines in tables that have
both.
"""

import itertools
from collections.abc import Iterable, Sequence

from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.slots import TIGHT, Slot, ruled

NEARER = 0.15
"""How much nearer than a row a paragraph of the first column's cell stands, as a share of the font size."""
BESIDE = 0.3
"""Cells whose heights share less than this are below each other, as a share of the font size."""
PARAGRAPH = 3.2
"""Greatest distance of the baselines of two paragraphs of a cell, as a multiple of the font size: with an empty one
between."""


def rows_by_distance(parts: Sequence[Slot], rules: Sequence[Rule]) -> list[list[Slot]]:
    """Return rows by distances: what is wrapped within a column, or stands beside each other, is in one row.

    A paragraph that follows wider apart in one column only, and not in the first, goes on its cell.
    """
    cells = sorted(_wrapped(parts, rules), key=lambda cell: (cell.top, cell.first))
    size = max(part.lines[0].size for part in parts)
    bands: list[list[Slot]] = []
    low = 0.0
    for cell in cells:
        if not bands or cell.top > low - BESIDE * size:
            bands.append([])
        bands[-1].append(cell)
        low = max(low, cell.bottom)
    lines = [_merged(band) for band in bands]
    usual = _row_gap(lines)
    rows: list[list[Slot]] = []
    for row in lines:
        if rows and _goes_on_below(rows, row, usual, rules):
            rows[-1] = _put_below(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _merged(band: Sequence[Slot]) -> list[Slot]:
    """Return the cells of one row from left to right, those that overlap joined."""
    row: list[Slot] = []
    for cell in sorted(band, key=lambda cell: cell.top):
        match = next((slot for slot in row if slot.first <= cell.last and cell.first <= slot.last), None)
        if match is None:
            row.append(cell)
        else:
            _add(match, cell)
    return sorted(row, key=lambda slot: slot.first)


def _row_gap(rows: Sequence[Sequence[Slot]]) -> float:
    """Return the narrowest white space above a row that has text in the first column and beside it; 0 for none."""
    gaps = [
        min(slot.top for slot in row) - max(slot.bottom for slot in above)
        for above, row in itertools.pairwise(rows)
        if row[0].first == 0 and len(row) > 1
    ]
    return min(gaps, default=0.0)


def _put_below(row: list[Slot], below: Sequence[Slot]) -> list[Slot]:
    """Return a row with the lines of another put below its own."""
    own = {slot.first: slot for slot in row}
    for cell in below:
        if cell.first in own:
            _add(own[cell.first], cell)
        else:
            row.append(cell)
    return sorted(row, key=lambda slot: slot.first)


def _goes_on_below(rows: Sequence[Sequence[Slot]], row: Sequence[Slot], usual: float, rules: Sequence[Rule]) -> bool:
    """Tell whether a row only goes on the cells of the row above: rows begin in the first column.

    Without text there it does when it is one cell's paragraph, when its lines are as close as wrapped ones, or when
    both are lines of one head; with text only there, when it is nearer than rows are, which ``usual`` says in points.
    """
    above = {slot.first: slot for slot in rows[-1]}
    if row[0].first == 0 and len(row) == 1 and 0 in above and len(above) > 1:
        gap = row[0].top - above[0].bottom
        return gap < usual - NEARER * row[0].lines[0].size and _is_near(above[0], row[0], PARAGRAPH, rules)
    if row[0].first == 0 and (0 in above or len(rows) > 1):
        return False
    pairs = [(above[slot.first], slot) for slot in row if slot.first in above]
    if len(pairs) < len(row) and (0 in above or len(rows) > 1):
        return False
    near = PARAGRAPH if len(row) == 1 else TIGHT
    return bool(pairs) and all(_is_near(cell, below, near, rules) for cell, below in pairs)


def _wrapped(parts: Sequence[Slot], rules: Sequence[Rule]) -> list[Slot]:
    """Return the parts with those joined that are wrapped lines of one text: close below each other in one column."""
    columns: dict[int, list[Slot]] = {}
    for part in sorted(parts, key=lambda part: part.lines[0].box[3]):
        columns.setdefault(part.first, []).append(part)
    limit = _wrapped_distance(parts, columns.values())
    cells: list[Slot] = []
    for column in columns.values():
        cell: Slot | None = None
        for part in column:
            line = part.lines[0]
            above = cell.lines[-1] if cell else None
            if (
                cell is not None
                and above is not None
                and line.box[3] - above.box[3] <= limit
                and not ruled(rules, above.box[3] - 2, line.box[3] - 2, line)
            ):
                _add(cell, part)
            else:
                cell = Slot(part.first, part.last, list(part.lines))
                cells.append(cell)
    return cells


def _add(cell: Slot, more: Slot) -> None:
    cell.lines.extend(more.lines)
    cell.first, cell.last = min(cell.first, more.first), max(cell.last, more.last)


def _is_near(cell: Slot, below: Slot, most: float, rules: Sequence[Rule]) -> bool:
    last, line = cell.lines[-1], below.lines[0]
    near = line.baseline - last.baseline <= most * line.size and line.angle == last.angle
    return near and not ruled(rules, last.box[3] - 2, line.box[3] - 2, line)


def _wrapped_distance(parts: Sequence[Slot], columns: Iterable[Sequence[Slot]]) -> float:
    """Return the greatest distance of baselines within a wrapped text.

    Distances of wrapped lines and of rows are two heaps when a table has both; when they are one heap, lines that fill
    more than the first column tell that each line is a row.
    """
    size = max(part.lines[0].size for part in parts)
    distances = [
        below.lines[0].box[3] - above.lines[0].box[3]
        for column in columns
        for above, below in itertools.pairwise(column)
        if below.lines[0].box[3] - above.lines[0].box[3] > 0.3 * size
    ]
    if not distances:
        return TIGHT * size
    low, high = min(distances), max(distances)
    if high - low > 0.25 * size and low < TIGHT * size:
        return low + 0.2 * size
    return 0.3 * size if low > TIGHT * size or _mostly_full(parts) else TIGHT * size


def _mostly_full(parts: Sequence[Slot]) -> bool:
    """Tell whether most baselines hold text in the first column and beside it: wrapped lines don't."""
    columns: dict[int, set[int]] = {}
    for part in parts:
        columns.setdefault(round(part.lines[0].baseline), set()).add(part.first)
    full = sum(1 for held in columns.values() if 0 in held and len(held) > 1)
    return 2 * full >= len(columns)
