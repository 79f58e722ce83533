"""Pages: their pictures, with the blocks' boxes over them.

The first box of a block is a button, in reading order; further boxes, on later pages and columns, go with it. Places
are percentages of the page, so that boxes stay where they belong at any size. Where several blocks have one box, as in
a text box of which the source tells no more, their numbers stand below each other.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from html import escape

from crsparse.model import AnyBlock, Document, PageBox
from crsparse.readers.pages import MEDIA_TYPE, PageImage
from crsparse.viewer.marks import kind_of, name_of


def pages(document: Document, images: Iterable[PageImage]) -> str:
    """Return all pages, or nothing where there are no pictures."""
    on_page: dict[int, list[tuple[int, AnyBlock, PageBox, bool]]] = {}
    for number, block in enumerate(document.blocks, 1):
        for place, box in enumerate(block.boxes):
            on_page.setdefault(box.page, []).append((number, block, box, place == 0))
    shown = [_page(image, on_page.get(image.page, [])) for image in images]
    return f'<div id="pages" class="pages">\n{"".join(shown)}</div>' if shown else ""


def _page(image: PageImage, boxes: list[tuple[int, AnyBlock, PageBox, bool]]) -> str:
    places: Counter[tuple[float, float]] = Counter()
    placed = ""
    for number, block, box, first in boxes:
        corner = (box.box[0], box.box[1])
        placed += _box(number, block, box, first, image, places[corner])
        places[corner] += 1
    picture = f"data:{MEDIA_TYPE};base64,{b64encode(image.content).decode()}"
    return (
        f'<section class="page" id="page-{image.page}" data-page="{image.page}" tabindex="-1" '
        f'aria-label="Page {image.page}" style="--width:{image.width:g};--height:{image.height:g}">'
        f'<img src="{picture}" alt="Page {image.page} as printed" loading="lazy" decoding="async" '
        f'width="{round(image.width)}" height="{round(image.height)}">'
        f'<span class="folio" aria-hidden="true">{image.page}</span>{placed}</section>\n'
    )


def _box(number: int, block: AnyBlock, box: PageBox, first: bool, image: PageImage, same: int) -> str:
    x0, top, x1, bottom = box.box
    place = (
        f"left:{100 * x0 / image.width:.2f}%;top:{100 * top / image.height:.2f}%;"
        f"width:{100 * (x1 - x0) / image.width:.2f}%;height:{100 * (bottom - top) / image.height:.2f}%"
    )
    if same:
        place += f";--nth:{same}"
    kind = kind_of(block)
    shape = f"box {kind} same" if same else f"box {kind}"
    common = f'data-block="{escape(block.id)}" data-kind="{kind}" style="{place}"'
    if not first:
        return f'<div class="{shape}" {common}><span class="chip" aria-hidden="true">{number}…</span></div>'
    label = f"{number}, {name_of(block)}: {block.text[:80]}"
    return (
        f'<button type="button" class="{shape}" {common} tabindex="-1" aria-label="{escape(label)}">'
        f'<span class="chip" aria-hidden="true">{number}</span></button>'
    )
