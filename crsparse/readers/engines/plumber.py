"""The second engine: pdfplumber, and pdfminer.six beneath it; pure Python, some twenty times slower than pdfium.

pdfplumber opens the file and its pages. The content streams are run by pdfminer's interpreter, as pdfplumber runs them,
but into a device of our own: pdfplumber's character dicts have lost where one show operation ends and the next begins,
and its device forgets the outer marked-content sequence when an inner one ends.

The two engines give the same text in the same order under the same marked-content ids. What they can't share:

- boxes: pdfium reports the ink of the glyphs, this engine their advance widths (a space is a point);
  they differ by the side bearings, a tenth of the font size at most;
- spaces between runs: both generate one where a gap separates words, pdfium by widths of the glyphs around the gap,
  this engine by a share of the font size;
- colours other than gray, RGB and CMYK: spot colours and patterns come out black here.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from msgspec import Struct
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFStackT, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, resolve1, resolve_all
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect, mult_matrix
from pdfplumber.utils.exceptions import PdfminerException

from crsparse.errors import DamagedPdf, EncryptedPdf
from crsparse.geometry import Box
from crsparse.readers.engines import Font, PageContent, Shape, TextRun, style_of

_WORD_GAP = 0.15
"""A gap between two runs of one line that is wider than this share of the font size separates words."""
_SAME_LINE = 0.5
"""Baselines closer than this share of the font size are one line; note calls are raised by some 0.35."""
_MAX_DEPTH = 12
"""Form XObjects nested deeper than this are not read: PDFs in use nest two or three deep."""
_HAIRLINE = 0.5
"""Half the width in points that pdfium gives to a stroked line of width 0."""


def read_pages(content: bytes, password: str | None = None) -> Iterator[PageContent]:
    """Yield the pages of a PDF.

    Raises DamagedPdf when pdfplumber can't open it or a page, EncryptedPdf when the password is missing or wrong.
    """
    try:
        document = pdfplumber.open(io.BytesIO(content), password=password)
        pages = document.pages
    except Exception as error:  # pdfminer lets any exception escape from a broken file
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise EncryptedPdf.opened_with(password) from None
        raise DamagedPdf("pdfplumber can't open the PDF") from None
    try:
        if not pages:
            raise DamagedPdf("pdfplumber finds no pages in the PDF")
        fonts: dict[str, Font] = {}
        for page in pages:
            try:
                content_of_page = _read(page.page_obj, page.page_number, document.rsrcmgr, fonts)
            except Exception:  # as above
                raise DamagedPdf(f"page {page.page_number} can't be read") from None
            yield content_of_page
            page.close()
    finally:
        document.stream.close()


def _read(page: PDFPage, number: int, resources: PDFResourceManager, fonts: dict[str, Font]) -> PageContent:
    display, width, height = _display(page)
    device = _Device(resources, fonts)
    interpreter = _Interpreter(resources, device)
    interpreter.render_contents(page.resources, page.contents, ctm=display)
    return PageContent(number, width, height, tuple(_spaced(device.runs)), tuple(device.shapes))


def _display(page: PDFPage) -> tuple[Matrix, float, float]:
    """Return what maps user space to the displayed page, origin top left, and the page's width and height in points.

    The page shown is what the crop box leaves of the media box (PDF 32000-1, 14.11.2), turned by /Rotate.
    """
    media, crop = _normal(page.mediabox), _normal(page.cropbox)
    x0, y0, x1, y1 = max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    matrix: Matrix = (
        (1, 0, 0, -1, -x0, y1),
        (0, 1, 1, 0, -y0, -x0),
        (-1, 0, 0, 1, x1, -y0),
        (0, -1, -1, 0, y1, x1),
    )[page.rotate // 90 % 4]
    width, height = x1 - x0, y1 - y0
    return (matrix, height, width) if page.rotate // 90 % 2 else (matrix, width, height)


def _normal(box: Rect) -> Box:
    ax, ay, bx, by = box
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


class _Glyph(Struct, gc=False):
    """One character of the show operation in hand, with the ends of its advance on the page."""

    text: str
    origin: tuple[float, float]
    end: tuple[float, float]


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with property lists looked up and the device told where it is after a form."""

    depth = 0

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:
        """Begin a marked-content sequence whose property list stands inline or in the resources."""
        if isinstance(props, PSLiteral):
            named = dict_value(resolve1(self.resources.get("Properties")) or {})
            props = resolve1(named.get(literal_name(props)))
        super().do_BDC(tag, resolve_all(props) if isinstance(props, dict) and "MCID" in props else {})

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        """Draw an XObject; what it does to the device's matrix ends with it."""
        device = self.device
        assert isinstance(device, _Device)
        if device.depth <= _MAX_DEPTH:
            super().do_Do(xobjid_arg)
            device.set_ctm(self.ctm)


class _Device(PDFTextDevice):
    """Collects text runs and shapes in displayed coordinates."""

    def __init__(self, resources: PDFResourceManager, fonts: dict[str, Font]) -> None:
        super().__init__(resources)
        self.fonts = fonts
        self.runs: list[TextRun] = []
        self.shapes: list[Shape] = []
        self.glyphs: list[_Glyph] = []
        self.marks: list[int] = []
        self.marks_outside: list[list[int]] = []

    @property
    def depth(self) -> int:
        """How many forms and images are open."""
        return len(self.marks_outside)

    @property
    def mcid(self) -> int:
        """Marked-content id in force; -1 for none. Inside a form it is the form's own."""
        marks = self.marks_outside[0] if self.marks_outside else self.marks
        return next((mcid for mcid in marks if mcid >= 0), -1)

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Open a marked-content sequence."""
        mcid = props.get("MCID", -1) if isinstance(props, dict) else -1
        self.marks.append(mcid if isinstance(mcid, int) else -1)

    def end_tag(self) -> None:
        """Close the innermost marked-content sequence."""
        if self.marks:
            self.marks.pop()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Open a form or an image."""
        self.marks_outside.append(self.marks)
        self.marks = []

    def end_figure(self, name: str) -> None:
        """Close it."""
        self.marks = self.marks_outside.pop()

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Note an image: the unit square under the current matrix (PDF 32000-1, 8.9.5.1)."""
        assert self.ctm is not None
        # the interpreter calls this between begin_figure and end_figure: the marks in force are the outer ones
        self.shapes.append(Shape("image", apply_matrix_rect(self.ctm, (0, 0, 1, 1)), self.mcid))

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Note a path: the bounds of its points, control points included, and of its stroke."""
        assert self.ctm is not None
        points = [
            apply_matrix_pt(self.ctm, (float(x), float(y)))
            for segment, following in pairwise([*path, ("m",)])
            if segment[0] != "m" or following[0] != "m"  # a move that nothing is drawn from marks nothing
            for x, y in zip(segment[1::2], segment[2::2], strict=False)
        ]
        if not points:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        margin = _stroke_margin(graphicstate.linewidth, self.ctm) if stroke else 0.0
        box = (min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)
        self.shapes.append(Shape("path", box, self.mcid))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Add the run of one show operation."""
        assert self.ctm is not None and textstate.font is not None
        self.glyphs = []
        super().render_string(textstate, seq, ncs, graphicstate)
        if not self.glyphs:
            return
        a, b, c, d, _, _ = mult_matrix(textstate.matrix, self.ctm)
        size = abs(textstate.fontsize) * (c * c + d * d) ** 0.5
        (ax, ay), (bx, by) = self.glyphs[0].origin, self.glyphs[-1].end
        if abs(a) >= abs(b):
            angle, start, end, baseline = (0 if a >= 0 else 180), min(ax, bx), max(ax, bx), ay
        else:
            # the display's y axis points down: text that runs upwards has a negative b
            angle, start, end, baseline = (90 if b < 0 else 270), min(ay, by), max(ay, by), ax
        text = "".join(glyph.text for glyph in self.glyphs)
        color = _color(graphicstate.ncolor)
        font = self._font(textstate.font)
        self.runs.append(TextRun(text, start, end, baseline, round(size, 2), font, color, self.mcid, angle))

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Note one glyph and return its advance in unscaled text space (PDF 32000-1, 9.4.4)."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        advance = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        x, y = e + c * rise, f + d * rise
        if text:
            # a space is a point, for it has no ink
            end = (x, y) if text.isspace() else (x + a * advance, y + b * advance)
            self.glyphs.append(_Glyph(text, (x, y), end))
        return advance

    def _font(self, font: PDFFont) -> Font:
        name = getattr(font, "basefont", None) or font.fontname
        if isinstance(name, bytes):
            name = name.decode("utf-8", "replace")
        name = str(name)
        if name not in self.fonts:
            self.fonts[name] = style_of(name)
        return self.fonts[name]


def _stroke_margin(width: Any, ctm: Matrix) -> float:
    """Return how far in points a stroke reaches beyond its path."""
    a, b, c, d, _, _ = ctm
    scale = abs(a * d - b * c) ** 0.5
    return float(width) * scale / 2 if isinstance(width, int | float) and width > 0 else _HAIRLINE


def _color(color: Any) -> int:
    """Return a fill colour as 0xRRGGBB: gray, RGB or CMYK by the number of components; black for anything else."""
    parts = color if isinstance(color, tuple) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return 0
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = (1 - min(1, cyan + black), 1 - min(1, magenta + black), 1 - min(1, yellow + black))
    elif len(parts) != 3:
        return 0
    red, green, blue = (round(255 * min(1.0, max(0.0, float(part)))) for part in parts)
    return (red << 16) | (green << 8) | blue


def _spaced(runs: Sequence[TextRun]) -> Iterator[TextRun]:
    """Yield the runs, each with a space at its end where a gap to the next run of the line separates two words."""
    for run, following in pairwise(runs):
        yield _with_space(run) if _apart(run, following) else run
    yield from runs[-1:]


def _apart(run: TextRun, following: TextRun) -> bool:
    if run.text[-1].isspace() or following.text[0].isspace() or run.angle != following.angle:
        return False
    size = max(run.size, following.size)
    if abs(run.baseline - following.baseline) > _SAME_LINE * size:
        return False
    gap = run.x0 - following.x1 if run.angle in (90, 180) else following.x0 - run.x1
    return gap > _WORD_GAP * size or gap < -size


def _with_space(run: TextRun) -> TextRun:
    return TextRun(run.text + " ", run.x0, run.x1, run.baseline, run.size, run.font, run.color, run.mcid, run.angle)
