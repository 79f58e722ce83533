"""Tables as GitHub's pipe tables (https://github.github.com/gfm/#tables-extension-).

A pipe table has one header row and no spans. So the header rows of a column are put into one head, one under the other,
and a head that covers several columns is repeated over each; in the body a cell that covers several positions stands in
its first and leaves the others blank. A table without header rows has a blank one.
"""

from collections.abc import Container

from crsparse.model import Table
from crsparse.sinks.grid import Slot, laid_out
from crsparse.sinks.markdown.inline import Inline

_LINE_END = "<br>"


def pipe_table(table: Table, notes: Container[int], targets: Container[str]) -> str:
    """Return the rows of ``table``; empty for a table without any cell."""
    grid = laid_out(table)
    if not grid or not grid[0]:
        return ""

    def text(slot: Slot | None) -> str:
        if slot is None:
            return ""
        cell = slot.cell
        lines = Inline(cell.text, cell.links, cell.footnote_refs).lines(notes, targets)
        return _LINE_END.join(lines).replace("|", "\\|")

    columns = range(len(grid[0]))
    head_rows = min(table.header_rows, len(grid))
    heads = []
    for column in columns:
        slots = [row[column] for row in grid[:head_rows]]
        # a head that covers several rows is one head
        distinct = [slot for above, slot in zip([None, *slots], slots, strict=False) if not _same_cell(above, slot)]
        heads.append(_LINE_END.join(part for part in map(text, distinct) if part))
    body = [[text(slot) if slot and slot.first else "" for slot in row] for row in grid[head_rows:]]
    rule = ["---" for _ in columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *body))


def _same_cell(above: Slot | None, slot: Slot | None) -> bool:
    return above is not None and slot is not None and above.cell is slot.cell
