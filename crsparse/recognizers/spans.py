"""Column spans from geometry: CRS's PDFs say which cells a row has, but not how many columns each covers.

The columns are known from the rows that have all of them: where their texts stand. For a shorter row every way of
covering the columns is weighed: a cell's text stands in the middle or at the left of the columns it covers.
"""

from collections.abc import Sequence

from crsparse.elements import Cell
from crsparse.geometry import Box

_EMPTY_SPAN = 4.0
"""Cost in points of each further column that an empty cell covers: empty cells are mostly single."""
_OUTSIDE = 3.0
"""Weight of each point by which a text sticks out of the columns it covers."""
_MOST_COLUMNS = 40


def column_spans(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[int, ...], ...]:
    """Return for each row the number of columns that each of its cells covers."""
    width = max((sum(cell.col_span for cell in row) for row in rows), default=0)
    columns = _columns(rows, width)
    spans: list[tuple[int, ...]] = []
    for row in rows:
        claimed = tuple(cell.col_span for cell in row)
        if sum(claimed) == width or width > _MOST_COLUMNS or any(span > 1 for span in claimed) or columns is None:
            spans.append(_padded(claimed, width) if len(row) == 1 else claimed)
        else:
            spans.append(_cover(row, columns))
    return tuple(spans)


def _padded(spans: tuple[int, ...], width: int) -> tuple[int, ...]:
    """A single cell covers the whole row."""
    return (max(width, 1),) if len(spans) == 1 else spans


def _columns(rows: Sequence[Sequence[Cell]], width: int) -> list[Box] | None:
    """Return the extent of each column's texts in the rows that have all columns."""
    columns: list[list[Box]] = [[] for _ in range(width)]
    for row in rows:
        if len(row) == width:
            for place, cell in enumerate(row):
                if cell.placement:
                    columns[place].append(cell.placement.box)
    extents: list[Box | None] = []
    for boxes in columns:
        extents.append((min(box[0] for box in boxes), 0.0, max(box[2] for box in boxes), 0.0) if boxes else None)
    known = [extent for extent in extents if extent]
    if not known:
        return None
    filled: list[Box] = []
    for place, extent in enumerate(extents):
        if extent is None:  # an empty column stands between its neighbours
            left = next((item[2] for item in reversed(extents[:place]) if item), known[0][0] - 10)
            right = next((item[0] for item in extents[place + 1 :] if item), left + 10)
            extent = (left, 0.0, max(right, left), 0.0)
        filled.append(extent)
    return filled


def _cover(row: Sequence[Cell], columns: Sequence[Box]) -> tuple[int, ...]:
    """Return the cheapest spans that cover all columns (dynamic programming over cells and columns)."""
    count, width = len(row), len(columns)
    if count == 1:
        return (width,)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (width + 1) for _ in range(count + 1)]
    best[0][0] = (0.0, 0)
    for cell in range(count):
        for start in range(width):
            cost = best[cell][start][0]
            if cost == float("inf"):
                continue
            for end in range(start + 1, width - (count - cell - 1) + 1):
                total = cost + _cost(row[cell], columns[start], columns[end - 1], end - start)
                if total < best[cell + 1][end][0]:
                    best[cell + 1][end] = (total, start)
    spans: list[int] = []
    end = width
    for cell in range(count, 0, -1):
        start = best[cell][end][1]
        spans.append(end - start)
        end = start
    return tuple(reversed(spans))


def _cost(cell: Cell, first: Box, last: Box, span: int) -> float:
    if cell.placement is None:
        return _EMPTY_SPAN * (span - 1)
    left, _, right, _ = cell.placement.box
    middle = abs((left + right) / 2 - (first[0] + last[2]) / 2)
    outside = max(0.0, first[0] - left) + max(0.0, right - last[2])
    return min(middle, abs(left - first[0])) + _OUTSIDE * outside + 0.1 * (span - 1)
