"""Pictures of a PDF's pages, for people to look at; nothing is read from them."""

import io
from collections.abc import Iterator

from msgspec import Struct

from crsparse.errors import DamagedPdf

MEDIA_TYPE = "image/webp"
_SCALE = 1.5
"""Pixels a point: 108 dots an inch, at which 9-point notes are still read without effort."""
_QUALITY = 50
"""WebP's quality; letters stay sharp, and a page takes some 80 kB."""
_LARGEST = 4000
"""Pixels of the longer side at most; a poster is drawn smaller."""


class PageImage(Struct, frozen=True):
    """The picture of a page as displayed."""

    page: int
    """Page, 1-based."""
    width: float
    """Width of the page in points."""
    height: float
    """Height of the page in points."""
    content: bytes
    """The picture, a file of :data:`MEDIA_TYPE`."""


def page_images(content: bytes, password: str | None = None) -> Iterator[PageImage]:
    """Yield the pictures of a PDF's pages.

    Raises DamagedPdf when the PDF can't be opened or a page not be drawn, EncryptedPdf without the right password.
    """
    import pypdfium2 as pdfium

    from crsparse.readers.engines.pdfium import opened

    document = opened(content, password)
    try:
        for index in range(len(document)):
            try:
                page = document[index]
                width, height = page.get_size()
                scale = min(_SCALE, _LARGEST / max(width, height, 1.0))
                picture = page.render(scale=scale).to_pil().convert("RGB")
            except pdfium.PdfiumError:
                raise DamagedPdf(f"page {index + 1} can't be drawn") from None
            file = io.BytesIO()
            picture.save(file, "WEBP", quality=_QUALITY, method=3)
            page.close()
            yield PageImage(index + 1, width, height, file.getvalue())
    finally:
        document.close()
