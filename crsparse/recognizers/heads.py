"""Head rows of a table: how many leading rows are column heads.

Cues, in this order: rows the source claims to be heads, when it does not claim all; leading rows in bold, but none that
shows amounts (``All Areas  57,384``, bold in R48911, is no head); in a table of amounts, leading rows without any.
"""

import re
from collections.abc import Sequence

from crsparse.elements import Cell, Run

MOST_HEAD_ROWS = 4
"""Leading rows that may be heads; CRS's tables have up to three."""
_AMOUNT = re.compile(
    r"[(+−–-]?\s?\$?\s?[(+−–-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}|\d+(?=\.))(?:\.\d+)?\s?(?:%|percent|million|billion)?\)?[a-z]?|—|–|N/?A"
)
"""``$1,265,016``, ``(3.4)``, ``27%``, ``+$70``, ``—``; four digits without comma are a year and no amount."""
_NUMERIC = 0.5
"""Share of amounts in the cells behind the first column that makes a table one of amounts."""


def head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """Return the number of leading rows that are heads; never all rows."""
    claimed = 0
    for row in rows:
        if not all(cell.header or not cell.paragraphs for cell in row) or not any(cell.header for cell in row):
            break
        claimed += 1
    if 0 < claimed < len(rows) and claimed <= MOST_HEAD_ROWS:
        return max(claimed, _rows_without_amounts(rows))
    return max(_bold_rows(rows), _rows_without_amounts(rows))


def _bold_rows(rows: Sequence[Sequence[Cell]]) -> int:
    bold = 0
    for row in rows[:MOST_HEAD_ROWS]:
        runs = [run for cell in row for paragraph in cell.paragraphs for run in paragraph]
        if not runs or not _mostly_bold(runs) or _amounts(row):
            break
        bold += 1
    return bold if bold < len(rows) else 0


def _rows_without_amounts(rows: Sequence[Sequence[Cell]]) -> int:
    """Return the leading rows without amounts above a table of amounts; a row of one cell is a subhead and no head."""
    behind = [cell for row in rows[1:] for cell in row[1:] if cell.paragraphs]
    if not behind or sum(1 for cell in behind if _is_amount(cell)) < _NUMERIC * len(behind):
        return 0
    count = 0
    for row in rows[:MOST_HEAD_ROWS]:
        if _amounts(row) or sum(1 for cell in row if cell.paragraphs) < 2:
            break
        count += 1
    return count if count < len(rows) else 0


def _amounts(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row[1:] if cell.paragraphs]
    return bool(filled) and 2 * sum(1 for cell in filled if _is_amount(cell)) >= len(filled)


def _is_amount(cell: Cell) -> bool:
    text = " ".join("".join(run.text for run in paragraph if not run.superscript) for paragraph in cell.paragraphs)
    return bool(_AMOUNT.fullmatch(text.strip()))


def _mostly_bold(runs: Sequence[Run]) -> bool:
    total = sum(len(run.text) for run in runs if not run.superscript)
    return total > 0 and sum(len(run.text) for run in runs if run.bold and not run.superscript) >= 0.8 * total
