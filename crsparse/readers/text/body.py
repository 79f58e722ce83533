"""The body of a text, as its parts see it: lines in reading order, how far they reach, and what is known already."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line
from crsparse.readers.text.measure import PROSE, Extents, cap, room

FULL_PAGE = 30_000
"""Measure from which on lines are those of a full page, not of one of two columns, 1/1000 em."""
_LIST_INDENT = (6500, 1800)
"""How much narrower list items are set than the text, on a full page and in a column of two, 1/1000 em."""


class Block(Struct, frozen=True):
    """A heading, paragraph or list item, by the indexes of its lines."""

    kind: str
    """``heading``, ``paragraph``, ``list_item``, or ``marker`` for list markers that no item was found for."""
    lines: tuple[int, ...]
    """Its lines, without lines that are nothing but a marker."""
    marker: str | None = None
    """The list marker; it still stands at the start of the first line unless ``apart``."""
    apart: bool = False
    """Whether the marker stood on a line of its own, which is not among ``lines``."""
    level: int | None = None
    """Level of a heading, depth of a list item."""


class Body(Struct, frozen=True):
    """The lines of the body. A *place* is a position in ``order``, 0-based."""

    lines: Sequence[Line]
    """All lines of the text."""
    order: Sequence[int]
    """Indexes of the lines that are body, in reading order."""
    measures: Sequence[int]
    """How far each of ``lines`` could reach, 1/1000 em."""
    reach: Sequence[int]
    """How far each of ``lines`` reaches, 1/1000 em."""
    announced: Mapping[int, tuple[int, int | None]]
    """Headings known from the Contents: first line to number of lines and level."""
    floats: frozenset[int]
    """Indexes of body lines that come straight after a table or figure."""
    geometry: bool
    """Whether spaces keep the page's geometry."""
    measure: int
    """The measure of most of the text, 1/1000 em."""
    markers: Sequence[int]
    """For each place, how many lines from there on are nothing but list markers, when text follows them."""

    def line(self, place: int) -> Line:
        """Return the line at a place."""
        return self.lines[self.order[place]]

    def text(self, place: int) -> str:
        """Return the text at a place, with one space between words; empty before the first place."""
        return self.lines[self.order[place]].plain if place >= 0 else ""

    def room(self, place: int, measure: int | None = None) -> int:
        """Return by how much the first word of the next line would have fitted on the line at ``place``."""
        n, following = self.order[place], self.text(place + 1)
        return room(self.reach[n], self.measures[n] if measure is None else measure, following)

    def list_measure(self, place: int) -> int:
        """Return how far a line of a list item could reach: in plain text, the indentation of items is lost."""
        n = self.order[place]
        measure = self.measures[n]
        if self.geometry or measure < self.measure - 1000:
            return measure
        return max(self.reach[n], self.measure - _LIST_INDENT[self.measure < FULL_PAGE])


def body_of(
    lines: Sequence[Line],
    order: Sequence[int],
    extents: Extents,
    announced: Mapping[int, tuple[int, int | None]],
    floats: frozenset[int],
) -> Body:
    """Return the body with what follows from its lines."""
    reach = extents.reach
    measure = cap([value for value, line in zip(reach, lines, strict=True) if len(line.text) > PROSE])
    geometry = any(line.x for line in lines)
    markers = _lone_markers(lines, order, announced)
    return Body(lines, order, extents.measures, reach, announced, floats, geometry, measure, markers)


def _lone_markers(
    lines: Sequence[Line], order: Sequence[int], announced: Mapping[int, tuple[int, int | None]]
) -> list[int]:
    counts = [0] * (len(order) + 1)
    text_follows = False
    for place in reversed(range(len(order))):
        n = order[place]
        if n not in announced and wording.LONE_MARKER.fullmatch(lines[n].plain):
            counts[place] = counts[place + 1] + 1 if text_follows else 0
        else:
            text_follows = True
    return counts
