"""The body: lines to headings, paragraphs and list items.

Cues for the end of a block, in order: a heading that the Contents announce; a list marker; in text with geometry a new
indentation; the end of a sentence on a line into which the next word would have fitted, or before a blank line, or
above what looks like a heading; a line far too short for its measure. The first line of a page or column says nothing
by the blank lines above it. Always true: a block that ends without the end of a sentence is joined with the next that
starts with a lower-case letter, even over tables and pages. Missed: some paragraphs whose last line is full (see
:mod:`splits <crsparse.readers.text.splits>`)."""

from collections.abc import Iterator
from itertools import pairwise

from crsparse.readers.text import wording
from crsparse.readers.text.body import FULL_PAGE, Block, Body
from crsparse.readers.text.columns import BESIDE_BOX
from crsparse.readers.text.headings import heading_lines
from crsparse.readers.text.items import depth_at, items_apart, marker_at, starts_item
from crsparse.readers.text.measure import PROSE, SLACK, room
from crsparse.readers.text.splits import divide, weight

_SPACED = -3.0
"""Log-odds of a break without a blank line, where blank lines show most breaks."""
_MOST_SPACED = 0.6
"""Share of the sure breaks of a frame that blank lines must show for their lack to tell."""
_MOST_PLACES = 200
"""Places in one block at which a paragraph may start, above which it is left whole."""
_FAR_TOO_SHORT = 0.35
"""Part of the measure by which a line must fall short to end its block, whatever it ends with."""
_TOO_SHORT = 0.12
"""The same where the next line begins with the word that the block began with, as entries of a list do."""
_INDENTED = 3
"""Characters by which indentation must change to be on purpose: columns of proportional type are inexact."""


def blocks_of(body: Body) -> Iterator[Block]:
    """Yield the blocks of the body in reading order."""
    yield from _joined(body, _Grouping(body).blocks())


class _Grouping:
    """One pass over the lines of the body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.spaced = _spaced_frames(body)
        self.headed = -1
        """Place after the last heading."""
        self.listed = -1
        """Place after the last list item."""
        self.margin = 0
        """Indentation of the first item of the list that was read last."""
        self.count = 0
        """What the last marker that counts counted."""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in the order of the lines."""
        body, at = self.body, 0
        while at < len(body.order):
            heading, level = self._heading(at)
            if heading:
                self.count = 0
                yield Block("heading", tuple(body.order[at : at + heading]), level=level)
                at += heading
                self.headed = at
            elif body.markers[at]:
                found, at = items_apart(body, at)
                yield from found
            else:
                marker, self.count = marker_at(body, at, self.count)
                end = at + 1
                while end < len(body.order) and not self._breaks(at, end, marker):
                    end += 1
                lines = tuple(body.order[at:end])
                if marker:
                    if self.listed != at:
                        self.margin = body.line(at).x
                    yield Block("list_item", lines, marker.strip(), level=depth_at(body, at, self.margin))
                    self.listed = end
                else:
                    yield from self._paragraphs(lines)
                at = end

    def _heading(self, at: int) -> tuple[int, int | None]:
        """Return how many lines of a heading start at place ``at``, and its level where it is known."""
        known = self.body.announced.get(self.body.order[at])
        return known or (heading_lines(self.body, at, at == self.headed, self.count), None)

    def _paragraphs(self, lines: tuple[int, ...]) -> Iterator[Block]:
        """Yield the paragraphs that ``lines`` are, though nothing but their sentences shows where one ends."""
        places = []
        for place, (a, b) in enumerate(pairwise(lines), 1):
            before, text = self.body.lines[a].plain, self.body.lines[b].plain
            if wording.ends_sentence(before) and wording.starts_unit(text) and not wording.must_go_on(before):
                spaced = _SPACED if self.body.lines[b].frame in self.spaced else 0.0
                places.append((place, weight(text) + spaced))
        # dividing takes time with the square of the places; a block with hundreds is no prose
        cuts = divide(len(lines), places, self.body.measure >= FULL_PAGE) if len(places) <= _MOST_PLACES else []
        edges = [0, *cuts, len(lines)]
        for first, last in pairwise(edges):
            yield Block("paragraph", lines[first:last])

    def _breaks(self, start: int, at: int, marker: str | None) -> bool:
        """Whether a new block starts at place ``at``, after a block of the lines from ``start`` on."""
        body, n = self.body, self.body.order[at]
        line, previous = body.line(at), body.line(at - 1)
        if n in body.announced or starts_item(body, at, self.count) or wording.BYLINE.fullmatch(line.plain):
            return True
        if line.gap and wording.BYLINE.fullmatch(body.text(start)):
            return True
        same_column = not line.top and line.frame == previous.frame and n not in body.floats
        ended = wording.ends_sentence(previous.plain)
        indented = same_column and body.geometry and self._indentation(start, at, marker)
        if indented and (ended or body.room(at - 1) > SLACK or line.x > previous.x):
            return True
        measure = body.measures[body.order[at - 1]]
        if marker and not body.geometry:
            measure = body.list_measure(at - 1)
            if ended and body.reach[n] > measure + SLACK and body.reach[body.order[at - 1]] <= measure:
                return True  # a line too wide for the list
        fits = body.room(at - 1, measure)
        if same_column and line.gap and fits > SLACK:
            return True
        if ended and wording.starts_unit(line.plain):
            if (same_column and line.gap) or (fits > SLACK and not wording.must_go_on(previous.plain)):
                return True
            if self._heading(at)[0]:
                return True
        return self._cut_short(start, at, fits / max(1, measure), same_column and not marker)

    def _cut_short(self, start: int, at: int, part: float, quotes: bool) -> bool:
        """Whether the line before place ``at`` ends its block because it falls short by ``part`` of its measure."""
        line, previous = self.body.line(at), self.body.text(at - 1)
        if wording.must_go_on(previous):
            # an introduction to a quotation: "In June 2023, the Army reported,"
            return quotes and part > _FAR_TOO_SHORT and line.frame != BESIDE_BOX
        if not wording.starts_unit(line.plain):
            return False
        first = self.body.text(start)
        if wording.PRODUCT_CITED.match(first) and wording.PRODUCT_CITED.match(line.plain):
            return True
        alike = first.split()[:1] == line.plain.split()[:1] and len(first.split()[0]) > 1
        return part > (_TOO_SHORT if alike else _FAR_TOO_SHORT)

    def _indentation(self, start: int, at: int, marker: str | None) -> bool:
        """Whether the indentation of the line at place ``at`` shows a new block."""
        line, previous, first = self.body.line(at), self.body.line(at - 1), self.body.line(start)
        if marker and at == start + 1:
            return line.x < first.x + 1 and len(marker) > 2 and line.x < first.x + len(marker) - 1
        if marker:
            return abs(line.x - previous.x) >= _INDENTED or line.x < first.x
        if at == start + 1 and first.x - line.x >= _INDENTED and not line.gap:
            # a first line that is indented, unless it is a block of its own
            return wording.ends_sentence(previous.plain) and self.body.room(at - 1) > SLACK
        return abs(line.x - previous.x) >= _INDENTED


def _spaced_frames(body: Body) -> frozenset[int]:
    """Return the frames in which a blank line shows most ends of paragraphs, so that its lack is telling too."""
    counts: dict[int, list[bool]] = {}
    for at in range(1, len(body.order)):
        line, before = body.line(at), body.line(at - 1)
        if line.top or line.frame != before.frame or not wording.ends_sentence(before.plain):
            continue
        if len(line.plain) <= PROSE or not wording.starts_unit(line.plain) or wording.bullet(line.text):
            continue
        if body.room(at - 1) > 2 * SLACK:
            counts.setdefault(line.frame, []).append(line.gap > 0)
    return frozenset(frame for frame, gaps in counts.items() if sum(gaps) > _MOST_SPACED * len(gaps))


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
    end, start = held.lines[-1], block.lines[0]
    last, first = body.lines[end], body.lines[start]
    broken = first.top or first.page != last.page or first.frame != last.frame or start in body.floats
    if not broken or wording.ends_sentence(last.plain):
        return False
    if wording.starts_lower(first.plain) or wording.must_go_on(last.plain):
        return True
    return len(held.lines) > 1 and room(body.reach[end], body.measures[end], first.plain) <= SLACK
