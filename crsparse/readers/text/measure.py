"""The measure: how wide a full line is, in 1/1000 em of the text's own type.

The text keeps no sizes, but its lines do: set ragged right, they end within a word's length of the measure and never
beyond it, so the distribution of their widths breaks off sharply there (at 39.3 em for 6 inches of 11 pt type). A few
lines of plain text are wider, because ``pdftotext`` moves a word that a hyphen cut whole into the line.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence

from msgspec import Struct

from crsparse.readers.text.lines import Line
from crsparse.readers.text.widths import first_piece, width

_BIN = 250
"""Width of a histogram's bin, 1/1000 em."""
_DROP = 4
"""How many times more lines must end in the em below a measure than in the em above it."""
_FEWEST = 5
"""Lines that must end in the em below a measure."""
_FEWEST_SHARE = 0.008
"""The same as a share of all lines: the few that a moved word has lengthened make no measure."""
_NARROWER = 2000
"""How far the widest of the lines around must stay below a measure to show another, 1/1000 em."""
_MANY = 0.3
"""Share of the lines of the most frequent measure that a wider one needs to be the text's."""
PROSE = 40
"""Characters from which on a line counts for the measure of the text: shorter ones are cells and ends."""
_AROUND = 3
"""Lines before and after a line that show its measure."""
SLACK = 300
"""By how much a word must fit to be sure that it would have, 1/1000 em: bold words are wider than the table says."""
COLUMN = 400
"""Width of one character of indentation in text that keeps the page's geometry, 1/1000 em."""
_SPACE = 250
_MARKUP = re.compile(r"\]\([^()\s]{0,2000}\)|\[(?=[^\[\]]{1,500}\]\()")
"""What of a link written out in the text is not print: ``[`` and ``](#)``."""


def cliffs(widths: Sequence[int]) -> list[int]:
    """Return the measures that lines of these widths are set to, narrowest first: where the distribution breaks off."""
    bins = Counter(value // _BIN for value in widths)
    found: list[int] = []
    fewest = max(_FEWEST, int(_FEWEST_SHARE * len(widths)))
    for top in sorted(bins):
        below = sum(bins[b] for b in range(top - 3, top + 1))
        above = sum(bins[b] for b in range(top + 1, top + 5))
        if below >= fewest and below >= _DROP * above:
            edge = (top + 1) * _BIN
            # the bins after a cliff may be cliffs too, of the few lines in them
            if found and edge - found[-1] <= 4 * _BIN:
                if bins[top] * _DROP < sum(bins[b] for b in range(found[-1] // _BIN - 4, found[-1] // _BIN)):
                    continue
                found.pop()
            found.append(edge)
    return found


def cap(widths: Sequence[int], most: int = 1_000_000) -> int:
    """Return the measure of the text among lines of these widths; 0 without lines.

    That is the widest measure, up to ``most``, that many lines are set to: lists are set narrower than the text.
    """
    edges = [edge for edge in cliffs(widths) if edge <= most]
    if not edges:
        return max(widths, default=0)
    counts = {edge: sum(1 for value in widths if edge - 3000 < value <= edge) for edge in edges}
    return max(edge for edge in edges if counts[edge] >= _MANY * max(counts.values()))


class Extents(Struct, frozen=True):
    """How far lines reach, and how far they could, from the left edge of their column, 1/1000 em; by line index."""

    reach: Sequence[int]
    """Indentation and width of each line."""
    measures: Sequence[int]
    """The measure that each line is set to."""


def extents_of(lines: Sequence[Line], apart: Container[int] = ()) -> Extents:
    """Return the extents of ``lines``; those in ``apart`` are set to measures of their own and show none.

    The widest of the lines around tells which of the measures of its frame a line is set to; where that is none of
    them, as in a quotation, the widest line is all there is to go by. Lines wider than any measure are not counted: a
    word cut by a hyphen was moved up into them.
    """
    reach = [width(_printed(line.plain)) + line.x * COLUMN for line in lines]
    order = [n for n in range(len(lines)) if n not in apart]
    widths: dict[int, list[int]] = {}
    for n in order:
        if len(lines[n].text) > PROSE:
            widths.setdefault(lines[n].frame, []).append(reach[n])
    known = {frame: cliffs(widths.get(frame, ())) for frame in {line.frame for line in lines}}
    result = list(reach)
    for place, n in enumerate(order):
        around = order[max(0, place - _AROUND) : place + _AROUND + 1]
        here = (lines[n].frame, lines[n].page)
        near = [reach[m] for m in around if (lines[m].frame, lines[m].page) == here and not lines[m].gapped]
        near.sort(reverse=True)
        result[n] = max(_measure(near, known[lines[n].frame]), min(reach[n], near[0] if near else reach[n]))
    return Extents(reach, result)


def _printed(text: str) -> str:
    """Return ``text`` without the markup of links written out in it."""
    return _MARKUP.sub("", text) if "](" in text else text


def _measure(near: Sequence[int], known: Sequence[int]) -> int:
    """Return the measure of lines whose neighbours have the widths ``near``, widest first."""
    widest_known = max(known, default=0) + 2 * SLACK
    within = [value for value in near if value <= widest_known] or near
    for widest in within:
        for edge in known:
            if edge - _NARROWER <= widest <= edge + 2 * SLACK:
                return edge
    if known and len(within) < len(near):
        return max(known)  # lines into which a word was moved up are prose, though no full one stands beside them
    near = within
    return near[0] + SLACK if near else 0


def room(reach: int, measure: int, following: str) -> int:
    """Return by how much the first word of ``following`` would have fitted; negative when it would not have."""
    return measure - reach - _SPACE - width(first_piece(following))
