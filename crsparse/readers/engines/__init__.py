"""Engines: what a PDF draws, page by page, as text runs and shapes. Each engine gives the same :class:`PageContent`.

Coordinates are points, origin at the top left of the page as displayed: the page's own rotation is applied here once.
"""

from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from crsparse.geometry import Box

ASCENT = 0.75
"""Height of a line's box above the baseline, as a share of the font size; engines report glyphs differently."""
DESCENT = 0.25
"""Depth of a line's box below the baseline, as a share of the font size."""

SMALLEST_SIZE = 0.01
"""Font size in points below which none is real."""


class Font(Struct, frozen=True):
    """A font as far as a recognizer cares."""

    name: str
    """PostScript name without the subset prefix, e.g. ``PalatinoLinotype-Bold``."""
    bold: bool
    """Whether the face is bold."""
    italic: bool
    """Whether the face is italic or oblique."""


class TextRun(Struct, frozen=True, gc=False):
    """Text shown by one operator: one line at most, one style."""

    text: str
    """Text as the font's Unicode map gives it, with generated spaces; not normalised."""
    x0: float
    """Left end in points."""
    x1: float
    """Right end in points."""
    baseline: float
    """Distance of the baseline from the top of the page in points."""
    size: float
    """Effective font size in points."""
    font: Font
    """The font."""
    color: int
    """Fill colour, 0xRRGGBB."""
    mcid: int
    """Marked-content id on this page; -1 outside of marked content or in an artifact."""
    angle: int = 0
    """Direction of the text as displayed: 0, 90, 180 or 270 degrees, counter-clockwise."""

    @property
    def box(self) -> Box:
        """Box of the run, by the font size and not by its ink; for vertical text x0, x1 hold the vertical extent."""
        top, bottom = self.baseline - ASCENT * self.size, self.baseline + DESCENT * self.size
        if self.angle in (90, 270):
            return (top, self.x0, bottom, self.x1)
        return (self.x0, top, self.x1, bottom)


class Shape(Struct, frozen=True, gc=False):
    """A path or an image."""

    kind: str
    """``path`` or ``image``."""
    box: Box
    """Its bounds."""
    mcid: int
    """Marked-content id on this page, or -1."""


class PageContent(Struct, frozen=True):
    """What one page draws, in the order of drawing."""

    number: int
    """Page, 1-based."""
    width: float
    """Width in points as displayed."""
    height: float
    """Height in points as displayed."""
    runs: tuple[TextRun, ...]
    """Text runs; runs of spaces only are included, for they separate words."""
    shapes: tuple[Shape, ...]
    """Paths and images."""


def with_real_numbers(page: PageContent) -> PageContent:
    """Return ``page`` with every coordinate finite and every size positive: damaged pages have neither.

    A run without a size gets the smallest, and what stands nowhere stands at 0.
    """
    places = sum([run.x0 + run.x1 + run.baseline for run in page.runs])  # lists: this is done for every run there is
    sizes = [run.size for run in page.runs]
    bounds = sum([sum(shape.box) for shape in page.shapes])
    if isfinite(places + sum(sizes) + bounds) and min(sizes, default=1.0) > 0:
        return page
    runs = tuple(
        replace(
            run,
            x0=_real(run.x0),
            x1=_real(run.x1),
            baseline=_real(run.baseline),
            size=max(_real(run.size), SMALLEST_SIZE),
        )
        for run in page.runs
    )
    shapes = tuple(
        shape if isfinite(sum(shape.box)) else replace(shape, box=(0.0, 0.0, 0.0, 0.0)) for shape in page.shapes
    )
    return replace(page, runs=runs, shapes=shapes)


def _real(number: float) -> float:
    return number if isfinite(number) else 0.0


def style_of(name: str) -> Font:
    """Return the :class:`Font` for a BaseFont name such as ``BCDFEE+TimesNewRomanPS-BoldItalicMT``.

    The six letters before ``+`` mark a subset (PDF 32000-1, 9.6.4) and are dropped.
    """
    if len(name) > 7 and name[6] == "+":
        name = name[7:]
    lower = name.lower()
    bold = "bold" in lower or "black" in lower or "demi" in lower or "heavy" in lower
    return Font(name, bold, "italic" in lower or "oblique" in lower)
