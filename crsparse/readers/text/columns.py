"""Columns side by side, in text that keeps the page's geometry.

CRS sets three things in columns: the pages of an In Focus (and the summary of an Issue Brief), two columns of equal
width, read one after the other; the box of number, date and authors at the right of a report's summary; and the grid
of authors at the end. Tables have columns too, and must stay rows.

Cues: a *gutter* is a column of characters where many rows start anew after a gap and which hardly any row crosses. It
parts columns of text when the rows to its left are prose: long, and without gaps of their own. Rows that cross the
gutter (the title, a figure over both columns) part the page into bands; in each band the left column comes first. A
last page may have a few rows in its right column: there the gutter of the other pages tells.
Missed: columns of less than ten rows in a text without longer ones; three columns of text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from crsparse.readers.text.lines import Line, Piece, Row, pieces
from crsparse.readers.text.wording import BYLINE, bullet

FULL, HALF, BESIDE_BOX, BOX, GRID = range(5)
"""Frames of lines: the page's width; a column of two; text beside the summary's box; that box; the authors' grid."""

_FEWEST_ROWS = 10
"""Rows with text on both sides that a gutter needs."""
_FEWEST_AGAIN = 3
"""The same near the gutter of another page of the text."""
_NEAR = 8
"""Characters by which the gutters of pages may differ: columns of proportional type are inexact."""
_CROSSING = 0.25
"""Share of rows between the gutter's first and last row that may cross it."""
_INDENTED = 7
"""Characters by which lines of a column may be indented."""
_LEFT_FILLED = 0.55
"""Part of the way to the gutter that the middle one of the left rows must reach to be prose."""
_BOX_FROM = 0.7
"""Part of the page's width beyond which the box beside a summary stands."""
_BULLET_INDENT = 4
"""Characters by which list markers are indented on a full page."""
_SUMMARY = re.compile(r"\s*SUMMARY\s*|\s*Summary\s*")
_AUTHORS = re.compile(r"\s*Author (?:Contact )?Information\s*")


def gutter_of(page: Sequence[Row]) -> int | None:
    """Return the column where the right one of two columns of text starts, or None."""
    return _gutter(page, _FEWEST_ROWS, None)


def lines_of(page: Sequence[Row], margin: int | None = None, gutters: Sequence[int] = ()) -> list[Line]:
    """Return the lines of ``page``, column by column, in reading order.

    ``margin`` is the column of the page's left margin, where something at the head or foot tells it; ``gutters`` are
    those of the text's other pages.
    """
    gutter = gutter_of(page)
    if gutter is None and gutters:
        gutter = _gutter(page, _FEWEST_AGAIN, int(median(gutters)))
    if gutter is not None:
        return list(_two_columns(page, gutter))
    authors = next((n for n, row in enumerate(page) if _AUTHORS.fullmatch(row.text)), len(page))
    head, tail = page[:authors], page[authors:]
    if any(_SUMMARY.fullmatch(row.text) for row in head[:4]):
        found = list(_summary(head))
    else:
        found = _single(head, FULL, _margin(head) if margin is None else margin)
    return found + _authors(tail, margin)


def _single(rows: Sequence[Row], frame: int, margin: int) -> list[Line]:
    """Return the lines of rows across the page; by-lines side by side at the end of an In Focus are parted."""
    for n, row in enumerate(rows):
        apart = pieces(row.text)
        if (len(apart) == 2 and BYLINE.fullmatch(apart[1].text)) or (
            len(apart) == 1 and apart[0].start > 40 and BYLINE.fullmatch(apart[0].text)
        ):
            last = next((m for m in range(n, len(rows)) if rows[m].gap > 1 and m > n), len(rows))
            return (
                _rows_as_lines(rows[:n], frame, margin)
                + _grid(rows[n:last], apart[-1].start)
                + _rows_as_lines(rows[last:], frame, margin)
            )
    return _rows_as_lines(rows, frame, margin)


def _grid(rows: Sequence[Row], edge: int) -> list[Line]:
    left = [(row, row.text[: edge - 1].rstrip(" ")) for row in rows]
    right = [(row, row.text[edge - 1 :]) for row in rows]
    return [*_column(left, GRID), *_column(right, GRID)]


def _rows_as_lines(rows: Sequence[Row], frame: int, margin: int) -> list[Line]:
    result = []
    for n, row in enumerate(rows):
        text = row.text.lstrip(" ")
        indent = len(row.text) - len(text)
        result.append(Line(text, row.page, max(0, indent - margin), row.gap, frame, n == 0 and row.gap == 0))
    return result


def _margin(rows: Sequence[Row]) -> int:
    """Return the column in which prose starts on a page: wide tables and notes may start further left or right."""
    starts = Counter(
        len(row.text) - len(row.text.lstrip(" "))
        for row in rows
        if len(row.text.strip()) >= 60 and len(pieces(row.text)) == 1
    )
    if starts:
        most = max(starts.values())
        # a page full of list items has more rows at their indentation than at the margin
        prose = min(start for start, count in starts.items() if count >= 0.2 * most)
        bullets = [len(row.text) - len(row.text.lstrip(" ")) for row in rows if bullet(row.text.lstrip(" "))]
        return min([prose, *[max(0, start - _BULLET_INDENT) for start in bullets]])
    return min((len(row.text) - len(row.text.lstrip(" ")) for row in rows), default=0)


def _gutter(page: Sequence[Row], fewest: int, near: int | None) -> int | None:
    """Return the column where the right column starts, with ``fewest`` rows on both sides, ``near`` another page's."""
    split = [pieces(row.text) for row in page]
    width = max((row[-1].end for row in split if row), default=0)
    starts = Counter(piece.start for row in split for piece in row[1:] if 0.35 * width <= piece.start <= 0.65 * width)
    best, best_score = None, 0.0
    for start in sorted(starts):
        if near is not None and abs(start - near) > _NEAR:
            continue
        # items and quotations of the right column are indented
        count = sum(starts[place] for place in range(start, start + _INDENTED))
        if count < fewest:
            continue
        sides = [_side(row, start) for row in split]
        both = sides.count("both")
        first = next(n for n, side in enumerate(sides) if side != "cross")
        last = len(sides) - next(n for n, side in enumerate(reversed(sides)) if side != "cross")
        crossing = sides[first:last].count("cross")
        left = [row for row, side in zip(split, sides, strict=True) if side in ("both", "left")]
        prose = [row for row in left if sum(1 for piece in row if piece.end <= start) == 1]
        if both < fewest or crossing > _CROSSING * (last - first) or len(prose) < 0.5 * len(left):
            continue
        right_prose = sum(
            1 for row in split if row[-1].start >= start - 1 and len(row[-1].text) >= 0.3 * (width - start)
        )
        if median(row[0].end for row in prose) < _LEFT_FILLED * start or right_prose < fewest:
            continue
        score = both - 3 * crossing + 0.1 * starts[start]
        if score > best_score:
            best, best_score = start, score
    return best


def _side(row: Sequence[Piece], gutter: int) -> str:
    """Return on which side of the gutter a row has text: left, right, both, or across it."""
    left = any(piece.start < gutter - 1 for piece in row)
    right = any(piece.start >= gutter - 1 for piece in row)
    if any(piece.start < gutter - 1 and piece.end > gutter - 1 for piece in row):
        return "cross"
    return "both" if left and right else "left" if left else "right"


def _two_columns(page: Sequence[Row], gutter: int) -> Iterator[Line]:
    """Yield the lines of bands between rows across the gutter: a band's left column, then its right one."""
    band: list[Row] = []
    for row in page:
        if _side(pieces(row.text), gutter) == "cross" or _far_right(row, gutter):
            yield from _band(band, gutter)
            band = []
            text = row.text.lstrip(" ")
            yield Line(text, row.page, 0, row.gap, FULL, True)
        else:
            band.append(row)
    yield from _band(band, gutter)


def _far_right(row: Row, gutter: int) -> bool:
    """Whether the row has nothing but a date or number at the page's right edge, above and below the columns."""
    indent = len(row.text) - len(row.text.lstrip(" "))
    return indent > 1.4 * gutter


def _band(rows: Sequence[Row], gutter: int) -> Iterator[Line]:
    left = [
        (row, row.text[: gutter - 1].rstrip(" ") if _side(pieces(row.text), gutter) != "right" else "") for row in rows
    ]
    right = [(row, row.text[gutter - 1 :] if _side(pieces(row.text), gutter) != "left" else "") for row in rows]
    yield from _column(left, HALF)
    yield from _column(right, HALF)


def _column(rows: Sequence[tuple[Row, str]], frame: int) -> Iterator[Line]:
    """Yield the lines of one column.

    A gap counts when a row that is blank across the page lies in it, or two rows of the other column: one such row
    proves nothing, for lines of the two columns that are not level are rows of their own.
    """
    filled = [text for _, text in rows if text.strip()]
    margin = min((len(text) - len(text.lstrip(" ")) for text in filled), default=0)
    gap, others, first = 0, 0, True
    for row, text in rows:
        gap += row.gap
        body = text.strip(" ")
        if not body:
            others += 1
            continue
        indent = len(text) - len(text.lstrip(" "))
        yield Line(body, row.page, indent - margin, 0 if first else gap + max(0, others - 1), frame, first)
        gap, others, first = 0, 0, False


def _summary(page: Sequence[Row]) -> Iterator[Line]:
    """Yield the lines of a summary page: the text, and after it the box at its right."""
    split = [pieces(row.text) for row in page]
    width = max((row[-1].end for row in split if row), default=0)
    starts = Counter(row[-1].start for row in split if len(row) > 1 and row[-1].start >= _BOX_FROM * width)
    edge = starts.most_common(1)[0][0] if starts else None
    if edge is None:
        yield from _single(page, FULL, _margin(page))
        return
    for row in page[:4]:
        if _SUMMARY.fullmatch(row.text):
            # the heading stands at the right, above the box
            text = pieces(row.text)[-1].text
            yield Line(text, row.page, 0, row.gap, FULL, True)
    page = [row for n, row in enumerate(page) if n >= 4 or not _SUMMARY.fullmatch(row.text)]
    split = [pieces(row.text) for row in page]
    box = [n for n, row in enumerate(split) if row[-1].start >= edge - 1]
    margin = _margin(page)
    text_rows: list[tuple[Row, str]] = []
    box_rows: list[tuple[Row, str]] = []
    for n, row in enumerate(page):
        in_box = n in box
        text_rows.append((row, row.text[: edge - 1].rstrip(" ") if in_box else row.text))
        box_rows.append((row, row.text[edge - 1 :] if in_box else ""))
    last = max(box)
    narrow = list(_column([(row, text[margin:]) for row, text in text_rows[: last + 1]], BESIDE_BOX))
    yield from narrow
    wide = list(_column([(row, text[margin:]) for row, text in text_rows[last + 1 :]], FULL))
    if wide:
        gap = page[last + 1].gap if last + 1 < len(page) else 0
        yield Line(wide[0].text, wide[0].page, wide[0].x, gap, FULL, False)
        yield from wide[1:]
    yield from _column(box_rows, BOX)


def _authors(rows: Sequence[Row], margin: int | None) -> list[Line]:
    """Return the lines from the heading of the authors' grid on: the grid is read down each of its columns."""
    if not rows:
        return []
    margin = _margin(rows) if margin is None else margin
    end = 1
    while end < len(rows) and not _ends_grid(rows[end], rows[end - 1], margin, end):
        end += 1
    grid = rows[1:end]
    starts = Counter(piece.start for row in grid for piece in pieces(row.text)[1:])
    result = _single(rows[:1], FULL, margin)
    edge = starts.most_common(1)[0][0] if starts else 10_000
    result += _grid(grid, edge)
    return result + _single(rows[end:], FULL, margin)


def _ends_grid(row: Row, before: Row, margin: int, count: int) -> bool:
    """Whether ``row`` is a heading after the grid (or a note): after two blank rows, or known by its word."""
    word = row.text.strip()
    if re.fullmatch(r"Disclaimer|Acknowledge?ments?|Key .{3,30} Staff|Appendix.*", word):
        return True
    return bool(re.match(r"\d{1,3} \S", word)) or max(len(piece.text) for piece in pieces(word)) > 90
