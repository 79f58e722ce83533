"""The body: lines to headings, paragraphs and list items.

Cues for the end of a block, in order: a heading that the Contents announce; a list marker; in text with geometry a new
indentation; the end of a sentence on a line into which the next word would have fitted, or before a blank line; a line
far too short for its measure. The first line of a page or column says nothing by the blank lines above it. Cues for
headings that the Contents don't announce (the fourth level; Insights and In Focus have no Contents): one to three
lines at the start of a block, worded like a heading, too short for prose, with a paragraph or heading after them.
Always true: a block that ends without the end of a sentence is joined with the next that starts with a lower-case
letter, even over tables and pages. Missed: a paragraph whose last line is full.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.columns import BESIDE_BOX
from crsparse.readers.text.lines import Line
from crsparse.readers.text.measure import COLUMN, PROSE, SLACK, cap, extents, room
from crsparse.readers.text.splits import divide, weight

_HEADING_LINES = 3
"""Lines that a heading outside the Contents may have."""
_HEADING_FILLS = 0.97
"""Part of the measure that a line of a heading may reach: headings are set in larger type than prose."""
_HEADING_SCALE = 1.6
"""How much wider a heading's words are than the metrics of body type say."""
_SPACED = -3.0
"""Log-odds of a break without a blank line, where blank lines show most breaks."""
_MOST_PLACES = 200
"""Places in one block at which a paragraph may start, above which it is left whole."""
_FAR_TOO_SHORT = 0.35
"""Part of the measure by which a line must fall short to end its block, whatever it ends with."""
_INDENTED = 3
"""Characters by which indentation must change to be on purpose: columns of proportional type are inexact."""
_LIST_INDENT = (6500, 1800)
"""How much narrower list items are set than the text, on a full page and in a column of two, 1/1000 em."""
_FULL_PAGE = 30_000
"""Measure from which on lines are those of a full page, 1/1000 em."""
_MOST_ROOM = 5000
"""Room at a line's end from which on more says no more about the end of an item, 1/1000 em."""
_LEAST_CUT = -3000
"""Least score of a line's end to be the end of an item, 1/1000 em."""
_TOO_SHORT = 0.12
"""Part of the measure by which a line must fall short to end its block though it doesn't end a sentence."""


class Block(Struct, frozen=True):
    """A heading, paragraph or list item, by the indexes of its lines."""

    kind: str
    """``heading``, ``paragraph`` or ``list_item``."""
    lines: tuple[int, ...]
    """Its lines, without lines that are nothing but a marker."""
    marker: str | None = None
    """The list marker; it still stands at the start of the first line unless ``apart``."""
    apart: bool = False
    """Whether the marker stood on a line of its own."""
    level: int | None = None
    """Level of a heading, depth of a list item."""


class Body(Struct, frozen=True):
    """The lines of the body and what is known of them."""

    lines: Sequence[Line]
    """All lines of the text."""
    order: Sequence[int]
    """Indexes of the lines that are body, in reading order."""
    measures: Sequence[int]
    """How far each of ``lines`` could reach, 1/1000 em."""
    announced: Mapping[int, tuple[int, int | None]]
    """Headings known from the Contents: first line to number of lines and level."""
    floats: frozenset[int]
    """Indexes of body lines that come straight after a table or figure."""


def blocks_of(body: Body) -> Iterator[Block]:
    """Yield the blocks of the body in reading order."""
    grouping = _Grouping(body)
    yield from _joined(body, grouping.blocks())


class _Grouping:
    """One pass over the lines of the body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.lines, self.order = body.lines, body.order
        self.reach = extents(body.lines)
        self.geometry = any(line.x for line in body.lines)
        self.measure = cap([reach for reach, line in zip(self.reach, body.lines, strict=True) if len(line.text) > PROSE])
        self.spaced = self._spaced_frames()
        self.headed = -1
        """Place after the last heading."""
        self.number = 0
        """Number of the last item of the list that counts."""

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.order):
            n = self.order[at]
            if n in self.body.announced:
                self.number = 0
                count, level = self.body.announced[n]
                yield Block("heading", tuple(self.order[at : at + count]), level=level)
                at += count
                self.headed = at
                continue
            if wording.LONE_MARKER.fullmatch(self.lines[n].plain) and self._markers(at) > 0:
                found, at = self._list_apart(at)
                yield from found
                continue
            count = self._heading(at)
            if count:
                self.number = 0
                yield Block("heading", tuple(self.order[at : at + count]))
                at += count
                self.headed = at
                continue
            end = at + 1
            marker = self._marker(at)
            while end < len(self.order) and not self._breaks(at, end, marker):
                end += 1
            lines = tuple(self.order[at:end])
            if marker:
                yield Block("list_item", lines, marker.strip(), level=self._depth(at))
            else:
                yield from self._paragraphs(lines)
            at = end

    def _paragraphs(self, lines: tuple[int, ...]) -> Iterator[Block]:
        """Yield the paragraphs that ``lines`` are, though nothing but their sentences shows where one ends."""
        places = []
        for place, (a, b) in enumerate(zip(lines, lines[1:], strict=False), 1):
            before, text = self.lines[a].plain, self.lines[b].plain
            if wording.ends_sentence(before) and wording.starts_unit(text) and not wording.must_go_on(before):
                places.append((place, weight(text) + (_SPACED if self.lines[b].frame in self.spaced else 0.0)))
        # a block of hundreds of lines is no prose, and dividing it would take quadratic time
        cuts = divide(len(lines), places, self.measure >= _FULL_PAGE) if len(places) <= _MOST_PLACES else []
        edges = [0, *cuts, len(lines)]
        for first, last in zip(edges, edges[1:], strict=False):
            yield Block("paragraph", lines[first:last])

    def _spaced_frames(self) -> frozenset[int]:
        """Return the frames in which a blank line shows most ends of paragraphs, so that its lack is telling too."""
        counts: dict[int, list[int]] = {}
        for a, b in zip(self.order, self.order[1:], strict=False):
            line, before = self.lines[b], self.lines[a]
            if line.top or line.frame != before.frame or not wording.ends_sentence(before.plain):
                continue
            if len(line.plain) > PROSE and wording.starts_unit(line.plain):
                if room(self.reach[a], self.body.measures[a], line.plain) > 2 * SLACK and not wording.bullet(line.text):
                    counts.setdefault(line.frame, []).append(line.gap > 0)
        return frozenset(frame for frame, gaps in counts.items() if sum(gaps) > 0.6 * len(gaps))

    # ------------------------------------------------------------------------------------------------ list items

    def _marker(self, at: int) -> str | None:
        """Return the marker that opens the line at ``at``, spaces included; None when the line is no list item."""
        line = self.lines[self.order[at]]
        symbol = wording.bullet(line.text)
        if symbol:
            return symbol
        count = wording.counter(line.text)
        if count is None:
            return None
        value = _value(count)
        before = self.lines[self.order[at - 1]].plain if at else ""
        counts_on = value == self.number + 1 or (value == 1 and (not before or before.endswith((":", ".", ";"))))
        if not counts_on or not (wording.ends_sentence(before) or before.endswith(("and", "or", ",")) or not before):
            return None
        if value == 1 and not self._next_counts(at, 2):
            return None
        if at and count.startswith("(") and not (line.gap or line.top):
            # "(1) …; (2) …" within a sentence
            last = self.order[at - 1]
            if room(self.reach[last], self.body.measures[last], line.plain) <= SLACK:
                return None
        self.number = value
        return count

    def _next_counts(self, at: int, value: int) -> bool:
        """Whether an item that counts ``value`` follows within a page."""
        for n in self.order[at + 1 : at + 45]:
            count = wording.counter(self.lines[n].text)
            if count is not None and _value(count) == value:
                return True
        return False

    def _depth(self, at: int) -> int:
        line = self.lines[self.order[at]]
        if wording.bullet(line.text) and line.text[0] in "o–-◦○":
            return 1
        return 1 if self.geometry and line.frame == 0 and line.x >= 9 else 0

    def _markers(self, at: int) -> int:
        """Return how many lines from ``at`` on are nothing but markers, when items can follow them."""
        end = at
        while end < len(self.order) and wording.LONE_MARKER.fullmatch(self.lines[self.order[end]].plain):
            if self.order[end] in self.body.announced:
                break
            end += 1
        return end - at if end < len(self.order) else 0

    def _list_apart(self, at: int) -> tuple[list[Block], int]:
        """Return the items whose markers stand at ``at``, one a line, before the items' text; and the place after.

        Their number is known, so the text is cut at the ends of lines that look most like ends of items.
        """
        count = self._markers(at)
        markers = [self.lines[n].plain for n in self.order[at : at + count]]
        start = at + count
        end = start + 1
        while end < len(self.order) and not self._ends_list(end):
            end += 1
        text = self.order[start:end]
        goes_on = wording.starts_lower(self.lines[text[0]].plain) and self._open(at)
        wanted = count - (0 if goes_on else 1)
        scores = sorted(((self._cut(a, b), -place) for place, (a, b) in enumerate(zip(text, text[1:], strict=False), 1)), reverse=True)
        cuts = sorted(-place for score, place in scores[:wanted] if score > _LEAST_CUT)
        edges = [0, *cuts, len(text)]
        items = [tuple(text[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
        blocks: list[Block] = []
        if goes_on:
            blocks.append(Block("paragraph", items.pop(0)))
        for place, item in enumerate(items):
            if place < len(markers):
                blocks.append(Block("list_item", item, markers[place], apart=True, level=int(markers[place] in "o–-")))
            else:
                blocks.append(Block("paragraph", item))
        spare = [Block("marker", (n,)) for n in self.order[at + len(items) : start]]
        return blocks + spare, end

    def _open(self, at: int) -> bool:
        """Whether the text before place ``at`` is not finished."""
        before = self.lines[self.order[at - 1]].plain if at else ""
        return bool(before) and not wording.ends_sentence(before)

    def _ends_list(self, at: int) -> bool:
        n = self.order[at]
        line = self.lines[n]
        if n in self.body.announced or wording.LONE_MARKER.fullmatch(line.plain) or wording.bullet(line.text):
            return True
        before = self.order[at - 1]
        over_page = line.top or self.lines[before].page != line.page
        if over_page:
            return wording.ends_sentence(self.lines[before].plain) or not wording.starts_lower(line.plain)
        return line.gap > 0

    def _cut(self, a: int, b: int) -> int:
        """Return how much the end of line ``a`` looks like the end of an item, in 1/1000 em of room that it leaves."""
        before, after = self.lines[a].plain, self.lines[b].plain
        fits = max(-_MOST_ROOM, min(_MOST_ROOM, room(self.reach[a], self._list_measure(a), after)))
        if re.search(r"[;,](?: (?:and|or))?$", before):
            return fits + (_MOST_ROOM if before.endswith(";") or before.endswith(("; and", "; or")) else -1000)
        starts = wording.starts_unit(after)
        if not wording.ends_sentence(before) and not wording.PRODUCT_CITED.match(after):
            return fits // 4 if fits == _MOST_ROOM and starts else 2 * _LEAST_CUT
        return fits + (weight_of_start(after) if starts else -2000)

    def _list_measure(self, n: int) -> int:
        """Return how far the lines of a list item may reach: in plain text, their indentation is lost."""
        measure = self.body.measures[n]
        if self.geometry or measure < self.measure - 1000:
            return measure
        return max(self.reach[n], self.measure - _LIST_INDENT[self.measure < _FULL_PAGE])

    # ------------------------------------------------------------------------------------------------- paragraphs

    def _breaks(self, start: int, at: int, marker: str | None) -> bool:
        """Whether a new block starts at place ``at``, after the lines from ``start`` on."""
        n, before = self.order[at], self.order[at - 1]
        line, previous = self.lines[n], self.lines[before]
        if n in self.body.announced or self._starts_item(at):
            return True
        if wording.BYLINE.fullmatch(line.plain):
            return True
        if self._byline(start) and line.gap:
            return True
        same_column = not line.top and line.frame == previous.frame and n not in self.body.floats
        measure = self.body.measures[before]
        ended = wording.ends_sentence(previous.plain)
        if same_column and self.geometry and self._indentation(start, at, marker):
            full = room(self.reach[before], measure, line.plain) <= SLACK
            if ended or not full or line.x > previous.x:
                return True
        if marker and not self.geometry:
            measure = self._list_measure(before)
            if self.reach[n] > measure + SLACK and self.reach[before] <= measure and wording.ends_sentence(previous.plain):
                return True
        fits = room(self.reach[before], measure, line.plain)
        starts = wording.starts_unit(line.plain)
        gap = line.gap > 0 and same_column
        if ended and starts and (gap or (fits > SLACK and not wording.must_go_on(previous.plain)) or self._heading(at)):
            return True
        if gap and fits > SLACK:
            return True
        if wording.must_go_on(previous.plain):
            # an introduction to a quotation: "In June 2023, the Army reported,"
            return not marker and fits > _FAR_TOO_SHORT * measure and same_column and line.frame != BESIDE_BOX
        if not starts:
            return False
        if self._cites(start, at):
            return True
        return fits > (_TOO_SHORT if self._alike(start, at) else _FAR_TOO_SHORT) * measure

    def _cites(self, start: int, at: int) -> bool:
        """Whether the block and the line at ``at`` are entries of a list of CRS products."""
        cited = wording.PRODUCT_CITED.match
        return bool(cited(self.lines[self.order[start]].plain) and cited(self.lines[self.order[at]].plain))

    def _byline(self, start: int) -> bool:
        return wording.BYLINE.fullmatch(self.lines[self.order[start]].plain) is not None

    def _alike(self, start: int, at: int) -> bool:
        """Whether the line at ``at`` begins with the word the block began with, as entries of a list do."""
        first, here = self.lines[self.order[start]].plain.split(), self.lines[self.order[at]].plain.split()
        return bool(first and here) and len(here[0]) > 1 and first[0] == here[0]

    def _starts_item(self, at: int) -> bool:
        text = self.lines[self.order[at]].text
        if wording.bullet(text):
            return True
        if wording.LONE_MARKER.fullmatch(text.strip()) and self._markers(at) > 0 and (len(text) > 1 or text in wording.BULLETS):
            return True
        count = wording.counter(text)
        if count is None:
            return False
        saved = self.number
        found = self._marker(at) is not None
        self.number = saved
        return found

    def _indentation(self, start: int, at: int, marker: str | None) -> bool:
        """Whether the indentation of the line at ``at`` shows a new block."""
        line, previous = self.lines[self.order[at]], self.lines[self.order[at - 1]]
        first = self.lines[self.order[start]]
        if marker:
            text_from = first.x + len(marker)
            if at == start + 1:
                return line.x < first.x + 1 and len(marker) > 2 and line.x < text_from - 1
            return abs(line.x - previous.x) >= _INDENTED or line.x < first.x
        if at == start + 1 and first.x - line.x >= _INDENTED and not line.gap:
            # a first line that is indented, unless it is a block of its own
            return wording.ends_sentence(previous.plain) and room(self.reach[self.order[at - 1]], self.body.measures[self.order[at - 1]], line.plain) > SLACK
        return abs(line.x - previous.x) >= _INDENTED

    # --------------------------------------------------------------------------------------------------- headings

    def _heading(self, at: int) -> int:
        """Return how many lines from ``at`` on are a heading; 0 when there is none."""
        if not self._may_precede_heading(at):
            return 0
        for count in range(min(_HEADING_LINES, len(self.order) - at), 0, -1):
            if self._is_heading(at, count):
                return count
        return 0

    def _may_precede_heading(self, at: int) -> bool:
        """Whether what stands before place ``at`` is finished."""
        if at == 0 or self.order[at] in self.body.floats:
            return True
        before = self.order[at - 1]
        line = self.lines[self.order[at]]
        if at == self.headed:
            return True
        if wording.ends_sentence(self.lines[before].plain) and not wording.must_go_on(self.lines[before].plain):
            return True
        return (line.gap > 0 and not line.top and not wording.must_go_on(self.lines[before].plain))

    def _is_heading(self, at: int, count: int) -> bool:
        group = self.order[at : at + count]
        lines = [self.lines[n] for n in group]
        text = " ".join(line.plain for line in lines)
        if wording.BYLINE.fullmatch(text) or wording.is_date(text) or wording.CITATION.search(text):
            return False
        if not wording.is_title_case(text) and not (count == 1 and self._is_plain_heading(at)):
            return False
        if any(line.gap or line.top or line.frame != lines[0].frame for line in lines[1:]) or any(line.gapped for line in lines):
            return False
        if any(n in self.body.announced for n in group) or any(self._starts_item(at + k) for k in range(count)):
            return False
        if any(self.reach[n] > _HEADING_FILLS * self.body.measures[n] for n in group):
            return False
        if any(abs(line.x - lines[0].x) >= _INDENTED for line in lines) or (self.geometry and lines[0].x >= _INDENTED):
            return False
        for a, b in zip(group, group[1:], strict=False):
            # lines of one heading: in its own type the next word would not have fitted
            text = self.lines[b].plain
            if wording.must_go_on(self.lines[a].plain) or not wording.starts_unit(text) or text.startswith("("):
                continue
            if room(self.reach[a], int(self.body.measures[a] / _HEADING_SCALE), self.lines[b].plain) > 0:
                return False
        return self._text_follows(at, count)

    def _is_plain_heading(self, at: int) -> bool:
        """Whether the line is a heading without capitals: a short question or phrase between whole paragraphs."""
        n = self.order[at]
        line, text = self.lines[n], self.lines[n].plain
        if at + 1 >= len(self.order) or not wording.starts_unit(text) or not text[:1].isalpha() or len(text.split()) > 12:
            return False
        if (wording.ends_sentence(text) and not text.endswith("?")) or wording.must_go_on(text) or line.x >= 2:
            return False
        if at and not wording.ends_sentence(self.lines[self.order[at - 1]].plain):
            return False
        after = self.order[at + 1]
        prose = self.reach[after] >= 0.8 * self.body.measures[after] and not self.lines[after].gap
        return prose and (self.reach[n] < 0.9 * self.body.measures[n] or text.endswith("?"))

    def _text_follows(self, at: int, count: int) -> bool:
        """Whether a paragraph, a list or another heading follows the heading."""
        after = at + count
        if after >= len(self.order):
            return False
        n, last = self.order[after], self.order[after - 1]
        line = self.lines[n]
        if not wording.starts_unit(line.plain) or line.gapped:
            return False
        question = self.lines[last].plain.endswith("?")
        if room(self.reach[last], self.body.measures[last], line.plain) <= SLACK and not question:
            return False
        if n in self.body.announced or self.reach[n] >= 0.6 * self.body.measures[n]:
            return True
        if line.plain.endswith((",", ":")) or wording.ends_sentence(line.plain):
            return True
        return wording.is_title_case(line.plain) or bool(wording.bullet(line.text))


def weight_of_start(text: str) -> int:
    """Return how much ``text`` looks like the start of an item, in 1/1000 em of room on the line before."""
    return int(1000 * (weight(text) + 1)) + (_MOST_ROOM if wording.PRODUCT_CITED.match(text) else 0)


def _value(counter: str) -> int:
    """Return what a list marker counts: 2 for ``2.``, ``(b)`` and ``ii)``."""
    core = counter.strip(" ().").lower()
    if core.isdigit():
        return int(core)
    romans = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
    if len(core) > 1:
        return romans.get(core, 0)
    return ord(core) - ord("a") + 1


def _joined(body: Body, blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks, with those joined that tables, pages or columns broke."""
    held: Block | None = None
    for block in blocks:
        if held is not None and block.kind == "paragraph" and _goes_on(body, held, block):
            held = Block(held.kind, held.lines + block.lines, held.marker, held.apart, held.level)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _goes_on(body: Body, held: Block, block: Block) -> bool:
    if held.kind not in ("paragraph", "list_item"):
        return False
    last, first = body.lines[held.lines[-1]], body.lines[block.lines[0]]
    broken = first.top or first.page != last.page or first.frame != last.frame or block.lines[0] in body.floats
    if not broken or wording.ends_sentence(last.plain):
        return False
    if wording.starts_lower(first.plain) or wording.must_go_on(last.plain):
        return True
    reach = last.x * COLUMN + extents([last])[0]
    return len(held.lines) > 1 and room(reach, body.measures[held.lines[-1]], first.plain) <= SLACK
