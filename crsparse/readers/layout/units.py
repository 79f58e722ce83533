"""Paragraphs, grids, figures, frames and notes to elements, with what their looks claim them to be.

Cues for a paragraph, in this order: a leader of dots makes a line of the Contents; a caption's words in another type
than the text's, or bold, make a caption; a list marker a list item; a heading is short, in one face that is not the
text's: bold, or larger. Levels follow from the rank of the style among the document's headings, from the left edge of
lines of the Contents, and from the edges of list markers.

Always true: the text of an element is the text of its lines, in their order. Lettered notes below tables are paragraphs
with their letters, not list items. Known to be missed: headings in the text's own type.
"""

from collections.abc import Callable, Container, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.elements import Anchor, Cell, Element, Kind, Placement
from crsparse.geometry import union
from crsparse.looks import family
from crsparse.readers.compose import Composed, Piece, compose
from crsparse.readers.layout.lines import SMALL, Line
from crsparse.readers.layout.paragraphs import Paragraph
from crsparse.readers.layout.sheets import Typography
from crsparse.readers.layout.slots import Slot
from crsparse.readers.layout.words import begins_caption, has_leader, is_bullet

LONGEST = 300
"""Characters of the longest heading."""
MOST_LINES = 5
"""Lines of the longest heading."""
LARGER = 1.12
"""Least size of a heading that is not bold, as a multiple of the size of the text."""
STEP = 6.0
"""Left edges that differ by less than this, in points, are one depth."""
PARAGRAPH_GAP = 1.28
"""Distance of baselines that parts paragraphs in a cell, as a multiple of the font size."""


CellSplit = Callable[[Slot], Sequence[Sequence[Line]]]
"""Parts the lines of a cell into paragraphs."""


class Setter(Struct):
    """Sets lines into elements."""

    owners: dict[int, Anchor]
    """The link of each run by its ``id``."""
    body: Typography
    """The type of the text."""
    words: Container[str] = frozenset()
    """Lower-case words of the document, the evidence for hyphens at line ends."""

    def compose(self, lines: Iterable[tuple[Line, int]]) -> Composed:
        """Return the text of lines, given with their pages, that are one unit."""
        pieces = (Piece(run, page, self.owners.get(id(run))) for line, page in lines for run in line.runs)
        return compose(pieces, self.words)

    def element(self, lines: Iterable[tuple[Line, int]], kind: Kind | None) -> Element:
        """Return an element of lines, given with their pages, that are one unit."""
        done = self.compose(lines)
        return Element(
            kind=kind,
            runs=done.runs,
            placements=done.placements,
            first_line=done.first_line,
            last_line=done.last_line,
        )

    def paragraph(self, paragraph: Paragraph) -> Element:
        """Return the element of a paragraph, with what it looks like."""
        return replace(self._paragraph(paragraph), closed=paragraph.closed)

    def _paragraph(self, paragraph: Paragraph) -> Element:
        first = paragraph.rows[0]
        lines = _whole(paragraph)
        texts = [line.text for line, _ in lines]
        if has_leader(texts[-1]):
            return self.element(lines, "contents_entry")
        if begins_caption(texts[0]) and self._is_caption(first.whole):
            return self.element(lines, "caption")
        if self._is_heading([line for line, _ in lines], " ".join(texts)):
            return self.element(lines, "heading")
        if paragraph.tail:
            return self.element(lines, "list_item")
        if first.marker and not self._is_lettered_note(paragraph):
            element = self.element([(row.line, row.page) for row in paragraph.rows], "list_item")
            if element.first_line is not None:
                x0, top, x1, bottom = element.first_line
                element = replace(element, first_line=(min(x0, first.left), top, x1, bottom))
            return replace(element, marker=first.marker)
        return self.element(lines, "paragraph")

    def note(self, paragraph: Paragraph) -> Element:
        """Return the element of a note or of a paragraph of one."""
        return self.element(_whole(paragraph), "note")

    def _is_caption(self, line: Line) -> bool:
        style = line.style
        return style.bold or family(style.font) != family(self.body.font)

    def _is_heading(self, lines: Sequence[Line], text: str) -> bool:
        """Tell whether lines look like a heading: short, and in one face that is not the text's."""
        if len(text) > LONGEST or len(lines) > MOST_LINES or any(line.angle for line in lines):
            return False
        if not any(character.isalpha() for character in text):
            return False
        runs = [run for line in lines for run in line.runs if run.size > SMALL * line.size and run.text.strip()]
        if all(run.font.bold for run in runs):
            return max(line.size for line in lines) >= 0.95 * self.body.size
        return min(line.size for line in lines) >= LARGER * self.body.size

    def _is_lettered_note(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is a note ``a.`` below a table: a letter, in smaller type of another family."""
        row = paragraph.rows[0]
        style = row.line.style
        small = row.line.size < self.body.size and family(style.font) != family(self.body.font)
        return small and not is_bullet(row.marker)

    def table(self, rows: Sequence[Sequence[Slot]], place: Placement, split: CellSplit) -> Element:
        """Return the element of a table; positions without text are empty cells.

        ``split`` parts the lines of a cell into paragraphs.
        """
        columns = max((slot.last + 1 for row in rows for slot in row), default=1)
        done = []
        for row in rows:
            cells: list[Cell] = []
            column = 0
            for slot in row:
                cells.extend(Cell(()) for _ in range(column, slot.first))
                cells.append(self._cell(slot, place.page, split))
                column = max(slot.last + 1, column + 1)
            cells.extend(Cell(()) for _ in range(column, columns))
            done.append(tuple(cells))
        return Element(kind="table", rows=tuple(done), placements=(place,))

    def _cell(self, slot: Slot, page: int, split: CellSplit) -> Cell:
        paragraphs = [self.compose((line, page) for line in lines).runs for lines in split(slot)]
        box = union(line.box for line in slot.lines)
        return Cell(tuple(paragraphs), Placement(page, box), False, slot.last - slot.first + 1)

    def boxed(self, paragraphs: Sequence[Paragraph], place: Placement) -> Element:
        """Return the element of a text box: a table of one cell, which is what Word makes of it."""
        texts = tuple(self.compose(_whole(each)).runs for each in paragraphs)
        return Element(kind="table", rows=((Cell(texts, place),),), placements=(place,))


def _whole(paragraph: Paragraph) -> list[tuple[Line, int]]:
    """Return the lines of a paragraph, the marker included, with their pages."""
    first = paragraph.rows[0]
    return [(first.whole, first.page), *((row.line, row.page) for row in paragraph.rows[1:])]


def cell_paragraphs(slot: Slot) -> list[list[Line]]:
    """Return the paragraphs of a cell, told by wider distances between baselines."""
    result: list[list[Line]] = []
    for line in slot.lines:
        above = result[-1][-1] if result else None
        if above is not None and above.angle == line.angle:
            distance = line.baseline - above.baseline
            if line.angle or distance <= PARAGRAPH_GAP * max(line.size, above.size):
                result[-1].append(line)
                continue
        result.append([line])
    return result


def with_levels(elements: Sequence[Element]) -> list[Element]:
    """Return the elements with the levels of headings, lines of the Contents and list items."""
    styles = sorted({_rank(element) for element in elements if element.kind == "heading"})
    edges = _edges(
        [element.first_line[0] for element in elements if element.kind == "contents_entry" and element.first_line]
    )
    result = []
    depths: list[float] = []
    for element in elements:
        if element.kind == "heading":
            element = replace(element, level=1 + styles.index(_rank(element)))
        elif element.kind == "contents_entry" and element.first_line:
            left = element.first_line[0]
            element = replace(element, level=1 + sum(1 for edge in edges if edge < left - STEP / 2))
        if element.kind == "list_item" and element.first_line:
            element = replace(element, level=_depth(depths, element.first_line[0]))
        elif element.kind in ("heading", "paragraph") and not _inside(element, depths):
            depths = []
        result.append(element)
    return result


def _rank(element: Element) -> tuple[float, bool, bool, str]:
    run = max(element.runs, key=lambda run: len(run.text))
    return (-round(2 * run.size) / 2, not run.bold, run.italic, family(run.font))


def _edges(lefts: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for left in sorted(lefts):
        if not edges or left - edges[-1] > STEP:
            edges.append(left)
    return edges


def _inside(element: Element, depths: Sequence[float]) -> bool:
    """Tell whether a paragraph stands further in than the markers above: it belongs to the list."""
    return bool(depths and element.first_line and element.first_line[0] > depths[0] + STEP)


def _depth(depths: list[float], left: float) -> int:
    """Return the depth of a marker at ``left`` and keep the stack of edges."""
    while depths and left < depths[-1] - STEP:
        depths.pop()
    if not depths or left > depths[-1] + STEP:
        depths.append(left)
    return len(depths) - 1
