"""The lines of a table to its cells.

Columns come from the edges that rules or shading show. Rows: Word draws a table cell by cell, so the order of drawing
says where a cell ends and where a row does, even when no rule does; a PDF that another tool wrote again may have lost
it, and distances part the rows (:mod:`crsparse.readers.layout.bands`). Cues, in this order: a rule between two lines of
a column parts rows; in the order of drawing a step to the left, or to the right and below everything of the row, begins
a row; within one column, a distance as large as between known rows does, and so does a line that ends early where the
next word had room.

Always true: every line lands in exactly one cell; a line that crosses edges spans their columns; columns that are empty
throughout are dropped. Known to be missed: row spans, and column spans of text that is narrower than one column.
"""

import itertools
from collections.abc import Sequence

from crsparse.readers.layout.bands import rows_by_distance
from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import GAP, Line, make_line
from crsparse.readers.layout.slots import TIGHT, Slot, ruled

CROSSING = 2.0
"""A line reaches over an edge when it does so by more than this, in points."""
CELL_GAP = 0.45
"""Gap between two runs at an edge that parts cells, as a share of the font size; word spaces are narrower."""
HIGHER = 2.0
"""A line drawn after another and higher by more than this, in points, is in another cell."""
WIDE = 1.6
"""Distance of baselines that parts rows where nothing else is known, as a multiple of the font size."""
FURTHER = 2.0
"""In columns but the first, text less far below than two rows is a paragraph of the cell: rows begin in the first."""


def build_rows(lines: Sequence[Line], edges: Sequence[float], rules: Sequence[Rule]) -> list[list[Slot]]:
    """Return the rows of a table as cells with text, from left to right; columns are those between ``edges``."""
    parts = sorted(_split_all(lines, edges), key=lambda part: part.lines[0].order)
    if not parts:
        return []
    rows = _rows_as_drawn(parts, rules, edges) if _drawn_by_cells(parts) else []
    if not rows or not _descend(rows):
        rows = rows_by_distance(_split_all(lines, edges), rules)
    return _dropped(rows, len(edges) - 1)


def _split_all(lines: Sequence[Line], edges: Sequence[float]) -> list[Slot]:
    """Return one slot a line and column, cutting lines where an edge lies in a gap."""
    slots = []
    for line in lines:
        for part in _split(line, edges):
            left, right = part.box[0], part.box[2]
            first = _column(left + CROSSING, edges)
            last = max(first, _column(right - CROSSING, edges))
            if part.angle:
                first = last = _column((left + right) / 2, edges)
            slots.append(Slot(first, last, [part]))
    return slots


def _column(x: float, edges: Sequence[float]) -> int:
    inner = edges[1:-1]
    return sum(1 for edge in inner if x > edge)


def _split(line: Line, edges: Sequence[float]) -> list[Line]:
    """Cut a line between two runs where a column's edge stands in a gap wider than a word space."""
    crossed = [edge for edge in edges[1:-1] if line.x0 + CROSSING < edge < line.x1 - CROSSING]
    if not crossed or line.angle:
        return [line]
    pieces: list[list[int]] = [[]]
    end = line.x0
    for place, run in enumerate(line.runs):
        if run.text.isspace():
            pieces[-1].append(place)
            continue
        gap = run.x0 - end
        if pieces[-1] and gap > CELL_GAP * line.size and any(end - 1 <= edge <= run.x0 + 1 for edge in crossed):
            pieces.append([])
        pieces[-1].append(place)
        end = max(end, run.x1)
    if len(pieces) == 1:
        return [line]
    return [
        make_line([line.runs[place] for place in piece], [line.orders[place] for place in piece])
        for piece in pieces
        if piece
    ]


def _drawn_by_cells(parts: Sequence[Slot]) -> bool:
    """Tell whether the order of drawing goes cell by cell.

    It does when it steps up, and only ever to the right when it does; or when steps to the left lead further down than
    a wrapped line, for line by line they would lead to the wrapped lines of the first column.
    """
    up = wrong = 0
    wrapped: list[float] = []
    steps: list[float] = []
    for before, after in itertools.pairwise(parts):
        above, line = before.lines[0], after.lines[0]
        distance = line.box[3] - above.box[3]
        if distance < -HIGHER:
            up += 1
            wrong += after.first <= before.last and not (above.angle or line.angle)
        elif after.first < before.first:
            steps.append(distance / line.size)
        elif after.first == before.first and not line.angle:
            wrapped.append(distance / line.size)
    if up:
        return wrong <= up // 20
    return bool(steps and wrapped) and min(steps) > min(wrapped) + 0.15


def _descend(rows: Sequence[Sequence[Slot]]) -> bool:
    """Tell whether rows follow each other down the page; where a tool has drawn column by column they don't."""
    tops = [min(slot.top for slot in row) for row in rows]
    size = max(slot.lines[0].size for row in rows for slot in row)
    back = sum(1 for above, below in itertools.pairwise(tops) if below < above - size)
    return back <= len(rows) // 20


def _rows_as_drawn(parts: Sequence[Slot], rules: Sequence[Rule], edges: Sequence[float]) -> list[list[Slot]]:
    """Return rows by the order of drawing."""
    step = _row_step(parts)
    rows: list[list[Slot]] = []
    for part in parts:
        row = rows[-1] if rows else None
        last = row[-1] if row else None
        if row is None or last is None or part.first < last.first:
            rows.append([part])
        elif part.first <= last.last:
            if _goes_on(last, part, step, rules, edges):
                last.lines.extend(part.lines)
                last.first, last.last = min(last.first, part.first), max(last.last, part.last)
            else:
                rows.append([part])
        elif part.top >= max(slot.bottom for slot in row) - 1.0 or _ruled_off(rules, row, part):
            rows.append([part])
        else:
            row.append(part)
    return rows


def _row_step(parts: Sequence[Slot]) -> float:
    """Return the usual distance between the last baseline of a row and the first of the next, over all steps to the
    left.

    Smaller distances than a line's come from cells that span rows and are left out; 0 when no step is seen.
    """
    steps = []
    low = 0.0
    for before, after in itertools.pairwise(parts):
        low = max(low, _foot(before.lines[0]))
        if after.first < before.first and not after.lines[0].angle:
            distance = _foot(after.lines[0]) - low
            if distance > 0.9 * after.lines[0].size:
                steps.append(distance)
            low = 0.0
    steps.sort()
    return steps[(len(steps) - 1) // 2] if steps else 0.0


def _foot(line: Line) -> float:
    """Return the baseline of a level line, the lower end of a turned one."""
    return line.x1 if line.angle in (90, 270) else line.baseline


def _goes_on(cell: Slot, part: Slot, step: float, rules: Sequence[Rule], edges: Sequence[float]) -> bool:
    """Tell whether a line drawn next in the same column belongs to the same cell."""
    above, line = cell.lines[-1], part.lines[0]
    if above.angle or line.angle:
        return above.angle == line.angle
    distance = line.baseline - above.baseline
    if distance <= 0.3 * line.size:
        return distance > -HIGHER
    if ruled(rules, above.baseline, line.baseline, line):
        return False
    if step and distance < step * (FURTHER if part.first else 1.0) - 0.8:
        return True
    if distance > (step - 0.8 if step else WIDE * line.size):
        if distance > TIGHT * line.size:
            return False
        # rows as near as lines: a wrapped line filled its column
        return above.x1 + 0.25 * line.size + _first_word(line) > edges[cell.last + 1] - 0.5 * line.size
    return True


def _first_word(line: Line) -> float:
    """Return the estimated width of a line's first word in points."""
    word = line.text.split(" ", 1)[0]
    return (line.x1 - line.x0) * len(word) / max(len(line.text), 1)


def _ruled_off(rules: Sequence[Rule], row: Sequence[Slot], part: Slot) -> bool:
    low = max(_foot(line) for slot in row for line in slot.lines)
    return _foot(part.lines[0]) > low and ruled(rules, low, _foot(part.lines[0]), part.lines[0])


def _dropped(rows: list[list[Slot]], count: int) -> list[list[Slot]]:
    """Drop columns in which no cell begins, and renumber the rest; merge what overlaps within a row."""
    used = sorted({slot.first for row in rows for slot in row})
    new = {}
    for column in range(count):
        new[column] = max(sum(1 for other in used if other <= column) - 1, 0)
    for row in rows:
        row.sort(key=lambda slot: (slot.first, slot.top))
        for slot in row:
            slot.first, slot.last = new[slot.first], new[slot.last]
    return rows


def gap_edges(lines: Sequence[Line], start: float, end: float) -> list[float]:
    """Return column boundaries where no rule shows them: the white strips that most lines leave free."""
    flat = [line for line in lines if not line.angle and line.x1 - line.x0 < 0.75 * (end - start)]
    if not flat:
        return [start, end]
    size = max(line.size for line in flat)
    marks = sorted((line.x0, line.x1) for line in flat)
    edges = [start]
    reach = marks[0][1]
    for x0, x1 in marks[1:]:
        if x0 - reach > GAP * size:
            edges.append((reach + x0) / 2)
        reach = max(reach, x1)
    return [*edges, end]
