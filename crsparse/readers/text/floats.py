"""Tables and figures: caption, subtitle, cells, and the Source and Notes lines below.

CRS prints ``Table 1. Caption`` above, perhaps a subtitle (``In Millions of Dollars``), the cells, then ``Source:`` and
``Notes:`` with lettered notes. Text has the cells of a table as rows with gaps (``-layout``) or as one short line each
with blank lines between (plain), and of a figure what is lettered in it or nothing. Plain text may also put the cells of
a table far from its caption.

Cues in order: a caption's label at the start of a line after the end of a paragraph, most of all when the Contents list
the caption; everything down to a line that starts with ``Source:`` or ``Notes:``, unless prose, a heading or another
caption comes first; the lines of that block while they are indented as its first line is, or until a blank line. Cells
without a caption are runs of lines that are short and stand alone. Always true: prose, which is lines that reach the
measure one after another, is never in a table. Missed: cells that are paragraphs as wide as the page.
"""

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line, letters
from crsparse.readers.text.measure import SLACK, cap, extents, room

_FULL = 0.88
"""Part of the measure that a line must reach to be a full line of prose."""
_LONG = 0.84
"""Part of the measure that each of three lines in succession must reach to be prose."""
_PROSE = 40
"""Characters from which on a line counts for the measure of the body."""
_BEYOND = 7000
"""How far plain text's lines may go beyond the measure, when a word cut by a hyphen was moved up, 1/1000 em."""
_PROSE_LINES = 2
"""Full lines in succession that make prose."""
_CAPTION_LINES = 4
"""Lines that a caption may have."""
_CAPTION_MEASURE = 0.8
"""Part of the body's measure that a caption's type fills, for it is bolder and wider."""
_FARTHEST = 900
"""Lines after a caption within which its Source line is looked for: a table over many pages has a line a cell."""
_SOUP_LINES = 6
"""Short lines that stand alone, in succession, that are the cells of a table."""
_SOUP_ALONE = 0.4
"""Share of a run's lines that must stand alone."""
_SOUP_ROWS = 3
"""Rows with gaps, in text that keeps the geometry, that are the cells of a table."""
_SHORT = 0.62
"""Part of the measure below which a line is short enough for a cell."""


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

    def __init__(
        self, lines: Sequence[Line], claimed: Mapping[int, str], measures: Sequence[int], captions: Set[str]
    ) -> None:
        self.lines, self.captions = lines, captions
        self.free = [n for n in range(len(lines)) if claimed.get(n) in (None, "heading")]
        self.headings = {n for n, role in claimed.items() if role == "heading"}
        self.reach = extents(lines)
        self.geometry = any(line.x for line in lines)
        body = cap([self.reach[n] for n in self.free if len(lines[n].text) > _PROSE])
        # where indentation is lost, cells are told from prose by the measure of the body alone
        self.measures = measures if self.geometry else [max(body, 1)] * len(lines)
        self.runs = self._runs()

    def _runs(self) -> list[tuple[int, int]]:
        """Return for each place the end of the run of cells it is in, and how many from there on stand alone."""
        runs = [(place, 0) for place in range(len(self.free) + 1)]
        for place in reversed(range(len(self.free))):
            if self._cell(place):
                line = self.lines[self.free[place]]
                end, alone = runs[place + 1]
                end = max(end, place + 1)
                runs[place] = end, alone + (line.gapped if self.geometry else bool(line.gap or line.top))
            else:
                runs[place] = place, 0
        return runs

    def _cell(self, place: int) -> bool:
        """Whether the line may be a cell, or a row of cells in text with geometry, for what it is itself."""
        n = self.free[place]
        line, text = self.lines[n], self.lines[n].plain
        if n in self.headings or wording.SOURCE.match(text) or wording.BYLINE.fullmatch(text) or wording.bullet(line.text):
            return False
        if wording.LONE_MARKER.fullmatch(text) or (wording.CAPTION.match(text) and self.caption(place)):
            return False
        if self.geometry:
            # rows have gaps; what wraps in one column stands between such rows
            return line.gapped or (line.x >= 2 and place > 0 and self.lines[self.free[place - 1]].gapped)
        return self.reach[n] <= _SHORT * self.measures[n]

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
        return b.gap == 0 and not b.gapped and b.x <= 1 and wording.starts_lower(b.plain) and wording.ends_sentence(b.plain) and len(a.plain) > 40

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
        text = self.lines[before].plain
        return before in self.headings or (
            wording.ends_sentence(text) and room(self.reach[before], self.measures[before], line.plain) > SLACK
        )

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
            stop = line.gap or line.top or line.gapped or text.startswith("(") or wording.SOURCE.match(text)
            filled = self.reach[a] - self.lines[a].x * 400
            if stop or room(filled, int(_CAPTION_MEASURE * self.measures[a]), text) > 0 or not _is_caption_text(text):
                break
            count += 1
        return count


def _is_caption_text(text: str) -> bool:
    return not wording.ends_sentence(text) or wording.is_title_case(text)


def find_floats(
    lines: Sequence[Line], claimed: Mapping[int, str], measures: Sequence[int], captions: Set[str]
) -> list[Float]:
    """Return the tables and figures among the lines that nothing has claimed yet, headings excepted."""
    scan = _Scan(lines, claimed, measures, captions)
    floats: list[Float] = []
    at = 0
    while at < len(scan.free):
        if scan.free[at] in scan.headings:
            at += 1
        elif scan.caption(at):
            found, at = _float(scan, at)
            floats.append(found)
        elif wording.SOURCE.match(lines[scan.free[at]].plain) and (lines[scan.free[at]].gap or lines[scan.free[at]].top):
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
            return _heading_before(scan, start, at)
    # nothing ends it: only cells at once below the caption are its own
    at = start
    while at < len(scan.free) and (scan.lines[scan.free[at]].gapped or _soup(scan, at) > at):
        at = max(at + 1, _soup(scan, at))
    return at


def _heading_before(scan: _Scan, start: int, at: int) -> int:
    """Return the place of the heading of the prose at ``at``, or ``at`` when no heading stands right above it."""
    place = at
    while place > start and at - place < 2:
        line, below = scan.lines[scan.free[place - 1]], scan.lines[scan.free[place]]
        if below.gap or below.top and scan.geometry is False or line.gapped or line.x > 1 or not wording.is_title_case(line.plain):
            break
        place -= 1
    first = scan.lines[scan.free[place]]
    return place if place < at and (first.gap or first.top or place == start) else at


def _subtitle(scan: _Scan, start: int, end: int) -> int:
    """Return how many of the lines below a caption are its subtitle: in parentheses, or alone before a gap."""
    if start >= end:
        return 0
    line = scan.lines[scan.free[start]]
    if line.gapped or line.gap or line.top:
        return 0
    if line.plain.startswith("("):
        count = 1
        while start + count < end and count < 3 and not scan.lines[scan.free[start + count - 1]].plain.rstrip().endswith(")"):
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
        if wording.SOURCE.match(text):
            blocks.append([n])
        elif blocks and wording.LETTERED.match(text) and (blocks[0] != [n]) and _after_sentence(scan, at):
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
    end, alone = scan.runs[at]
    if scan.geometry:
        return end if alone >= _SOUP_ROWS and scan.lines[scan.free[at]].gapped else at
    return end if alone >= _SOUP_LINES and alone >= _SOUP_ALONE * (end - at) else at
