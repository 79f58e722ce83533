"""Tables and figures: caption, subtitle, cells, and the Source and Notes lines below.

CRS prints ``Table 1. Caption`` above, perhaps a subtitle (``In Millions of Dollars``), the cells, then ``Source:`` and
``Notes:`` with lettered notes. Text has the cells of a table as rows with gaps (``-layout``) or as one short line each
with blank lines between (plain), and of a figure what is lettered in it or nothing. Plain text may also put the cells
of a table far from its caption.

Cues in order: a caption's label at the start of a line after the end of a paragraph, most of all when the Contents list
the caption; everything down to a line that starts with ``Source:`` or ``Notes:``, unless prose, a heading or another
caption comes first; the lines of that block while they are indented as its first line is, or until a blank line. Cells
without a caption are runs of lines that are short and stand alone. Always true: prose, which is lines that reach the
measure one after another, is never in a table. Missed: cells that are paragraphs as wide as the page.
"""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line, letters
from crsparse.readers.text.measure import PROSE, SLACK, Extents, cap, room

_FULL = 0.88
"""Part of the measure that a line must reach to be a full line of prose."""
_LONG = 0.84
"""Part of the measure that each of three lines in succession must reach to be prose."""
_BEYOND = 7000
"""How far plain text's lines may go beyond the measure, when a word cut by a hyphen was moved up, 1/1000 em."""
_PROSE_LINES = 2
"""Full lines in succession that make prose."""
_SUBTITLE = re.compile(
    r"\(|In (?:[A-Z]\w+ ){0,2}(?:Thousands|Millions|Billions|Trillions|Dollars|Percent)|[Dd]ollars in|\$", re.IGNORECASE
)
"""The start of a subtitle: ``(In millions)``, ``In Millions of Dollars``."""
_CAPTION_LINES = 4
"""Lines that a caption may have."""
_CAPTION_MEASURE = 0.8
"""Part of the body's measure that a caption's type fills, for it is bolder and wider."""
_FARTHEST = 900
"""Lines after a caption within which its Source line is looked for: a table over many pages has a line a cell."""
_SOUP_ROWS = 3
"""Rows with gaps, in text that keeps the geometry, that are the cells of a table."""
_SOUP_GROUPS = 6
"""Groups of lines between blank lines, in succession, that are the cells of a table in plain text."""
_SOUP_SHORT = 0.4
"""Share of these groups that must be one short line: numbers, years, names."""
_SHORT = 0.35
"""Part of the measure up to which a line is short."""
_CELL_LINES = 6
"""Lines that a cell may have."""
_CELL_FILLS = 0.9
"""Part of the measure that the lines of a cell may reach."""


class Float(Struct, frozen=True):
    """A table or figure, by the indexes of its lines."""

    caption: tuple[int, ...]
    """The caption; empty for cells without one."""
    subtitle: tuple[int, ...]
    """The lines between caption and cells."""
    body: tuple[int, ...]
    """The cells, or what is lettered in a figure."""
    below: tuple[tuple[int, ...], ...]
    """The blocks below: Source, Notes, each lettered note."""
    figure: bool
    """Whether it is a figure."""


class _Scan:
    """Lines with what the search for floats asks of them."""

    def __init__(self, lines: Sequence[Line], claimed: Mapping[int, str], extents: Extents, captions: Set[str]) -> None:
        self.lines, self.captions = lines, captions
        self.free = [n for n in range(len(lines)) if claimed.get(n) in (None, "heading")]
        self.headings = {n for n, role in claimed.items() if role == "heading"}
        self.reach = extents.reach
        self.geometry = any(line.x for line in lines)
        body = cap([self.reach[n] for n in self.free if len(lines[n].text) > PROSE])
        # where indentation is lost, cells are told from prose by the measure of the body alone
        self.measures = extents.measures if self.geometry else [max(body, 1)] * len(lines)
        self.runs = self._rows() if self.geometry else self._cells()

    def _rows(self) -> dict[int, int]:
        """Return the runs of rows with gaps, start to end: with geometry, what wraps in one column stands between
        them."""
        runs: dict[int, int] = {}
        start, rows = 0, 0
        for place in range(len(self.free) + 1):
            line = self.lines[self.free[place]] if place < len(self.free) else None
            wraps = line is not None and line.x >= 2 and place > start and self.lines[self.free[place - 1]].gapped
            if line is not None and self._may_be_cell(place) and (line.gapped or wraps):
                rows += line.gapped
                continue
            if rows >= _SOUP_ROWS:
                runs[start] = place
            start, rows = place + 1, 0
        return runs

    def _cells(self) -> dict[int, int]:
        """Return the runs of cells, start to end: groups of lines between blank lines, many of them short."""
        runs: dict[int, int] = {}
        groups = self._groups()
        start = 0
        while start < len(groups):
            end = start
            while end < len(groups) and self._cell_group(*groups[end]):
                end += 1
            while end > start and end < len(groups) and self.heading_group(*groups[end - 1]):
                end -= 1
            short = sum(
                1 for a, b in groups[start:end] if b - a == 1 and self.reach[self.free[a]] <= _SHORT * self.measures[0]
            )
            if end - start >= _SOUP_GROUPS and short >= _SOUP_SHORT * (end - start):
                runs[groups[start][0]] = groups[end - 1][1]
            start = max(end, start + 1)
        return runs

    def _groups(self) -> list[tuple[int, int]]:
        """Return the groups of lines between blank lines, as places from and to."""
        edges = [p for p, n in enumerate(self.free) if self.lines[n].gap or self.lines[n].top or p == 0]
        return list(pairwise([*edges, len(self.free)]))

    def _cell_group(self, start: int, end: int) -> bool:
        if end - start > _CELL_LINES or not all(self._may_be_cell(place) for place in range(start, end)):
            return False
        return all(self.reach[self.free[place]] <= _CELL_FILLS * self.measures[0] for place in range(start, end))

    def heading_group(self, start: int, end: int) -> bool:
        text = " ".join(self.lines[n].plain for n in self.free[start:end])
        return end - start <= 2 and wording.is_title_case(text) and len(text) > 8 and not any(c.isdigit() for c in text)

    def _may_be_cell(self, place: int) -> bool:
        n = self.free[place]
        line, text = self.lines[n], self.lines[n].plain
        if (
            n in self.headings
            or wording.SOURCE.match(text)
            or wording.BYLINE.fullmatch(text)
            or wording.bullet(line.text)
        ):
            return False
        return not wording.LONE_MARKER.fullmatch(text) and not (wording.CAPTION.match(text) and self.caption(place))

    def full(self, n: int) -> bool:
        line, measure = self.lines[n], self.measures[n]
        return not line.gapped and line.x <= 1 and _FULL * measure <= self.reach[n] <= measure + _BEYOND

    def prose(self, at: int) -> bool:
        """Whether prose starts at place ``at`` of the free lines."""
        first = self.lines[self.free[at]]
        run = long = 0
        for place in range(at, min(at + _PROSE_LINES + 1, len(self.free))):
            n = self.free[place]
            line = self.lines[n]
            if line.gapped or line.x > 1 or (place > at and line.gap) or line.frame != first.frame:
                break
            part = self.reach[n] / max(1, self.measures[n])
            if part < _LONG or self.reach[n] > self.measures[n] + _BEYOND:
                break
            long += 1
            run += part >= _FULL and run == long - 1
        if run >= _PROSE_LINES or long > _PROSE_LINES:
            return True
        # the first line of a paragraph of two lines
        return run == 1 and wording.starts_unit(first.plain) and self._two_lines(at)

    def _two_lines(self, at: int) -> bool:
        if at + 1 >= len(self.free):
            return False
        a, b = self.lines[self.free[at]], self.lines[self.free[at + 1]]
        return (
            b.gap == 0
            and not b.gapped
            and b.x <= 1
            and wording.starts_lower(b.plain)
            and wording.ends_sentence(b.plain)
            and len(a.plain) > 40
        )

    def caption(self, at: int) -> bool:
        n = self.free[at]
        line = self.lines[n]
        if not wording.CAPTION.match(line.plain):
            return False
        if self._listed(at):
            return True
        if line.gap or line.top or at == 0:
            return True
        before = self.free[at - 1]
        return before in self.headings or wording.ends_sentence(self.lines[before].plain)

    def _listed(self, at: int) -> int:
        """Return the number of lines that make a caption of the lists in the Contents; 0 when none do."""
        key = ""
        for count, n in enumerate(self.free[at : at + _CAPTION_LINES], start=1):
            key += letters(self.lines[n].plain)
            if key in self.captions or key.rstrip("0123456789abcdefgh") in self.captions:
                return count
        return 0

    def caption_lines(self, at: int) -> int:
        """Return how many lines the caption at place ``at`` has."""
        listed = self._listed(at)
        if listed:
            return listed
        count = 1
        while count < _CAPTION_LINES and at + count < len(self.free):
            a, b = self.free[at + count - 1], self.free[at + count]
            line = self.lines[b]
            text = line.plain
            stop = line.gap or line.top or line.gapped or _SUBTITLE.match(text) or wording.SOURCE.match(text)
            filled = self.reach[a] - self.lines[a].x * 400
            if stop or room(filled, int(_CAPTION_MEASURE * self.measures[a]), text) > 0 or not _is_caption_text(text):
                break
            count += 1
        return count


def _is_caption_text(text: str) -> bool:
    return wording.is_title_case(text) or wording.starts_lower(text) or text[:1].isdigit()


def find_floats(lines: Sequence[Line], claimed: Mapping[int, str], extents: Extents, captions: Set[str]) -> list[Float]:
    """Return the tables and figures among the lines that nothing has claimed yet, headings excepted."""
    scan = _Scan(lines, claimed, extents, captions)
    floats: list[Float] = []
    at = 0
    while at < len(scan.free):
        if scan.free[at] in scan.headings:
            at += 1
        elif scan.caption(at):
            found, at = _float(scan, at)
            floats.append(found)
        elif wording.SOURCE.match(lines[scan.free[at]].plain) and (
            lines[scan.free[at]].gap or lines[scan.free[at]].top
        ):
            below, at = _below(scan, at)
            floats.append(Float((), (), (), below, figure=False))
        else:
            soup = _soup(scan, at)
            if soup > at:
                below, after = _below(scan, soup) if _starts_below(scan, soup) else ((), soup)
                floats.append(Float((), (), tuple(scan.free[at:soup]), below, figure=False))
                at = after
            else:
                at += 1
    return floats


def _float(scan: _Scan, at: int) -> tuple[Float, int]:
    count = scan.caption_lines(at)
    caption = tuple(scan.free[at : at + count])
    figure = not scan.lines[caption[0]].plain.startswith(("Table", "Box"))
    start = at + count
    end = _body_end(scan, start)
    body = scan.free[start:end]
    subtitle = _subtitle(scan, start, end)
    below: tuple[tuple[int, ...], ...] = ()
    if _starts_below(scan, end):
        below, end = _below(scan, end)
    return Float(caption, tuple(body[:subtitle]), tuple(body[subtitle:]), below, figure), end


def _starts_below(scan: _Scan, at: int) -> bool:
    return at < len(scan.free) and wording.SOURCE.match(scan.lines[scan.free[at]].plain) is not None


def _body_end(scan: _Scan, start: int) -> int:
    """Return the place after the cells: that of the Source line, or of what shows that the float is over."""
    for at in range(start, min(start + _FARTHEST, len(scan.free))):
        n = scan.free[at]
        if _starts_below(scan, at):
            return at
        if n in scan.headings or scan.caption(at):
            return at
        if scan.prose(at):
            return _heading_before(scan, start, _prose_start(scan, start, at))
    # nothing ends it: only cells at once below the caption are its own
    at = start
    while at < len(scan.free) and (scan.lines[scan.free[at]].gapped or _soup(scan, at) > at):
        at = max(at + 1, _soup(scan, at))
    return at


def _prose_start(scan: _Scan, start: int, at: int) -> int:
    """Return the place of the first line of the paragraph of which full lines stand at ``at``: it may be shorter."""
    place = at
    while place > start and at - place < _PROSE_LINES:
        line, above = scan.lines[scan.free[place]], scan.lines[scan.free[place - 1]]
        if line.gap or line.top or above.gapped or above.x > 1 or above.frame != line.frame:
            break
        if wording.ends_sentence(above.plain) or not any(char.islower() for char in above.plain):
            break
        place -= 1
    return place


def _heading_before(scan: _Scan, start: int, at: int) -> int:
    """Return the place of the heading of the prose at ``at``, or ``at`` when no heading stands right above it."""
    place = at
    if not scan.geometry and at - 1 > start and _stands_alone(scan, at - 1):
        return at - 1
    while place > start and at - place < 2:
        line, below = scan.lines[scan.free[place - 1]], scan.lines[scan.free[place]]
        if (
            below.gap
            or (below.top and scan.geometry is False)
            or line.gapped
            or line.x > 1
            or not wording.is_title_case(line.plain)
        ):
            break
        place -= 1
    first = scan.lines[scan.free[place]]
    return place if place < at and (first.gap or first.top or place == start) else at


def _stands_alone(scan: _Scan, at: int) -> bool:
    """Whether the line at a place is a heading between blank lines: plain text parts large type from what follows."""
    line = scan.lines[scan.free[at]]
    return line.gap > 0 and scan.heading_group(at, at + 1) and len(line.plain.split()) > 2


def _subtitle(scan: _Scan, start: int, end: int) -> int:
    """Return how many of the lines below a caption are its subtitle: in parentheses, or alone before a gap."""
    if start >= end:
        return 0
    line = scan.lines[scan.free[start]]
    if line.gapped or line.gap or line.top:
        return 0
    if line.plain.startswith("("):
        count = 1
        while (
            start + count < end
            and count < 3
            and not scan.lines[scan.free[start + count - 1]].plain.rstrip().endswith(")")
        ):
            count += 1
        return count
    after = scan.lines[scan.free[start + 1]] if start + 1 < end else None
    alone = after is None or after.gap > 0 or after.top or after.gapped
    return 1 if alone and len(line.plain.split()) >= 2 and any(char.islower() for char in line.plain) else 0


def _below(scan: _Scan, start: int) -> tuple[tuple[tuple[int, ...], ...], int]:
    """Return the Source and Notes blocks that start at place ``start``, and the place after them."""
    blocks: list[list[int]] = []
    indent = scan.lines[scan.free[start]].x
    at = start
    while at < len(scan.free):
        n = scan.free[at]
        line, text = scan.lines[n], scan.lines[n].plain
        if n in scan.headings or (at > start and scan.caption(at)) or wording.BYLINE.fullmatch(text):
            break
        if wording.SOURCE.match(text) or (
            blocks and wording.LETTERED.match(text) and (blocks[0] != [n]) and _after_sentence(scan, at)
        ):
            blocks.append([n])
        elif scan.geometry and indent >= 2 and line.frame == scan.lines[scan.free[start]].frame:
            if line.x < indent - 1 or (line.top and scan.prose(at)):
                break
            blocks[-1].append(n)
        elif (line.gap and not line.top) or _over(scan, at):
            break
        else:
            blocks[-1].append(n)
        at += 1
    return tuple(map(tuple, blocks)), at


def _after_sentence(scan: _Scan, at: int) -> bool:
    return at > 0 and wording.ends_sentence(scan.lines[scan.free[at - 1]].plain)


def _over(scan: _Scan, at: int) -> bool:
    """Whether the notes below a table have ended before place ``at``: at a sentence's end before something new."""
    if not _after_sentence(scan, at):
        return False
    n, before = scan.free[at], scan.free[at - 1]
    line, text = scan.lines[n], scan.lines[n].plain
    if line.top or wording.CAPTION.match(text):
        return True
    if not wording.starts_unit(text) or wording.must_go_on(scan.lines[before].plain):
        return False
    if room(scan.reach[before], scan.measures[before], text) > SLACK:
        return True
    # a heading, though the line above it is full
    after = scan.lines[scan.free[at + 1]].plain if at + 1 < len(scan.free) else ""
    short = scan.reach[n] < _FULL * scan.measures[n] and room(scan.reach[n], scan.measures[n], after) > SLACK
    return short and wording.is_title_case(text) and wording.starts_unit(after)


def _soup(scan: _Scan, at: int) -> int:
    """Return the place after a run of cells that starts at ``at``; ``at`` itself when there is no such run."""
    return scan.runs.get(at, at)
