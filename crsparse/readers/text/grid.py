"""Cells of a table: from rows with gaps, or from lines that stand alone.

With geometry, the columns of a table are the stretches of character positions that the gaps of its rows leave. A row of
print begins a new row of the table, unless it only goes on with cells of the row above: its first column is empty, or
only its first column is filled and no blank row parts the two. Without geometry each group of lines between blank lines
is a cell, and a row of its own: which column it stood in is lost.
Missed: heads that span columns; cells that are centred over several rows.
"""

import re
from collections.abc import Sequence

from msgspec import structs

from crsparse.elements import Cell, Run
from crsparse.readers.text.lines import Line, Piece, pieces
from crsparse.text_norm import single_spaced

_FEWEST_ROWS = 3
"""Rows of a table whose first is taken for its head."""
_AMOUNT = re.compile(r"[$(+−–-]*\d[\d,.]*[%)]*|[—–-]|N\.?/?A\.?")
_YEAR = re.compile(r"(?:FY)?(?:19|20)\d\d")
_MOST_EMPTY = 0.06
"""Share of rows that may cross a column's edge: group heads and long cells."""


def cells_of(lines: Sequence[Line]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of cells of a table set in ``lines``."""
    if any(line.gapped for line in lines):
        return _geometry(lines)
    groups: list[list[str]] = []
    for line in lines:
        if groups and not line.gap and not line.top:
            groups[-1].append(line.plain)
        else:
            groups.append([line.plain])
    return tuple((_cell(" ".join(group)),) for group in groups)


def with_head(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table, the first as its head, as CRS sets tables: unless heads are known, or the row has
    amounts or empty columns."""
    if any(cell.header for row in rows for cell in row) or not _may_be_head(rows):
        return rows
    return (tuple(structs.replace(cell, header=True) for cell in rows[0]), *rows[1:])


def _may_be_head(rows: Sequence[Sequence[Cell]]) -> bool:
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < 2:
        return False
    texts = ["".join(run.text for paragraph in cell.paragraphs for run in paragraph) for cell in rows[0]]
    return all(texts[1:]) and not any(_AMOUNT.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)


def _cell(text: str) -> Cell:
    text = single_spaced(text).strip()
    return Cell(((Run(text),),) if text else ())


def _geometry(lines: Sequence[Line]) -> tuple[tuple[Cell, ...], ...]:
    rows = [[Piece(piece.start + line.x, piece.text) for piece in pieces(line.text)] for line in lines]
    edges = _merged(rows, _edges(rows))
    table: list[list[list[str]]] = []
    for n, row in enumerate(rows):
        texts = _by_column(row, edges)
        if table and _goes_on(texts, table[-1], lines[n], n):
            for column, text in enumerate(texts):
                if text:
                    table[-1][column].append(text)
        else:
            table.append([[text] if text else [] for text in texts])
    return tuple(tuple(_cell(" ".join(column)) for column in row) for row in table)


def _edges(rows: Sequence[Sequence[Piece]]) -> list[int]:
    """Return the columns of characters at which the table's columns start, 0 first."""
    width = max((row[-1].end for row in rows if row), default=0)
    split = [row for row in rows if len(row) > 1] or list(rows)
    filled = [0] * (width + 1)
    for row in split:
        for piece in row:
            for column in range(piece.start, min(piece.end + 1, width + 1)):
                filled[column] += 1
    allowed = int(_MOST_EMPTY * len(split))
    edges, blank = [0], True
    for column in range(width + 1):
        if filled[column] > allowed:
            if blank and column > 0 and any(filled[c] > allowed for c in range(column)):
                edges.append(column)
            blank = False
        else:
            blank = True
    return edges


def _merged(rows: Sequence[Sequence[Piece]], edges: list[int]) -> list[int]:
    """Return the edges of columns without those that only part a head from what stands below it: no row fills both
    sides."""
    filled = [[bool(text) for text in _by_column(row, edges)] for row in rows]
    kept = [0]
    for column in range(1, len(edges)):
        left = range(kept[-1], column)
        if any(row[column] and any(row[c] for c in left) for row in filled):
            kept.append(column)
    return [edges[column] for column in kept]


def _by_column(row: Sequence[Piece], edges: Sequence[int]) -> list[str]:
    texts = [""] * len(edges)
    for piece in row:
        # a piece belongs to the column that holds most of it; a wide one to the column it starts in
        middle = piece.start + min(len(piece.text), 6) // 2
        column = max((c for c, edge in enumerate(edges) if edge <= middle), default=0)
        texts[column] = f"{texts[column]} {piece.text}".strip()
    return texts


def _goes_on(texts: Sequence[str], above: Sequence[Sequence[str]], line: Line, n: int) -> bool:
    if n == 0 or line.top:
        return False
    filled = [column for column, text in enumerate(texts) if text]
    if not filled:
        return True
    if not texts[0]:
        return bool(above[0]) or not line.gap
    only_first = filled == [0] and len(texts) > 1
    return (
        only_first
        and not line.gap
        and bool(above[0])
        and any(above[1:])
        and (texts[0][0].islower() or len(" ".join(above[0])) > 12)
    )
