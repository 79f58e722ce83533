"""Gutters: where the right one of two columns of text starts, in text that keeps the page's geometry.

A gutter is a column of characters where many rows start anew after a gap and which hardly any row crosses. Tables
have such columns, too. It parts columns of text when the rows to its left are prose: long, and without gaps of their
own.

Cues in order: a page with enough such rows; then, in a document whose first page has two columns, few rows on another
page suffice when they start near the gutters of the others: the right column of a last page may be short.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Literal

from crsparse.readers.text.lines import Piece, Row, pieces

Side = Literal["left", "right", "both", "cross"]

_FEWEST_ROWS = 10
"""Rows with text on both sides that a gutter needs."""
_FEWEST_NEAR = 3
"""The same near the gutters of other pages."""
_NEAR = 12
"""Characters by which the gutters of a document's pages may differ."""
_CROSSING = 0.25
"""Share of rows between the gutter's first and last row that may cross it."""
_INDENTED = 7
"""Characters by which lines of a column may be indented."""
_LEFT_FILLED = 0.55
"""Part of the way to the gutter that the middle one of the left rows must reach to be prose."""
_RIGHT_FILLED = 0.3
"""Part of the way from the gutter to the page's end that a right row must reach to be prose."""
_MIDDLE = (0.35, 0.65)
"""Parts of the page's width between which the gutter of two columns lies."""


def gutters_of(sheets: Sequence[Sequence[Row]]) -> list[int | None]:
    """Return the gutter of each page, None for a page of one column."""
    found = [_gutter(sheet, None) for sheet in sheets]
    known = [gutter for gutter in found if gutter is not None]
    if not known or found[0] is None:
        return found
    near = int(median(known))
    return [_gutter(sheet, near) if gutter is None else gutter for sheet, gutter in zip(sheets, found, strict=True)]


def side_of(row: Sequence[Piece], gutter: int) -> Side:
    """Return on which side of the gutter a row has text: left, right, both, or across it."""
    left = any(piece.start < gutter - 1 for piece in row)
    right = any(piece.start >= gutter - 1 for piece in row)
    if any(piece.start < gutter - 1 and piece.end > gutter - 1 for piece in row):
        return "cross"
    return "both" if left and right else "left" if left else "right"


def _gutter(page: Sequence[Row], near: int | None) -> int | None:
    """Return the gutter of a page; ``near`` is that of other pages, where they are known to have one."""
    rows = [pieces(row.text) for row in page]
    width = max((row[-1].end for row in rows if row), default=0)
    low, high = (_MIDDLE[0] * width, _MIDDLE[1] * width) if near is None else (near - _NEAR, near + _NEAR)
    starts = Counter(piece.start for row in rows for piece in row[1:] if low <= piece.start <= high)
    fewest = _FEWEST_ROWS if near is None else _FEWEST_NEAR
    best, best_score = None, 0.0
    for start in sorted(starts):
        # items and quotations of the right column are indented
        if sum(starts[place] for place in range(start, start + _INDENTED)) < fewest:
            continue
        score = _score(rows, start, width, fewest)
        if score is not None and score + 0.1 * starts[start] > best_score:
            best, best_score = start, score + 0.1 * starts[start]
    return best


def _score(rows: Sequence[Sequence[Piece]], start: int, width: int, fewest: int) -> float | None:
    """Return how well columns of text are parted at ``start``; None when they are not."""
    sides = [side_of(row, start) for row in rows]
    parted = [n for n, side in enumerate(sides) if side != "cross"]
    crossing = sides[parted[0] : parted[-1] + 1].count("cross")
    left = [row for row, side in zip(rows, sides, strict=True) if side in ("both", "left")]
    prose = [row for row in left if sum(1 for piece in row if piece.end <= start) == 1]
    both = sides.count("both")
    if both < fewest or crossing > _CROSSING * (parted[-1] + 1 - parted[0]) or len(prose) < 0.5 * len(left):
        return None
    filled = sum(
        1 for row in rows if row[-1].start >= start - 1 and len(row[-1].text) >= _RIGHT_FILLED * (width - start)
    )
    if median(row[0].end for row in prose) < _LEFT_FILLED * start or filled < fewest:
        return None
    return both - 3.0 * crossing
