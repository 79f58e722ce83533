"""The first engine: pdfium, through its C interface.

pdfium builds a page's character list once. Which text object a character came from can be asked per character, which is
dear from Python; so an object's end is looked for first at the end of its line, then by doubling and halving steps.
"""

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from crsparse.errors import DamagedPdf, EncryptedPdf
from crsparse.geometry import Box
from crsparse.readers.engines import Font, PageContent, Shape, TextRun, style_of

_HYPHENS = ("\x02", "\ufffe")
"""What pdfium puts in place of a hyphen that ends a line."""
_FIRST_STEP = 8
"""Characters after which an object's end is first looked for; a third of all objects have fewer."""
_MAX_DEPTH = 12
"""Form XObjects nested deeper than this are not read: PDFs in use nest two or three deep."""
_MOST_OBJECTS = 250_000
"""Objects of a page, or of a form on it; CRS pages have some 1,000. A stream of a few KB can unpack to millions."""

_Matrix = tuple[float, ...]
"""Six numbers (PDF 32000-1, 8.3.4)."""
_Look = tuple[_Matrix, tuple[float], tuple[int, int, int, int], Font]
"""Matrix, font size, fill colour (red, green, blue, alpha) and font of a text object."""


def read_pages(content: bytes, password: str | None = None) -> Iterator[PageContent]:
    """Yield the pages of a PDF.

    Raises DamagedPdf when pdfium can't open it or a page, EncryptedPdf when the password is missing or wrong.
    """
    document = opened(content, password)
    try:
        fonts: dict[int, Font] = {}  # by address: pdfium keeps a document's fonts until it is closed
        for index in range(len(document)):
            page = raw.FPDF_LoadPage(document, index)
            if not page:
                raise DamagedPdf(f"page {index + 1} can't be loaded")
            try:
                yield _PageReader(page, index + 1, fonts).read()
            finally:
                raw.FPDF_ClosePage(page)
    finally:
        document.close()


def opened(content: bytes, password: str | None) -> pdfium.PdfDocument:
    """Return a PDF as pdfium has it, to be closed; raise DamagedPdf or EncryptedPdf."""
    try:
        return pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf.opened_with(password) from None
        raise DamagedPdf("pdfium can't open the PDF") from None


def _fast(function: object, restype: object, *argtypes: object) -> "Callable[..., Any]":
    """Return a C function rebound to plain addresses instead of pointer objects, and without releasing the GIL.

    Some two million calls are made for the pages of a few dozen reports; this halves what they cost.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(restype, *argtypes)(address)  # type: ignore[arg-type]


_P, _INT = ctypes.c_void_p, ctypes.c_int
_get_text_object = _fast(raw.FPDFText_GetTextObject, _P)
_get_object = _fast(raw.FPDFPage_GetObject, _P)
"""These two take a ``c_void_p`` and an ``int``, as C has them: to convert them would take as long as the call."""
_get_form_object = _fast(raw.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
_get_type = _fast(raw.FPDFPageObj_GetType, _INT, _P)
_get_mcid = _fast(raw.FPDFPageObj_GetMarkedContentID, _INT, _P)
_get_bounds = _fast(raw.FPDFPageObj_GetBounds, _INT, _P, _P, _P, _P, _P)
_get_matrix = _fast(raw.FPDFPageObj_GetMatrix, _INT, _P, _P)
_get_size = _fast(raw.FPDFTextObj_GetFontSize, _INT, _P, _P)
_get_font = _fast(raw.FPDFTextObj_GetFont, _P, _P)
_get_fill = _fast(raw.FPDFPageObj_GetFillColor, _INT, _P, _P, _P, _P, _P)
_TEXT, _FORM, _IMAGE = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE


class _PageReader:
    """Reads one loaded page."""

    def __init__(self, page: Any, number: int, fonts: dict[int, Font]) -> None:
        self.page, self.number, self.fonts = page, number, fonts
        self.width, self.height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        self.display = self._display_matrix()
        self.runs: list[TextRun] = []
        self.shapes: list[Shape] = []

    def read(self) -> PageContent:
        """Return the content of the page."""
        text_page = raw.FPDFText_LoadPage(self.page)
        try:
            self.texts = _texts_by_object(text_page)
            page = ctypes.cast(self.page, _P)
            count = raw.FPDFPage_CountObjects(self.page)
            if count > _MOST_OBJECTS:
                raise DamagedPdf(f"page {self.number} has {count} objects")
            self._walk(list(map(_get_object, repeat(page), range(count))), self.display, 0, None)
        finally:
            raw.FPDFText_ClosePage(text_page)
        return PageContent(self.number, self.width, self.height, tuple(self.runs), tuple(self.shapes))

    def _display_matrix(self) -> _Matrix:
        """Return what maps user space to the displayed page, origin top left (PDF 32000-1, 7.7.3.3, Rotate)."""
        corners = tuple(ctypes.c_float() for _ in range(4))
        box = tuple(ctypes.byref(value) for value in corners)
        if not raw.FPDFPage_GetCropBox(self.page, *box) and not raw.FPDFPage_GetMediaBox(self.page, *box):
            x0, y0, x1, y1 = 0.0, 0.0, self.width, self.height
        else:
            x0, y0, x1, y1 = (value.value for value in corners)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        return (
            (1.0, 0.0, 0.0, -1.0, -x0, y1),
            (0.0, 1.0, 1.0, 0.0, -y0, -x0),
            (-1.0, 0.0, 0.0, 1.0, x1, -y0),
            (0.0, -1.0, -1.0, 0.0, y1, x1),
        )[raw.FPDFPage_GetRotation(self.page) % 4]

    def _walk(self, objects: Sequence[int], display: _Matrix, depth: int, form_mcid: int | None) -> None:
        """Read objects in the order in which they are drawn; those of a form stand in its place."""
        texts, runs = self.texts, self.runs
        mcids = map(_get_mcid, objects) if form_mcid is None else repeat(form_mcid)
        looks = self._looks([item for item in objects if item in texts])
        for item, mcid, bounds in zip(objects, mcids, _numbers(_get_bounds, objects, "ffff"), strict=False):
            if item in texts:
                runs.append(_run(texts[item], bounds, next(looks), display, mcid))
                continue
            kind = _get_type(item)
            if kind == _TEXT:
                if runs:
                    runs.append(_space(bounds, runs[-1], display, mcid))
            elif kind == _FORM:
                if depth < _MAX_DEPTH:
                    self._walk_form(item, display, depth + 1, mcid)
            else:
                box = _displayed(bounds, display)
                self.shapes.append(Shape("image" if kind == _IMAGE else "path", box, mcid))

    def _walk_form(self, form: int, display: _Matrix, depth: int, mcid: int) -> None:
        (matrix,) = _numbers(_get_matrix, (form,), "6f")
        count = max(raw.FPDFFormObj_CountObjects(ctypes.cast(form, raw.FPDF_PAGEOBJECT)), 0)
        if count > _MOST_OBJECTS:
            raise DamagedPdf(f"page {self.number} has {count} objects in a form")
        objects = list(map(_get_form_object, repeat(form), range(count)))
        self._walk(objects, _multiply(matrix, display), depth, mcid)

    def _looks(self, objects: Sequence[int]) -> Iterator[_Look]:
        """Return how each of some text objects looks."""
        fonts = self.fonts
        addresses = list(map(_get_font, objects))
        for address in addresses:
            if address not in fonts:
                fonts[address] = _font(ctypes.cast(address, raw.FPDF_FONT))
        return zip(
            _numbers(_get_matrix, objects, "6f"),
            _numbers(_get_size, objects, "f"),
            _numbers(_get_fill, objects, "IIII"),
            map(fonts.__getitem__, addresses),
            strict=True,
        )


def _numbers(function: "Callable[..., Any]", objects: Sequence[int], written: str) -> Iterator[tuple[Any, ...]]:
    """Return the numbers that a C function writes for each of the objects.

    ``written`` names what it writes as ``struct`` does, for each address that it is given: ``ffff`` are four floats at
    four addresses, ``6f`` are six at one. All calls are made in one sweep, for a loop of Python's costs as much again.
    """
    kind, count, addresses = written[-1], len(written), len(written)
    if written[0].isdigit():
        count, addresses = int(written[:-1]), 1
    numbers = array(kind, bytes(4 * count * len(objects)))
    start, step = numbers.buffer_info()[0], 4 * count
    end = start + step * len(objects)
    deque(map(function, objects, *(range(start + 4 * place, end + 4 * place, step) for place in range(addresses))), 0)
    each = iter(numbers)
    return zip(*repeat(each, count), strict=True)


def _run(text: str, bounds: Sequence[float], look: _Look, display: _Matrix, mcid: int) -> TextRun:
    """Return the run of a text object."""
    matrix, (size,), (red, green, blue, _), font = look
    color = (red << 16) | (green << 8) | blue
    a, b, c, d, e, f = matrix
    p, q, r, s, t, u = display
    if a >= 0.0 == b == c == q == r and p > 0.0 > s:  # nearly all text: nothing is turned or slanted
        x0, _, x1, _ = bounds
        return TextRun(text, p * x0 + t, p * x1 + t, s * f + u, round(size * abs(d * s), 2), font, color, mcid)
    a, b, c, d, e, f = _multiply(matrix, display)
    x0, top, x1, bottom = _displayed(bounds, display)
    size *= abs(d) if c == 0.0 else (c * c + d * d) ** 0.5
    if abs(a) >= abs(b):
        angle, start, end, baseline = (0 if a >= 0 else 180), x0, x1, f
    else:
        # the display's y axis points down: text that runs upwards has a negative b
        angle, start, end, baseline = (90 if b < 0 else 270), top, bottom, e
    return TextRun(text, start, end, baseline, round(size, 2), font, color, mcid, angle)


def _space(bounds: Sequence[float], last: TextRun, display: _Matrix, mcid: int) -> TextRun:
    """Return a run for a text object without characters: pdfium leaves spaces out that it can't tell from a gap.

    Behind a raised call it does not put one back. Style and size don't matter for a space: the last run's serve.
    """
    x0, _, x1, bottom = _displayed(bounds, display)
    return TextRun(" ", x0, x1, bottom, last.size, last.font, last.color, mcid)


def _displayed(bounds: Sequence[float], display: _Matrix) -> Box:
    """Return a box of user space (left, bottom, right, top) as it is displayed."""
    left, bottom, right, top = bounds
    a, b, c, d, e, f = display
    if b == 0.0 and c == 0.0 and a > 0 > d:  # no page of CRS's is turned: only landscape sheets are
        return (a * left + e, d * top + f, a * right + e, d * bottom + f)
    ax, ay, bx, by = (
        a * left + c * bottom + e,
        b * left + d * bottom + f,
        a * right + c * top + e,
        b * right + d * top + f,
    )
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _texts_by_object(text_page: Any) -> dict[int, str]:
    """Return the text of each text object of a page, by the object's address.

    Generated characters (spaces between objects) belong to no object; they go with the object before them. Line ends
    that pdfium generates are dropped.
    """
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return {}
    text = _page_text(text_page, count)
    page = ctypes.cast(text_page, _P)
    texts: dict[int, str] = {}
    last = end = 0
    for line in text.split("\r"):
        index, end = end, end + len(line)
        while index < end:
            high = index + 1
            if text[index] != "\n":
                address = _get_text_object(page, index)
                if address:
                    last = address
                    if high < end:
                        high = _end_of_object(page, address, index, end)
                # a generated character stands alone and says nothing about those that follow
                texts[last] = texts[last] + text[index:high] if last in texts else text[index:high]
            index = high
        end += 1
    return texts


def _end_of_object(page: Any, address: int, low: int, line_end: int) -> int:
    """Return where the object ends whose character stands at ``low``: at the end of the line, or before it."""
    high = line_end - 1
    if _get_text_object(page, high) == address:
        return line_end
    step = _FIRST_STEP
    while low + step < high:
        if _get_text_object(page, low + step) != address:
            high = low + step
            break
        low += step
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if _get_text_object(page, middle) == address:
            low = middle
        else:
            high = middle
    return high


def _page_text(text_page: Any, count: int) -> str:
    """Return the page's characters, one code point a character of pdfium's list."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace") if written == count + 1 else ""
    if len(text) != count:  # astral characters, or some that pdfium leaves out: indexes differ, ask for each
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, index) or 0x20) for index in range(count))
    for mark in _HYPHENS:  # a translation looks every character up, a page at a time
        text = text.replace(mark, "-")
    return text


def _font(handle: Any) -> Font:
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return style_of(buffer.value.decode("utf-8", "replace"))


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix that applies ``inner``, then ``outer`` (PDF 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    if q == 0.0 and r == 0.0:
        return (a * p, b * s, c * p, d * s, e * p + t, f * s + u)
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
