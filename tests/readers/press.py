"""Pages set by hand, as an engine would give them, for tests of the layout reader.

A :class:`Press` prints text in Times at measured widths: ragged, at a place, in a style. Distances are in points, the
origin is at the top left. Every page is printed in the order of the calls, which is the order of drawing.
"""

import itertools
from collections.abc import Sequence

from crsparse.elements import Element
from crsparse.readers import layout
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import Font, PageContent, Shape, TextRun
from crsparse.readers.layout.letters import width_of_text

TIMES = Font("TimesNewRomanPSMT", False, False)
BOLD = Font("TimesNewRomanPS-BoldMT", True, False)
ITALIC = Font("TimesNewRomanPS-ItalicMT", False, True)
PALATINO = Font("PalatinoLinotype-Bold", True, False)
GILL = Font("GillSansMT", False, False)
GILL_BOLD = Font("GillSansMT-Bold", True, False)
ARIAL = Font("ArialMT", False, False)

LEFT, RIGHT = 90.0, 522.0
"""Margins of the text."""
LINE = 12.65
"""Distance of lines of the text."""

PROSE = (
    "The Ministry of Tides counts the waves that reach the harbor, and it has done so since the harbor was built. "
    "Each wave is written down in a book, with its height and the hour at which it came. Nobody has ever asked for the "
    "book, but the Ministry keeps it dry, and every tenth year a committee weighs it."
)
"""A paragraph of several lines."""


class Press:
    """Prints pages of one document."""

    def __init__(self, width: float = 612.0, height: float = 792.0) -> None:
        self.width, self.height = width, height
        self.pages: list[tuple[list[TextRun], list[Shape]]] = []
        self.page()

    def page(self) -> None:
        """Begin a page."""
        self.pages.append(([], []))

    def put(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11.0,
        font: Font = TIMES,
        color: int = 0,
        angle: int = 0,
    ) -> float:
        """Print one run with its baseline at ``y``; return where it ends. For turned text x is the baseline."""
        width = width_of_text(text.rstrip(), size)
        start, end, baseline = (x, x + width, y) if angle in (0, 180) else (y - width, y, x)
        self.pages[-1][0].append(TextRun(text, start, end, baseline, size, font, color, -1, angle))
        return end

    def runs(
        self, x: float, y: float, *pieces: tuple[str, Font] | tuple[str, Font, float], size: float = 11.0
    ) -> float:
        """Print runs one after the other; a third part of a piece raises it by so many points, at 0.6 of the size."""
        for text, font, *rise in pieces:
            small = 0.6 * size if rise else size
            x = self.put(x, y - (rise[0] if rise else 0.0), text, size=small, font=font)
            x += width_of_text(text[len(text.rstrip()) :], size)
        return x

    def text(
        self,
        y: float,
        text: str,
        *,
        x: float = LEFT,
        right: float = RIGHT,
        hang: float = 0.0,
        line: float = LINE,
        size: float = 11.0,
        font: Font = TIMES,
        color: int = 0,
    ) -> float:
        """Print a paragraph, broken where the next word has no room; return the baseline of its last line.

        ``hang`` is how far the lines after the first stand further right.
        """
        words = text.split(" ")
        start = x
        while words:
            count = 1
            while count < len(words) and start + width_of_text(" ".join(words[: count + 1]), size) <= right:
                count += 1
            self.put(start, y, " ".join(words[:count]) + " ", size=size, font=font, color=color)
            words = words[count:]
            start = x + hang
            y += line
        return y - line

    def rule(self, y: float, *marks: float) -> None:
        """Draw a horizontal rule in pieces between ``marks``, half a point thick, as Word borders cells."""
        for start, end in itertools.pairwise(marks):
            self.area(start, y - 0.25, end, y + 0.25)

    def post(self, x: float, top: float, bottom: float) -> None:
        """Draw a vertical rule."""
        self.area(x - 0.25, top, x + 0.25, bottom)

    def area(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a path with these bounds."""
        self.pages[-1][1].append(Shape("path", (x0, top, x1, bottom), -1))

    def image(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw an image."""
        self.pages[-1][1].append(Shape("image", (x0, top, x1, bottom), -1))

    def content(self) -> tuple[PageContent, ...]:
        """Return the pages."""
        return tuple(
            PageContent(number, self.width, self.height, tuple(runs), tuple(shapes))
            for number, (runs, shapes) in enumerate(self.pages, 1)
        )

    def read(self, links: Sequence[LinkAnnotation] = ()) -> tuple[Element, ...]:
        """Return what the layout reader makes of the pages."""
        return layout.read(self.content(), links)


def shown(elements: Sequence[Element]) -> list[tuple[str | None, str]]:
    """Return kind and text of each element."""
    return [(element.kind, element.text) for element in elements]


def texts(elements: Sequence[Element], kind: str | None = None) -> list[str]:
    """Return the texts of the elements of a kind, or of all that are no furniture."""
    return [element.text for element in elements if (element.kind == kind if kind else element.kind != "furniture")]


def grid(element: Element) -> list[list[str]]:
    """Return the texts of a table's cells; paragraphs of a cell are parted by a stroke."""
    return [
        [" / ".join("".join(run.text for run in runs) for runs in cell.paragraphs) for cell in row]
        for row in element.rows
    ]
