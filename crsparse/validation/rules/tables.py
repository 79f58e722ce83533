"""Tables and figures: rows fill the grid, captions are what the caption line says."""

from collections.abc import Iterator

from crsparse.model import Figure, Table, TableCell
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject


def table_grid(subject: Subject) -> Iterator[Problem]:
    """All rows of a table cover the same number of columns, and no cell reaches below the last row."""
    for place, block in enumerate(subject.document.blocks):
        if isinstance(block, Table):
            yield from _grid(f"/blocks/{place}", block)


def _grid(pointer: str, table: Table) -> Iterator[Problem]:
    hanging: list[tuple[int, int]] = []
    """Columns and further rows of cells that reach into the rows below."""
    width: int | None = None
    for number, row in enumerate(table.rows):
        covered = sum(cell.col_span for cell in row) + sum(columns for columns, _ in hanging)
        if width is not None and covered != width:
            message = f"row {number + 1} of {table.label or 'the table'} covers {covered} columns"
            yield Problem(f"{pointer}/rows/{number}", message, f"{width}, as the rows above")
        width = covered if width is None else width
        hanging = [(columns, rows - 1) for columns, rows in [*hanging, *map(_span, row)] if rows > 1]
    if hanging:
        yield Problem(f"{pointer}/rows", "a cell's row_span reaches below the last row", "a cell within the table")


def _span(cell: TableCell) -> tuple[int, int]:
    return cell.col_span, cell.row_span


def header_rows(subject: Subject) -> Iterator[Problem]:
    """The leading rows that are counted as heads are there, and their cells are heads."""
    for place, block in enumerate(subject.document.blocks):
        if not isinstance(block, Table):
            continue
        if block.header_rows > len(block.rows):
            message = f"{block.header_rows} header rows in a table of {len(block.rows)} rows"
            yield Problem(f"/blocks/{place}/header_rows", message, f"at most {len(block.rows)}")
        for number, row in enumerate(block.rows[: block.header_rows]):
            for column, cell in enumerate(row):
                if not cell.header:
                    message = "a cell of a header row is no head"
                    yield Problem(f"/blocks/{place}/rows/{number}/{column}/header", message, "true")


def captions(subject: Subject) -> Iterator[Problem]:
    """The caption line of a table or figure begins with its label and holds its caption."""
    for place, block in enumerate(subject.document.blocks):
        if not isinstance(block, Table | Figure):
            continue
        if block.label and not _plain(block.text).startswith(_plain(block.label)):
            message = f"the caption line of {block.id} does not begin with the label {block.label!r}"
            yield Problem(f"/blocks/{place}/label", message, f"a label from {block.text[:60]!r}")
        if block.caption and _plain(block.caption) not in _plain(block.text):
            message = f"the caption line of {block.id} does not hold the caption {block.caption[:60]!r}"
            yield Problem(f"/blocks/{place}/caption", message, f"a caption from {block.text[:60]!r}")


def _plain(text: str) -> str:
    return " ".join(text.split())
