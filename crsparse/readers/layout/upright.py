"""Pages whose text is turned: a wide table printed sideways on an upright page.

Such a page is turned until most of its text stands level, then read like any other; what it gives is turned back, so
that all places are those of the page as displayed. Cue: more than half of the page's letters run in one other
direction.

Always true: a page turned and turned back has the places it had.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.elements import Cell, Element, Placement
from crsparse.geometry import Box, union
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent, TextRun

MOSTLY = 0.5
"""Share of a page's letters that turned text must exceed."""
FEWEST = 40
"""Fewest letters of a page that is turned."""


class Turn(Struct, frozen=True):
    """A page of ``width`` by ``height`` points as displayed, turned clockwise by ``angle`` degrees."""

    angle: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the displayed page stands on the turned one."""
        if self.angle == 90:
            return (self.height - y, x)
        if self.angle == 180:
            return (self.width - x, self.height - y)
        return (y, self.width - x)

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the turned page stands on the displayed one."""
        if self.angle == 90:
            return (y, self.height - x)
        if self.angle == 180:
            return (self.width - x, self.height - y)
        return (self.width - y, x)

    def box(self, box: Box) -> Box:
        """Return a box of the displayed page on the turned one."""
        (ax, ay), (bx, by) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return union(((ax, ay, ax, ay), (bx, by, bx, by)))

    def box_back(self, box: Box) -> Box:
        """Return a box of the turned page on the displayed one."""
        (ax, ay), (bx, by) = self.back(box[0], box[1]), self.back(box[2], box[3])
        return union(((ax, ay, ax, ay), (bx, by, bx, by)))


def turn_of(page: PageContent) -> Turn | None:
    """Return how a page must be turned so that most of its text stands level; None when it does."""
    letters: Counter[int] = Counter()
    for run in page.runs:
        letters[run.angle] += len(run.text.strip())
    total = sum(letters.values())
    angle = max(letters, key=lambda angle: (letters[angle], -angle), default=0)
    if not angle or total < FEWEST or letters[angle] <= MOSTLY * total:
        return None
    return Turn(angle, page.width, page.height)


def upright(page: PageContent, turn: Turn) -> PageContent:
    """Return a page turned."""
    wide, high = (page.height, page.width) if turn.angle in (90, 270) else (page.width, page.height)
    return replace(
        page,
        width=wide,
        height=high,
        runs=tuple(_turned(run, turn) for run in page.runs),
        shapes=tuple(replace(shape, box=turn.box(shape.box)) for shape in page.shapes),
    )


def upright_links(links: Sequence[tuple[int, LinkAnnotation]], turn: Turn) -> list[tuple[int, LinkAnnotation]]:
    """Return the annotations of a page turned."""
    return [(key, replace(link, boxes=tuple(turn.box(box) for box in link.boxes))) for key, link in links]


def _turned(run: TextRun, turn: Turn) -> TextRun:
    level = run.angle in (0, 180)
    ends = (
        ((run.x0, run.baseline), (run.x1, run.baseline)) if level else ((run.baseline, run.x0), (run.baseline, run.x1))
    )
    (ax, ay), (bx, by) = (turn.point(x, y) for x, y in ends)
    angle = (run.angle - turn.angle) % 360
    if angle in (0, 180):
        return replace(run, x0=min(ax, bx), x1=max(ax, bx), baseline=ay, angle=angle)
    return replace(run, x0=min(ay, by), x1=max(ay, by), baseline=ax, angle=angle)


def turned_back(element: Element, turns: dict[int, Turn]) -> Element:
    """Return an element with all its places on the pages as displayed; ``turns`` are those of the turned pages."""
    if not any(place.page in turns for place in element.placements):
        return element

    def there(place: Placement) -> Placement:
        turn = turns.get(place.page)
        return Placement(place.page, turn.box_back(place.box)) if turn else place

    def line(box: Box | None, place: Placement) -> Box | None:
        turn = turns.get(place.page)
        return turn.box_back(box) if turn and box else box

    def cell(cell: Cell) -> Cell:
        return replace(cell, placement=there(cell.placement)) if cell.placement else cell

    return replace(
        element,
        placements=tuple(there(place) for place in element.placements),
        first_line=line(element.first_line, element.placements[0]),
        last_line=line(element.last_line, element.placements[-1]),
        rows=tuple(tuple(cell(each) for each in row) for row in element.rows),
    )
