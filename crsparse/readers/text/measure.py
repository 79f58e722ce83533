"""The measure: how wide a full line is, in 1/1000 em of the text's own type.

The text keeps no sizes, but its lines do: set ragged right, they end within a word's length of the measure and never
beyond it, so the distribution of their widths breaks off sharply there (at 39.3 em for 6 inches of 11 pt type). A few
lines of plain text are wider, because ``pdftotext`` moves a word that a hyphen cut whole into the line.
"""

from collections import Counter
from collections.abc import Sequence

from crsparse.readers.text.lines import Line
from crsparse.readers.text.widths import first_piece, width

_BIN = 250
"""Width of a histogram's bin, 1/1000 em."""
_DROP = 4
"""How many times more lines must end in the em below the measure than in the em above it."""
_FEWEST = 3
"""Lines that must end in the em below the measure."""
NARROWER = 2000
"""How far the widest of the lines around must stay below the measure to show a narrower one, 1/1000 em."""
_AROUND = 3
"""Lines before and after a line that show a narrower measure."""
SLACK = 300
"""By how much a word must fit to be sure that it would have, 1/1000 em: bold words are wider than the table says."""
COLUMN = 400
"""Width of one character of indentation in text that keeps the page's geometry, 1/1000 em."""
_SPACE = 250


def cap(widths: Sequence[int]) -> int:
    """Return the measure that lines of these widths are set to; 0 without lines."""
    if not widths:
        return 0
    bins = Counter(value // _BIN for value in widths)
    share = max(_FEWEST, len(widths) // 25)
    for top in sorted(bins, reverse=True):
        below = sum(bins[b] for b in range(top - 3, top + 1))
        above = sum(bins[b] for b in range(top + 1, top + 5))
        if below >= share and below >= _DROP * above:
            return (top + 1) * _BIN
    return max(widths)


def extents(lines: Sequence[Line]) -> list[int]:
    """Return how far each line reaches from the left edge of its column: its indentation and its width."""
    return [width(line.plain) + line.x * COLUMN for line in lines]


def measures(lines: Sequence[Line]) -> list[int]:
    """Return for each line how far it could have reached.

    That is the measure of the lines of its frame, or a narrower one where no line around it comes near that: quotations
    are set narrower, and so are lines beside a box. Lines wider than the measure are a measure to themselves.
    """
    reach = extents(lines)
    caps = {frame: cap([r for r, line in zip(reach, lines, strict=True) if line.frame == frame]) for frame in {line.frame for line in lines}}
    result = []
    for n, line in enumerate(lines):
        full = caps[line.frame]
        near = [
            reach[m]
            for m in range(max(0, n - _AROUND), min(len(lines), n + _AROUND + 1))
            if lines[m].frame == line.frame and reach[m] <= full + SLACK
        ]
        widest = max(near, default=full)
        if reach[n] > full + SLACK:
            result.append(reach[n])
        else:
            result.append(full if widest >= full - NARROWER else widest + SLACK)
    return result


def room(reach: int, measure: int, following: str) -> int:
    """Return by how much the first word of ``following`` would have fitted; negative when it would not have."""
    return measure - reach - _SPACE - width(first_piece(following))
