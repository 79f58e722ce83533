"""Tables written out in text: cells between tabs, as browsers copy them, or between bars, as converters write them.

    Year<tab>Flow               | Year | Flow |
    1992<tab>44.2               | --- | --- |
                                | 1992 | 44.2 |

Cues: lines that follow each other without a blank one, at least two, each with bars at both ends or a tab inside, and
as many cells as the others. A line of dashes between bars says that the cells above it are heads; it is markup, as are
the bars. A tab that only parts a list marker from its item, or indents a line, makes no cell. Missed: cells over
several columns, for neither way of writing has them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

_BARS = re.compile(r"\s*\|(.*)\|\s*")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
"""The line below the heads: ``| --- | :---: |``."""
_FEWEST = 2
"""Lines that make a table."""
_MARKER = re.compile(r"\s*(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]|\(\w{1,3}\)|\[\d{1,3}\]|[^\w\s])\s*")
"""A list marker or the number of a note, which a tab may part from what it marks."""

Written = tuple[tuple[str, ...], bool]
"""The cells of a row as written, and whether they are heads; no cells for a line that is markup alone."""


def written_rows(lines: Sequence[str]) -> dict[int, Written]:
    """Return the rows among ``lines`` that are rows of tables, by their places."""
    found: dict[int, Written] = {}
    for start, end in _stretches(lines, lambda line: _BARS.fullmatch(line) is not None):
        found |= _between_bars(lines, start, end)
    for start, end in _stretches(lines, lambda line: "\t" in line.rstrip()):
        rows = [line.rstrip().split("\t") for line in lines[start:end]]
        inside = sum(1 for row in rows if sum(1 for cell in row if cell.strip()) > 1)
        marked = all(_MARKER.fullmatch(row[0]) for row in rows)
        if not marked and 2 * inside > len(rows):
            width = max(map(len, rows))
            for place, row in enumerate(rows, start):
                found[place] = ((*row, *[""] * (width - len(row))), False)
    return found


def _stretches(lines: Sequence[str], fits: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and fits(lines[place]):
            continue
        if place - start >= _FEWEST:
            yield start, place
        start = place + 1


def _between_bars(lines: Sequence[str], start: int, end: int) -> dict[int, Written]:
    rows = [_BAR.split(lines[place].strip()[1:-1]) for place in range(start, end)]
    if len(set(map(len, rows))) > 1:
        return {}
    rule = next((place for place in range(len(rows)) if _RULE.fullmatch(lines[start + place])), None)
    found: dict[int, Written] = {}
    for place, row in enumerate(rows):
        markup = place == rule
        cells = () if markup else tuple(cell.replace("\\|", "|") for cell in row)
        found[start + place] = (cells, rule is not None and place < rule)
    return found
