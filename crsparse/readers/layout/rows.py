"""The lines of a flow to rows: what stands on one baseline is one row again, list markers set apart.

:mod:`lines` parts lines at every wide gap. Within one column a gap is the tab after a list marker, a stretched space of
a justified line, a tab before a page number - or the space between the columns of a table that has no rules. Cues, in
this order: a marker at the left; a leader of dots; gaps no wider than ``STRETCHED``; what is left over, twice and more
below each other, is a grid.

Always true: every line is in exactly one row or grid. Known to be missed: grids of a single row.
"""

import itertools
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.elements import Anchor
from crsparse.geometry import Box, union
from crsparse.readers.layout.columns import Block, Item
from crsparse.readers.layout.lines import SAME_BASELINE, Line, make_line, merge
from crsparse.readers.layout.words import has_leader, is_bullet, marker_of

STRETCHED = 2.2
"""Widest space of a justified line, as a share of the font size."""
TAB = 5.0
"""Widest gap between a list marker and its text, as a share of the font size."""
AFTER_MARKER = 0.6
"""Narrowest tab after a marker that is no bullet, as a share of the font size: ``1. Text``, not ``L. Paige``."""
GRID_STEP = 3.6
"""Rows of a grid are at most this far apart, as a share of the font size; authors stand in pairs of lines."""
ALIGNED = 4.0
"""Left edges of one column of a grid differ by less than this, in points."""


class Row(Struct):
    """One line of text in a flow."""

    line: Line
    """The text, without the marker."""
    left: float
    """Left edge in points, of the marker if there is one."""
    whole: Line
    """The text with the marker."""
    page: int
    """Page, 1-based."""
    marker: str = ""
    """List marker at its head, or an empty string."""
    tab: bool = False
    """Whether a gap, as of a tab, stands between marker and text."""

    @property
    def box(self) -> Box:
        """The box on the page, marker included."""
        x0, top, x1, bottom = self.line.box
        return (min(x0, self.left), top, x1, bottom)


class Grid(Struct):
    """Lines that stand side by side without rules."""

    lines: list[Line]
    """Its lines."""

    @property
    def box(self) -> Box:
        """The box on the page."""
        return union(line.box for line in self.lines)


RowItem = Row | Grid | Block


def read_rows(items: Sequence[Item], page: int, owners: dict[int, Anchor], fresh: list[Line]) -> list[RowItem]:
    """Return the rows of a flow on ``page`` from top to bottom.

    ``owners`` is the link of each run by its ``id``; runs that are cut keep theirs. New runs are kept alive in
    ``fresh``.
    """
    result: list[RowItem] = []
    grid: list[list[Line]] = []
    for parts in _by_baseline(items):
        if isinstance(parts, Block):
            _close_grid(grid, page, result)
            result.append(parts)
            continue
        row = _single(parts, page, owners, fresh)
        if row is None:
            if grid and not (_near(grid[-1], parts) and _in_columns(grid, parts)):
                _close_grid(grid, page, result)
            grid.append(parts)
        elif grid and row.marker == "" and len(parts) == 1 and _near(grid[-1], parts) and _in_columns(grid, parts):
            grid.append(parts)
        else:
            _close_grid(grid, page, result)
            result.append(row)
    _close_grid(grid, page, result)
    return result


def _by_baseline(items: Sequence[Item]) -> list[list[Line] | Block]:
    """Gather lines on one baseline, from left to right; items come from top to bottom."""
    rows: list[list[Line] | Block] = []
    for item in sorted(items, key=_height):
        last = rows[-1] if rows else None
        if isinstance(item, Block):
            rows.append(item)
        elif isinstance(last, list) and _on_one_line(last[0], item):
            last.append(item)
        else:
            rows.append([item])
    for row in rows:
        if isinstance(row, list):
            row.sort(key=lambda line: line.x0)
    return rows


def _height(item: Item) -> float:
    if isinstance(item, Block):
        return item.box[1]
    return item.box[3] if item.angle else item.baseline


def _on_one_line(a: Line, b: Line) -> bool:
    return not a.angle and not b.angle and abs(a.baseline - b.baseline) <= SAME_BASELINE * max(a.size, b.size)


def _single(parts: Sequence[Line], page: int, owners: dict[int, Anchor], fresh: list[Line]) -> Row | None:
    """Return the parts as one row of text; None when they stand in columns."""
    first = parts[0]
    marker = marker_of(first.text)
    if marker and marker == first.text and len(parts) > 1 and parts[1].x0 - first.x1 <= TAB * parts[1].size:
        rest = _joined(parts[1:])
        return None if rest is None else Row(rest, first.x0, merge(parts), page, marker, True)
    line = _joined(parts)
    if line is None:
        return None
    if marker and marker != first.text:
        text, tab = _without_marker(line, marker, owners)
        if text is not None and (tab or is_bullet(marker)):
            fresh.append(text)
            return Row(text, line.x0, line, page, marker, tab)
    return Row(line, line.x0, line, page)


def _joined(parts: Sequence[Line]) -> Line | None:
    """Return the parts as one line, None when the gaps between them are too wide for that."""
    if len(parts) == 1:
        return parts[0]
    if any(part.angle for part in parts):
        return None
    wide = any(b.x0 - a.x1 > STRETCHED * max(a.size, b.size) for a, b in itertools.pairwise(parts))
    if wide and not any(has_leader(part.text) for part in parts):
        return None
    return merge(parts)


def _without_marker(line: Line, marker: str, owners: dict[int, Anchor]) -> tuple[Line | None, bool]:
    """Return a line without the marker at its head, and whether a gap wider than a word space followed the marker.

    Where marker and text share a run, no gap is known, and the text's left edge is an estimate.
    """
    runs = list(line.runs)
    left = len(marker)
    end: float | None = None
    while runs and left:
        run = runs[0]
        text = run.text.strip()
        if len(text) <= left:
            left -= len(text)
            end = run.x1
            runs.pop(0)
            continue
        rest = run.text.lstrip()[left:].lstrip()
        start = run.x1 - (run.x1 - run.x0) * len(rest) / len(text)
        cut = replace(run, text=rest, x0=start)
        if id(run) in owners:
            owners[id(cut)] = owners[id(run)]
        runs[0] = cut
        end, left = None, 0
    while runs and runs[0].text.isspace():
        runs.pop(0)
    if not runs:
        return None, False
    text_line = make_line(runs, line.orders[len(line.runs) - len(runs) :])
    return text_line, end is not None and text_line.x0 - end > AFTER_MARKER * line.size


def with_marker(row: Row, owners: dict[int, Anchor], fresh: list[Line]) -> Row | None:
    """Return a row with the marker at its head set apart; None when it has none."""
    marker = marker_of(row.line.text)
    text = _without_marker(row.line, marker, owners)[0] if marker and not row.marker else None
    if text is None:
        return None
    fresh.append(text)
    return Row(text, row.left, row.whole, row.page, marker)


def _near(row: Sequence[Line], parts: Sequence[Line]) -> bool:
    size = parts[0].size
    return abs(parts[0].baseline - row[0].baseline) <= GRID_STEP * size and abs(row[0].size - size) < 0.1 * size


def _in_columns(grid: Sequence[Sequence[Line]], parts: Sequence[Line]) -> bool:
    """Tell whether a line below a grid goes on one of its columns and does not reach into the next.

    A row of two and more parts may open further columns; one of its parts must stand in a known one.
    """
    lefts = sorted({part.x0 for row in grid for part in row if len(row) > 1})
    for line in parts:
        for left in lefts:
            if abs(line.x0 - left) < ALIGNED:
                later = [other for other in lefts if other > left + 2 * ALIGNED]
                if not later or line.x1 < later[0] - ALIGNED:
                    return True
    return False


def _close_grid(grid: list[list[Line]], page: int, result: list[RowItem]) -> None:
    """Put a grid into the result: as a grid when it has two rows in columns, else as rows of text."""
    if not grid:
        return
    if sum(1 for row in grid if len(row) > 1) >= 2:
        result.append(Grid([line for row in grid for line in row]))
    else:
        for row in grid:
            line = merge(row)
            result.append(Row(line, line.x0, line, page))
    grid.clear()
