"""One page on its way through the layout reader, and what is true of the type of the whole document."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from crsparse.geometry import Box
from crsparse.readers.engines import PageContent
from crsparse.readers.layout.drawings import Drawings, read_drawings
from crsparse.readers.layout.lines import Line, read_lines


class Sheet(Struct):
    """One page; every stage takes its lines out of ``lines`` and leaves the rest."""

    number: int
    """Page, 1-based."""
    width: float
    """Width in points."""
    height: float
    """Height in points."""
    lines: list[Line]
    """Lines not yet claimed, from top to bottom."""
    drawings: Drawings
    """Rules, areas and images."""

    def take(self, box: Box, slack: float = 1.0) -> list[Line]:
        """Remove and return the lines whose middle lies in ``box``, widened by ``slack`` points."""
        x0, top, x1, bottom = box
        inside: list[Line] = []
        rest: list[Line] = []
        for line in self.lines:
            left, upper, right, lower = line.box
            middle = (upper + lower) / 2
            within = x0 - slack <= (left + right) / 2 <= x1 + slack and top - slack <= middle <= bottom + slack
            (inside if within else rest).append(line)
        self.lines = rest
        return inside


class Typography(Struct, frozen=True):
    """What most of the document's text looks like."""

    size: float
    """Size of the body text in points."""
    font: str
    """Font of the body text."""


def read_sheet(page: PageContent) -> Sheet:
    """Return a page as lines and drawings."""
    return Sheet(
        page.number, page.width, page.height, read_lines(page.runs), read_drawings(page.shapes, page.width, page.height)
    )


def read_typography(sheets: Sequence[Sheet]) -> Typography:
    """Return the style of most characters that stand in long lines: so tables and notes weigh little."""
    weights: Counter[tuple[float, str]] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            if len(line.text) >= 25:
                style = line.style
                weights[(line.size, style.font)] += len(line.text)
            else:
                weights[(line.size, line.runs[0].font.name)] += 1
    if not weights:
        return Typography(0.0, "")
    (size, font), _ = min(weights.items(), key=lambda item: (-item[1], item[0]))
    return Typography(size, font)


def is_prose(line: Line, body: Typography, width: float) -> bool:
    """Tell whether a line has the size and font of the text and runs through most of ``width`` points."""
    style = line.style
    return line.size >= body.size - 0.3 and style.font == body.font and line.x1 - line.x0 > 0.7 * width
