"""The first engine: pdfium, through its C interface.

pdfium builds a page's character list once. Which text object a character came from can be asked per character, which is
dear from Python; so the ends of the objects are searched for by doubling and halving steps, some three calls an object.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec.structs import replace

from crsparse.errors import DamagedPdf, EncryptedPdf
from crsparse.readers.engines import Font, PageContent, Shape, TextRun, style_of

_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium puts in place of a hyphen that ends a line."""
_LINE_ENDS = {0x0D: None, 0x0A: None}
"""Line ends that pdfium generates; geometry tells them better."""
_MAX_DEPTH = 12
"""Form XObjects nested deeper than this are not read: PDFs in use nest two or three deep."""

_Matrix = tuple[float, float, float, float, float, float]


def read_pages(content: bytes, password: str | None = None) -> Iterator[PageContent]:
    """Yield the pages of a PDF.

    Raises DamagedPdf when pdfium can't open it or a page, EncryptedPdf when the password is missing or wrong.
    """
    try:
        document = pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf("wrong password" if password else "the PDF is encrypted; give --password") from None
        raise DamagedPdf("pdfium can't open the PDF") from None
    try:
        fonts: dict[int, Font] = {}
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


class _PageReader:
    """Reads one loaded page; holds the buffers that the C interface writes to."""

    def __init__(self, page: "ctypes._Pointer[raw.fpdf_page_t__]", number: int, fonts: dict[int, Font]) -> None:
        self.page, self.number, self.fonts = page, number, fonts
        self.matrix = raw.FS_MATRIX()
        self.size = ctypes.c_float()
        self.bounds = tuple(ctypes.c_float() for _ in range(4))
        self.rgba = tuple(ctypes.c_uint() for _ in range(4))
        self.width, self.height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        self.display = self._display_matrix()
        self.runs: list[TextRun] = []
        self.shapes: list[Shape] = []

    def read(self) -> PageContent:
        """Return the content of the page."""
        text_page = raw.FPDFText_LoadPage(self.page)
        try:
            self.texts = _texts_by_object(text_page)
            count = raw.FPDFPage_CountObjects(self.page)
            objects = (raw.FPDFPage_GetObject(self.page, index) for index in range(count))
            self._walk(objects, self.display, 0, None)
        finally:
            raw.FPDFText_ClosePage(text_page)
        return PageContent(self.number, self.width, self.height, tuple(self.runs), tuple(self.shapes))

    def _display_matrix(self) -> _Matrix:
        """Return what maps user space to the displayed page, origin top left (PDF 32000-1, 7.7.3.3, Rotate)."""
        left, bottom, right, top = self.bounds
        box = tuple(ctypes.byref(value) for value in (left, bottom, right, top))
        if not raw.FPDFPage_GetCropBox(self.page, *box) and not raw.FPDFPage_GetMediaBox(self.page, *box):
            left.value, bottom.value, right.value, top.value = 0.0, 0.0, self.width, self.height
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        return (
            (1.0, 0.0, 0.0, -1.0, -x0, y1),
            (0.0, 1.0, 1.0, 0.0, -y0, -x0),
            (-1.0, 0.0, 0.0, 1.0, x1, -y0),
            (0.0, -1.0, -1.0, 0.0, y1, x1),
        )[raw.FPDFPage_GetRotation(self.page) % 4]

    def _walk(self, objects, display: _Matrix, depth: int, form_mcid: int | None) -> None:  # type: ignore[no-untyped-def]
        get_type, get_mcid = raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetMarkedContentID
        for item in objects:
            mcid = get_mcid(item) if form_mcid is None else form_mcid
            kind = get_type(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                text = self.texts.get(ctypes.addressof(item.contents))
                if text:
                    self._add_run(item, text, display, mcid)
                elif self.runs:
                    self._add_space(item, display, mcid)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < _MAX_DEPTH:
                    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(self.matrix))
                    inner = _multiply(_tuple(self.matrix), display)
                    count = raw.FPDFFormObj_CountObjects(item)
                    children = [raw.FPDFFormObj_GetObject(item, index) for index in range(max(count, 0))]
                    self._walk(children, inner, depth + 1, mcid)
            else:
                box = self._box(item, display)
                self.shapes.append(Shape("image" if kind == raw.FPDF_PAGEOBJ_IMAGE else "path", box, mcid))

    def _box(self, item, display: _Matrix) -> tuple[float, float, float, float]:  # type: ignore[no-untyped-def]
        left, bottom, right, top = self.bounds
        raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, self.bounds))
        ax, ay = _apply(display, left.value, bottom.value)
        bx, by = _apply(display, right.value, top.value)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _add_space(self, item, display: _Matrix, mcid: int) -> None:  # type: ignore[no-untyped-def]
        """Add a run for a text object without characters: pdfium leaves spaces out that it can't tell from a gap.

        Behind a raised call it does not put one back. Style and size don't matter for a space: the last run's serve.
        """
        x0, _, x1, bottom = self._box(item, display)
        self.runs.append(replace(self.runs[-1], text=" ", x0=x0, x1=x1, baseline=bottom, mcid=mcid, angle=0))

    def _add_run(self, item, text: str, display: _Matrix, mcid: int) -> None:  # type: ignore[no-untyped-def]
        raw.FPDFPageObj_GetMatrix(item, ctypes.byref(self.matrix))
        a, b, c, d, e, f = _multiply(_tuple(self.matrix), display)
        raw.FPDFTextObj_GetFontSize(item, ctypes.byref(self.size))
        size = self.size.value * (c * c + d * d) ** 0.5
        handle = raw.FPDFTextObj_GetFont(item)
        address = ctypes.addressof(handle.contents)
        font = self.fonts.get(address)
        if font is None:
            font = self.fonts[address] = _font(handle)
        red, green, blue, alpha = self.rgba
        raw.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, self.rgba))
        color = (red.value << 16) | (green.value << 8) | blue.value
        x0, top, x1, bottom = self._box(item, display)
        if abs(a) >= abs(b):
            angle, start, end, baseline = (0 if a >= 0 else 180), x0, x1, f
        else:
            # the display's y axis points down: text that runs upwards has a negative b
            angle, start, end, baseline = (90 if b < 0 else 270), top, bottom, e
        self.runs.append(TextRun(text, start, end, baseline, round(size, 2), font, color, mcid, angle))


def _texts_by_object(text_page) -> dict[int, str]:  # type: ignore[no-untyped-def]
    """Return the text of each text object of a page, by the object's address.

    Generated characters (spaces between objects) belong to no object; they go with the object before them. Line ends
    that pdfium generates are dropped.
    """
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return {}
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    get_object, addressof = raw.FPDFText_GetTextObject, ctypes.addressof

    def owner(index: int) -> int:
        item = get_object(text_page, index)
        return addressof(item.contents) if item else 0

    if written == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    else:
        text = ""
    if len(text) != count:  # astral characters, or some that pdfium leaves out: indexes differ, ask for each
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, index) or 0x20) for index in range(count))
    text = text.translate(_HYPHENS)
    texts: dict[int, str] = {}
    index, last = 0, 0
    while index < count:
        address = owner(index)
        low, step = index, 8
        if not address:  # generated; such characters stand alone and say nothing about those that follow
            step = 1
        while address and low + step < count and owner(low + step) == address:
            low += step
            step *= 2
        high = min(low + step, count)
        while high - low > 1:
            middle = (low + high) // 2
            if owner(middle) == address:
                low = middle
            else:
                high = middle
        last = address or last
        texts[last] = texts.get(last, "") + text[index:high].translate(_LINE_ENDS)
        index = high
    return texts


def _font(handle) -> Font:  # type: ignore[no-untyped-def]
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return style_of(buffer.value.decode("utf-8", "replace"))


def _tuple(matrix: raw.FS_MATRIX) -> _Matrix:
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix that applies ``inner``, then ``outer`` (PDF 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
