"""What pages draw, measured before pdfium draws it: a file of one kilobyte can come to all memory there is.

Form XObjects (PDF 32000-1, 8.10) are drawings that are kept aside, drawn by name, and may draw others. One that draws
itself twice is 2⁴⁰ drawings, and so is a chain of forty that draw the next one twice: pdfium limits the depth alone.
Contents packed twice unpack to a million times their size, and pdfium makes objects of a hundred times that.
"""

import re
import zlib
from collections.abc import Mapping

import pikepdf

from crsparse.errors import DamagedPdf
from crsparse.readers.annotations import inherited

MOST_DRAWINGS = 100_000
"""Drawings of forms that a page may come to; charts of real reports come to some hundreds."""
DEPTH = 40
"""Forms within forms that pdfium draws."""
LARGEST_CONTENT = 24 << 20
"""Bytes of a page's or a form's content; real pages have some 100 KiB. pdfium takes a hundred times as much memory."""
_FLATE_MOST = 1032
"""Times that one pass of Flate may grow."""
_DRAW = re.compile(rb"/([^\s/\[\]<>()%{}]+)\s+Do\b")  # "/Fm0 Do"

_Key = tuple[int, int]
_Forms = Mapping[str, pikepdf.Stream]
_Reached = dict[_Key, tuple[pikepdf.Stream, _Forms]]
_PAGE = (0, 0)
"""Key of the page among its forms: no object has it."""


def check_forms(pdf: pikepdf.Pdf) -> None:
    """Raise DamagedPdf when the forms of a page draw each other without end, or nearly so, or its content is a bomb."""
    for number, page in enumerate(pdf.pages, start=1):
        forms = _forms(inherited(page.obj, "/Resources"), {})
        reached = _reached(forms) if forms else {}
        if sum(map(_size, _contents(page.obj))) > LARGEST_CONTENT or any(
            _size(form) > LARGEST_CONTENT for form, _ in reached.values()
        ):
            raise DamagedPdf(f"page {number} has more than {LARGEST_CONTENT >> 20} MiB of content")
        if any(inner for _, inner in reached.values()) and _drawings(page.obj, forms, reached) > MOST_DRAWINGS:
            raise DamagedPdf(f"page {number} draws more than {MOST_DRAWINGS:,} forms within forms")


def _reached(forms: _Forms) -> _Reached:
    """Return the forms that these forms can draw, at any depth, and they themselves, each with those that it can."""
    reached: _Reached = {}
    waiting = list(forms.values())
    while waiting:
        form = waiting.pop()
        if form.objgen not in reached:
            inner = _forms(form.get("/Resources"), forms)
            reached[form.objgen] = form, inner
            waiting.extend(inner.values())
    return reached


def _drawings(page: pikepdf.Object, forms: _Forms, reached: _Reached) -> int:
    """Return how many drawings of forms a page comes to, at most MOST_DRAWINGS + 1."""
    drawn = {key: _draws(form, inner) for key, (form, inner) in reached.items()}
    drawn[_PAGE] = _draws(page, forms)
    totals = dict.fromkeys(drawn, 0)
    for _ in range(DEPTH):  # each time one level more; a ring grows until the depth ends it, as it does for pdfium
        before = totals
        totals = {
            key: min(MOST_DRAWINGS + 1, sum(1 + before[inner] for inner in inners)) for key, inners in drawn.items()
        }
        if totals == before:
            break
    return totals[_PAGE]


def _draws(item: pikepdf.Object, forms: _Forms) -> list[_Key]:
    """Return the forms that the content of a page or of a form draws, each as often as it does."""
    try:
        data = b"\n".join(part.read_bytes() for part in _contents(item))
    except (ValueError, TypeError, RuntimeError, pikepdf.PdfError):
        return []
    names = ["/" + name.decode("latin-1") for name in _DRAW.findall(data)]
    return [forms[name].objgen for name in names if name in forms]


def _contents(item: pikepdf.Object) -> list[pikepdf.Stream]:
    """Return the streams that hold what a page or a form draws."""
    content = item if isinstance(item, pikepdf.Stream) else item.get("/Contents")
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _size(stream: pikepdf.Stream) -> int:
    """Return to how many bytes a stream unpacks, at most one more than LARGEST_CONTENT; by Flate, for others grow less.

    Streams that are too short to become large are not unpacked.
    """
    try:
        filters = stream.get("/Filter")
        names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        data = stream.read_raw_bytes()
        for number, name in enumerate(names):
            if (
                name not in ("/FlateDecode", "/Fl")
                or len(data) * _FLATE_MOST ** (len(names) - number) < LARGEST_CONTENT
            ):
                break
            data = zlib.decompressobj().decompress(data, LARGEST_CONTENT + 1)
        return len(data)
    except (ValueError, TypeError, RuntimeError, zlib.error, pikepdf.PdfError):
        return 0  # pdfium unpacks what it can of it


def _forms(resources: object, outer: _Forms) -> _Forms:
    """Return forms by name; those of the page, where a form has no resources of its own, as pdfium does."""
    if not isinstance(resources, pikepdf.Dictionary):
        return outer
    drawn = resources.get("/XObject")
    if not isinstance(drawn, pikepdf.Dictionary):
        return {}
    return {
        name: form
        for name, form in drawn.items()
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form
    }
