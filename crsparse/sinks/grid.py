"""The grid of a table: spans laid out, so that every position has the cell that covers it.

Rows of the document hold a cell only where it begins, as HTML does; this is HTML's algorithm for forming a table
(https://html.spec.whatwg.org/multipage/tables.html#forming-a-table): a cell takes the first free position of its row,
row spans end with the table, and where two spans claim a position the later cell has it.
"""

from msgspec import Struct

from crsparse.model import Table, TableCell

MOST_COLUMNS = 1000
"""Columns that a span may cover, as in HTML; more can only be damage."""


class Slot(Struct, frozen=True):
    """A position of the grid."""

    cell: TableCell
    """The cell that covers the position."""
    first: bool
    """Whether the cell begins here, so that its text stands here."""


def laid_out(table: Table) -> list[list[Slot | None]]:
    """Return the rows of the grid, all of one width; None where no cell covers a position."""
    grid: list[dict[int, Slot]] = [{} for _ in table.rows]
    for index, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column in grid[index]:
                column += 1
            width, height = min(cell.col_span, MOST_COLUMNS), min(cell.row_span, len(grid) - index)
            for below in range(height):
                for right in range(width):
                    grid[index + below][column + right] = Slot(cell, below == right == 0)
            column += width
    columns = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [[row.get(column) for column in range(columns)] for row in grid]
